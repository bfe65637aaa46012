//! What an answer to the coordinator puts right.
use super::filled::{Pages, begin, district, fields, identity, pairs, ready, submit, submitted, with};
use crate::support::{Client, Person, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::store::{case_party, cases},
    kernel::id::{CaseId, DistrictId},
    participants::store::participant,
};
use sea_orm::{EntityTrait, PaginatorTrait, sea_query::Expr};

crate::on_both!(
    everything_that_may_be_wrong_is_put_right,
    a_number_that_is_known_already_is_told_to_nobody,
    the_page_shows_nothing_that_another_agency_wrote,
    a_second_answer_is_told_with_what_was_typed,
    an_exception_for_a_closed_district_is_told_and_stays,
    a_colleague_who_states_protection_is_led_out,
);

async fn row(world: &World, case: CaseId) -> cases::Model {
    let found = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    found.expect("cases can be read").expect("the case")
}

/// A referral without an identity number, about which the coordinator asks.
async fn asked(world: &World, client: &Client, person: &Person, home: DistrictId) -> CaseId {
    let pages = Pages::new(world, home, "");
    let participant = with(with(pages.participant.clone(), "identity", &[]), "identity_unknown", &["yes"]);
    let pages = Pages { participant: with(participant, "age", &["30"]), ..pages };
    let draft = ready(client, person, &pages).await;
    let answer = submit(client, &draft).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let case: CaseId = answer.location().trim_start_matches("/cases/").parse().expect("the case");
    let coordinator = world.login_as(Role::Coordinator).await;
    let ask = format!("/cases/{case}/ask-completion");
    coordinator.post(&ask, &[("ask", "Vem är det?")]).await.expect(303);
    let again = coordinator.get(&ask).await.expect(200);
    assert!(again.forms("main form.form").is_empty() && again.body().contains("En komplettering är redan begärd"));
    case
}

async fn everything_that_may_be_wrong_is_put_right(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let (home, other) = (district(&world).await, district(&world).await);
    let case = asked(&world, &client, &person, home).await;
    let path = format!("/cases/{case}/answer-completion");
    let number = identity(&world, "19900101", 984);
    let other = other.to_string();
    let page = client.get(&path).await.expect(200);
    assert_eq!(page.value_of("district"), home.to_string());
    // the same rules as at submission, beside the field, and nothing is lost
    let child = identity(&world, "20200101", 985);
    let wrong = client.fill(&path, &[("answer", "Här är det."), ("identity", &child)]).await.expect(422);
    assert!(!wrong.error_of("identity").is_empty());
    assert_eq!((wrong.value_of("answer"), wrong.value_of("identity")), ("Här är det.".into(), child));
    let answer = [
        ("answer", "Här är det."),
        ("identity", number.as_str()),
        ("district", other.as_str()),
        ("phone", "070-999 88 77"),
        ("handler_health_care", "Anders Ny"),
        ("own_goal", "Arbeta i trädgård"),
    ];
    client.fill(&path, &answer).await.expect_to(&format!("/cases/{case}"));
    let row = row(&world, case).await;
    assert_eq!(row.district_id.map(|d| d.to_string()), Some(other));
    assert!(row.age_at_submission.is_some_and(|a| a >= 36), "by the number");
    let shown = client.get(&format!("/participants/{}", row.participant_id)).await.body();
    assert!(shown.contains("19900101-····") && shown.contains("070-999 88 77") && shown.contains("Younes Ahmadi"));
    let coordinator = world.login_as(Role::Coordinator).await;
    let page = coordinator.get(&format!("/cases/{case}")).await.body();
    assert!(page.contains("Anders Ny") && page.contains("Arbeta i trädgård"));
    for part in ["personnummer eller ålder", "telefon eller e-post", "stadsdelsområde eller undantag"] {
        assert!(page.contains(&format!("Anmälan ändrad · {part}")), "{part}");
    }
    assert!(!page.contains("Anmälan ändrad · vilka som ska vara med"));
    let events = world.events().await;
    assert_eq!(events.iter().filter(|e| **e == EventCode::ReferralChanged).count(), 5);
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("checked").broken, None);
}

async fn a_number_that_is_known_already_is_told_to_nobody(world: World) {
    let (one, two) = (world.user(Role::Referrer, None).await, world.user(Role::Referrer, None).await);
    let (first, second) = (world.login(&one).await, world.login(&two).await);
    let number = identity(&world, "19900101", 984);
    let known = submitted(&world, &first, &one, &number).await;
    let home = district(&world).await;
    let case = asked(&world, &second, &two, home).await;
    let people = || async { participant::Entity::find().count(world.db.schema_connection()).await.expect("people") };
    assert_eq!(people().await, 2);
    let path = format!("/cases/{case}/answer-completion");
    let fields = [("answer", "Nu vet vi."), ("identity", number.as_str()), ("age", "")];
    second.fill(&path, &fields).await.expect_to(&format!("/cases/{case}"));
    assert_eq!(row(&world, case).await.participant_id, row(&world, known).await.participant_id);
    assert_eq!(people().await, 1, "the row that nobody needs is gone");
    // all that was sealed with the other key can be read
    let page = second.get(&format!("/cases/{case}")).await.expect(200).body();
    for words in ["Vem är det?", "Nu vet vi.", "Hur kommer han vidare?", "Petra Ek"] {
        assert!(page.contains(words), "{words}");
    }
    let number = row(&world, known).await.number;
    assert!(!page.contains(&number) && !page.contains("har redan ett"));
    let coordinator = world.login_as(Role::Coordinator).await;
    assert!(coordinator.get(&format!("/cases/{case}")).await.body().contains(&number));
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("checked").broken, None);
}

