//! Submission: the checks, what is written, and that it happens once.
use super::filled::{Pages, SECRET, as_read_by_a_thief, begin, district, identity, ready, submit, submitted, with};
use crate::support::{World, world::fresh_token};
use app::{
    access::Role,
    audit::EventCode,
    cases::{
        rules::StateCode,
        store::{case_party, cases},
    },
    consents::{
        rules::Purpose,
        store::{consent, consent_party},
    },
    organisation::rules::Party,
    referrals::store::referral_draft,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::collections::BTreeSet;

crate::on_both!(
    a_draft_becomes_a_case,
    each_check_stands_in_the_way,
    age_and_district_can_be_asked_an_exception_from,
    the_same_person_is_known_again_and_only_coordinators_are_told,
    a_second_press_finds_what_the_first_made,
    twenty_at_once_get_twenty_numbers,
    another_agency_can_not_tell_that_a_case_exists,
    what_was_written_is_sealed,
);

async fn rows(world: &World) -> Vec<cases::Model> {
    cases::Entity::find().all(world.db.schema_connection()).await.expect("cases can be read")
}

async fn a_draft_becomes_a_case(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let case = submitted(&world, &client, &person, &identity(&world, "19900101", 984)).await;
    let row = rows(&world).await.remove(0);
    assert_eq!((row.id, row.state, row.referrer_id), (case, StateCode::Submitted, person.id));
    assert_eq!((row.referring_party, row.submitted_on), (Party::Jobbtorg, world.clock.today()));
    assert!(row.age_at_submission.is_some_and(|a| a >= 36));
    let connection = world.db.schema_connection();
    assert_eq!(referral_draft::Entity::find().count(connection).await, Ok(0));
    let given = consent::Entity::find().all(connection).await.expect("consents");
    let of = |purpose| given.iter().find(|c| c.purpose == purpose).map(|c| c.given);
    assert_eq!((of(Purpose::ShareInTeam), of(Purpose::RegisterInSus)), (Some(true), Some(false)));
    assert_eq!(consent_party::Entity::find().count(connection).await, Ok(2));
    let parties = case_party::Entity::find().filter(case_party::Column::AskedFor.eq(true)).count(connection).await;
    assert_eq!(parties, Ok(2));
    let events = world.events().await;
    let last: Vec<_> = events.iter().rev().take(3).copied().collect();
    assert_eq!(last, [EventCode::ConsentRecorded, EventCode::ConsentRecorded, EventCode::ReferralSubmitted]);
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.body().contains("Hur kommer han vidare?") && page.body().contains(SECRET));
    assert!(client.get("/referrals").await.body().contains(&row.number));
}

async fn each_check_stands_in_the_way(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let home = district(&world).await;
    let good = Pages::new(&world, home, &identity(&world, "19900101", 984));
    let child = identity(&world, "20200101", 985);
    let tomorrow = world.clock.today().succ_opt().expect("a day").to_string();
    let bad = [
        ("identity", Pages { participant: with(good.participant.clone(), "identity", &[&child]), ..good.clone() }),
        ("district", Pages { participant: with(good.participant.clone(), "district", &["elsewhere"]), ..good.clone() }),
        ("given_name", Pages { participant: with(good.participant.clone(), "given_name", &[]), ..good.clone() }),
        (
            "asked_for",
            Pages {
                question: with(good.question.clone(), "asked_for", &["social_services", "jobbtorg"]),
                consent: with(good.consent.clone(), "covered", &["social_services", "jobbtorg"]),
                ..good.clone()
            },
        ),
        ("covered", Pages { consent: with(good.consent.clone(), "covered", &["health_care"]), ..good.clone() }),
        ("given_on", Pages { consent: with(good.consent.clone(), "given_on", &[&tomorrow]), ..good.clone() }),
        ("heard_by", Pages { consent: with(good.consent.clone(), "consent_form", &["oral"]), ..good.clone() }),
        ("sus", Pages { consent: with(good.consent.clone(), "sus", &[]), ..good.clone() }),
    ];
    // what is there and does not do is told where it is typed; what is only missing may wait
    let failing = ["identity", "district", "asked_for", "covered", "given_on", "heard_by"];
    for (field, pages) in bad {
        let draft = begin(&client, &person).await;
        if failing.contains(&field) {
            pages.keep_failing(&client, &draft, field).await;
        } else {
            pages.keep(&client, &draft).await;
        }
        let answer = submit(&client, &draft).await;
        assert_eq!(answer.status(), 422, "{field}");
        assert_eq!(answer.count(&format!("section.summary a[href$='#{field}']")), 1, "{field}: {}", answer.body());
        assert_eq!(answer.count("section.summary li"), 1, "{field}");
        // what the button is told leads to it
        assert!(answer.has("form .summary a[href='#missing']") && answer.has("section.summary #missing"), "{field}");
    }
    assert!(rows(&world).await.is_empty());
}