async fn the_page_shows_nothing_that_another_agency_wrote(world: World) {
    let (one, two) = (world.user(Role::Referrer, None).await, world.user(Role::Referrer, None).await);
    let (first, second) = (world.login(&one).await, world.login(&two).await);
    let number = identity(&world, "19900101", 984);
    let case = submitted(&world, &first, &one, &number).await;
    let pages = Pages::new(&world, district(&world).await, &number);
    let participant = with(pages.participant.clone(), "phone", &["070-555 55 55"]);
    let draft = ready(&second, &two, &Pages { participant, ..pages }).await;
    submit(&second, &draft).await.expect(303);
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.post(&format!("/cases/{case}/ask-completion"), &[("ask", "Mer?")]).await.expect(303);
    let path = format!("/cases/{case}/answer-completion");
    let page = first.get(&path).await.expect(200);
    assert!(!page.body().contains("070-555 55 55") && !page.has("[name='identity']"));
    // left empty it stays; a party that the consent does not name can't be added
    let parties = fields(&[("asked_for", "social_services"), ("asked_for", "employment_service")]);
    let (_, values) = page.form("form.form");
    let mut values: Vec<(&str, &str)> =
        values.iter().filter(|v| v.0 != "asked_for").map(|(n, v)| (n.as_str(), v.as_str())).collect();
    values.push(("answer", "Så här."));
    let added: Vec<_> = values.iter().copied().chain(pairs(&parties)).collect();
    let answer = first.post(&path, &added).await.expect(422);
    assert!(answer.error_of("asked_for").contains("samtycke"), "{}", answer.error_of("asked_for"));
    let fewer = fields(&[("asked_for", "social_services"), ("asked_for", "health_care")]);
    values.extend(pairs(&fewer));
    first.post(&path, &values).await.expect(303);
    let shown = second.get(&format!("/participants/{}", row(&world, case).await.participant_id)).await.body();
    assert!(shown.contains("070-555 55 55"), "an empty field changes nothing");
    assert_eq!(case_party::Entity::find().count(world.db.schema_connection()).await, Ok(4));
}

async fn a_second_answer_is_told_with_what_was_typed(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let home = district(&world).await;
    let case = asked(&world, &client, &person, home).await;
    let path = format!("/cases/{case}/answer-completion");
    client.fill(&path, &[("answer", "Först.")]).await.expect(303);
    let late = client.post(&path, &[("answer", "Sedan."), ("question", "Och?")]).await.expect(409);
    assert!(late.has(".summary li") && late.value_of("answer") == "Sedan.");
    // the draft of another referral is not touched by any of it
    begin(&client, &person).await;
}

async fn an_exception_for_a_closed_district_is_told_and_stays(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let closed = district(&world).await;
    let pages = Pages::new(&world, closed, &identity(&world, "19900101", 984));
    let draft = ready(&client, &person, &pages).await;
    let now = world.clock.now();
    app::organisation::store::district::Entity::update_many()
        .col_expr(app::organisation::store::district::Column::ClosedAt, Expr::value(now))
        .exec(world.db.schema_connection())
        .await
        .expect("closed");
    let reason = with(pages.participant.clone(), "exception_reason", &["Han flyttar hit i mars."]);
    client.post(&format!("/referrals/{draft}/participant"), &pairs(&reason)).await.expect(303);
    let answer = submit(&client, &draft).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    let case: CaseId = answer.location().trim_start_matches("/cases/").parse().expect("the case");
    let coordinator = world.login_as(Role::Coordinator).await;
    let told = async || {
        let page = coordinator.get(&format!("/cases/{case}")).await.expect(200).body();
        let inbox = coordinator.get("/inbox").await.expect(200).text("table.work");
        assert!(page.contains("Han flyttar hit i mars."), "the reason");
        assert!(inbox.contains("stadsdelsområde"), "what from: {inbox}");
    };
    told().await;
    coordinator.post(&format!("/cases/{case}/ask-completion"), &[("ask", "Mer?")]).await.expect(303);
    let path = format!("/cases/{case}/answer-completion");
    client.fill(&path, &[("answer", "Nej.")]).await.expect(303);
    told().await;
}

async fn a_colleague_who_states_protection_is_led_out(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let home = district(&world).await;
    let case = asked(&world, &client, &person, home).await;
    let colleague = world.login(&world.user(Role::Referrer, person.unit).await).await;
    let path = format!("/cases/{case}/answer-completion");
    let answer = colleague.fill(&path, &[("answer", "Ja."), ("protected", "yes")]).await.expect_to("/referrals");
    let next = colleague.follow(&answer).await.expect(200);
    assert!(next.body().contains(app::referrals::texts::ANSWERED.get(app::kernel::lang::Lang::Sv)));
    colleague.get(&format!("/cases/{case}")).await.expect(404);
}