async fn age_and_district_can_be_asked_an_exception_from(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let good = Pages::new(&world, district(&world).await, &identity(&world, "20200101", 985));
    let participant =
        with(with(good.participant.clone(), "district", &["elsewhere"]), "exception_reason", &["Flyttar hit."]);
    let draft = ready(&client, &person, &Pages { participant, ..good }).await;
    let case = submit(&client, &draft).await.location();
    let coordinator = world.login_as(Role::Coordinator).await;
    let inbox = coordinator.get("/inbox").await.expect(200);
    assert!(inbox.body().contains("undantag: ålder") && inbox.body().contains("undantag: stadsdelsområde"));
    assert!(coordinator.get(&case).await.body().contains("Flyttar hit."));
}

async fn the_same_person_is_known_again_and_only_coordinators_are_told(world: World) {
    let (one, two) = (world.user(Role::Referrer, None).await, world.user(Role::Referrer, None).await);
    let (first, second) = (world.login(&one).await, world.login(&two).await);
    let number = identity(&world, "19900101", 984);
    let a = submitted(&world, &first, &one, &number).await;
    let b = submitted(&world, &second, &two, &number).await;
    let rows = rows(&world).await;
    assert_eq!(rows[0].participant_id, rows[1].participant_id);
    let first_number = &rows.iter().find(|r| r.id == a).expect("the first").number;
    for path in [format!("/cases/{b}"), "/referrals".to_owned(), format!("/participants/{}", rows[0].participant_id)] {
        let page = second.get(&path).await.expect(200);
        assert!(!page.body().contains(first_number.as_str()), "{path}");
        assert!(!page.body().contains("har redan ett"), "{path}");
    }
    let coordinator = world.login_as(Role::Coordinator).await;
    assert!(coordinator.get(&format!("/cases/{b}")).await.body().contains(first_number.as_str()));
    assert_eq!(coordinator.get("/inbox").await.body().matches("har redan ett ärende").count(), 2);
    assert!(coordinator.get("/").await.body().contains("Personen har redan ett pågående ärende."));
}

async fn a_second_press_finds_what_the_first_made(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let pages = Pages::new(&world, district(&world).await, &identity(&world, "19900101", 984));
    let draft = ready(&client, &person, &pages).await;
    let (path, token) = (format!("/referrals/{draft}/review"), fresh_token());
    let same = [("_token", token.as_str())];
    // twice the same press, and once from another tab
    let (a, b, c) = tokio::join!(client.post(&path, &same), client.post(&path, &same), client.post(&path, &[]));
    let case = format!("/cases/{draft}");
    for answer in [a, b, c] {
        answer.expect_to(&case);
    }
    assert_eq!(rows(&world).await.len(), 1);
    submit(&client, &draft).await.expect_to(&case);
    let stranger = world.login_as(Role::Referrer).await;
    submit(&stranger, &draft).await.expect(404);
}

async fn twenty_at_once_get_twenty_numbers(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let home = district(&world).await;
    let mut drafts = Vec::new();
    for n in 0..20u32 {
        let pages = Pages::new(&world, home, &identity(&world, &format!("199{}01{:02}", n % 10, n % 2 + 1), 980 + n));
        drafts.push(ready(&client, &person, &pages).await);
    }
    let posts = drafts.into_iter().map(|draft| {
        let client = client.clone();
        tokio::spawn(async move { submit(&client, &draft).await.status() })
    });
    for post in posts.collect::<Vec<_>>() {
        assert_eq!(post.await.expect("an answer"), 303);
    }
    let numbers: BTreeSet<_> = rows(&world).await.into_iter().map(|r| r.number).collect();
    assert_eq!(numbers.len(), 20);
}

async fn another_agency_can_not_tell_that_a_case_exists(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let case = submitted(&world, &world.login(&person).await, &person, &identity(&world, "19900101", 984)).await;
    let participant = rows(&world).await[0].participant_id;
    let stranger = world.login_as(Role::Referrer).await;
    let nothing = "01980000-0000-7000-8000-000000000000";
    for deed in ["", "/answer-completion", "/withdraw", "/take-over", "/consents/new", "/consents/withdraw"] {
        let there = stranger.get(&format!("/cases/{case}{deed}")).await;
        let not_there = stranger.get(&format!("/cases/{nothing}{deed}")).await;
        assert_eq!((there.status(), not_there.status()), (404, 404), "{deed}");
        assert_eq!(there.text("main"), not_there.text("main"), "{deed}");
    }
    for path in [format!("/participants/{participant}"), format!("/participants/{participant}/identity")] {
        assert_eq!(stranger.get(&path).await.status(), 404, "{path}");
    }
    let words = [("words", "")];
    assert_eq!(stranger.post(&format!("/cases/{case}/withdraw"), &words).await.status(), 404);
}

async fn what_was_written_is_sealed(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let number = identity(&world, "19900101", 984);
    submitted(&world, &world.login(&person).await, &person, &number).await;
    let row = rows(&world).await.remove(0);
    let tried = row.tried_sealed.expect("what was tried");
    assert!(!String::from_utf8_lossy(&tried).contains(SECRET));
    let all = as_read_by_a_thief(&world).await;
    assert!(all.len() > 300, "there is something to read");
    for secret in [SECRET, "Hur kommer han vidare?", "070-123 45 67", "Petra Ek", &number, &number.replace('-', "")] {
        assert!(!all.contains(secret), "{secret}");
    }
}
