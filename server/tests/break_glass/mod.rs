//! Cases opened without consent: with a reason, for an hour, seen by everyone, and reviewed by another person.
pub mod scenarios;

use crate::{
    referrals::filled::{SECRET, as_read_by_a_thief, identity, submitted},
    support::{CaseOf, Client, World},
};
use app::{
    access::Role,
    audit::EventCode,
    break_glass::store::broken_glass,
    cases::rules::StateCode,
    kernel::id::{CaseId, GlassId},
    organisation::rules::Party,
};
use chrono::Duration;
use sea_orm::EntityTrait;
use tokio::task::JoinSet;

crate::on_both!(
    a_coordinator_reads_for_an_hour_and_changes_nothing,
    everyone_who_may_see_the_case_is_told,
    with_a_consent_there_is_nothing_to_break,
    another_person_reviews_it,
    an_administrator_reviews_without_a_word_of_the_case,
    of_two_who_sign_at_once_one_does,
    nobody_else_reads_it,
);

const WORDS: &str = "Anhörig ringde: hon svarar inte sedan i går.";

/// What opens a case.
pub const REASON: [(&str, &str); 3] = [("reason", "danger"), ("words", WORDS), ("understood", "yes")];

async fn without_consent(world: &World) -> (CaseId, Client) {
    let person = world.user(Role::Referrer, world.unit(world.agency(Party::SocialServices).await).await).await;
    let client = world.login(&person).await;
    let case = submitted(world, &client, &person, &identity(world, "19900101", 984)).await;
    let at = format!("/cases/{case}");
    client.post(&format!("{at}/consents/withdraw/everything"), &[]).await.expect_to(&at);
    (case.to_string().parse().expect("a case"), client)
}

async fn break_it(client: &Client, case: CaseId) {
    let to = format!("/cases/{case}/without-consent");
    client.post(&to, &REASON).await.expect_to(&format!("{to}/read"));
}

async fn rows(world: &World) -> Vec<broken_glass::Model> {
    broken_glass::Entity::find().all(world.db.schema_connection()).await.expect("openings")
}

/// Opened by a new coordinator; gives the opening and who did it.
pub async fn opened(world: &World) -> (GlassId, CaseId, Client) {
    let (case, _) = without_consent(world).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    break_it(&coordinator, case).await;
    (rows(world).await[0].id, case, coordinator)
}

async fn a_coordinator_reads_for_an_hour_and_changes_nothing(world: World) {
    let (case, _) = without_consent(&world).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let at = format!("/cases/{case}");
    let read = format!("{at}/without-consent/read");
    let page = coordinator.get(&at).await.expect(200);
    assert!(!page.body().contains(SECRET) && page.has(&format!("a[href='{at}/without-consent']")));
    coordinator.get(&read).await.expect(403);
    break_it(&coordinator, case).await;
    let before = world.events().await.len();
    let page = coordinator.get(&read).await.expect(200);
    assert!(page.body().contains(SECRET), "what the referral says");
    assert_eq!(world.events().await[before..], [EventCode::CaseOpened], "each reading is in the log");
    assert!(page.forms("main form").is_empty(), "nothing can be done there");
    assert!(!page.has("main a[href^='/participants']"), "nor does it lead to the person");
    // opened once more from a page that was left open it is open already
    coordinator.post(&format!("{at}/without-consent"), &REASON).await.expect_to(&read);
    assert_eq!(rows(&world).await.len(), 1);
    let shared = coordinator.get(&format!("{at}/shared")).await.expect(200);
    assert!(
        shared.text("section[aria-labelledby=readers]").contains("utan samtycke"),
        "told apart for the participant"
    );
    // the case's own page stays shut, and so do its deeds
    assert!(!coordinator.get(&at).await.expect(200).body().contains(SECRET));
    coordinator.post(&format!("{at}/accept"), &[]).await.expect(403);
    coordinator.get(&format!("{at}/plan")).await.expect(403);
    // opened once, it leads to what can be read
    assert!(coordinator.get(&format!("{at}/without-consent")).await.expect(200).has(&format!("main a[href='{read}']")));
    world.pass(Duration::minutes(61));
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.get(&read).await.expect(403);
    assert!(!as_read_by_a_thief(&world).await.contains(WORDS), "why it was opened is sealed");
}

async fn the_hour_ends(world: &World, client: &Client, read: &str) {
    let row = rows(world).await.pop().expect("an opening");
    assert_eq!(row.open_until - row.opened_at, Duration::minutes(60));
    world.pass(Duration::minutes(25));
    client.get(read).await.expect(200);
    world.pass(Duration::minutes(25));
    client.get(read).await.expect(200);
    world.pass(Duration::minutes(11));
    client.get(read).await.expect(403);
}

async fn everyone_who_may_see_the_case_is_told(world: World) {
    let (case, referrer) = without_consent(&world).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    break_it(&coordinator, case).await;
    let at = format!("/cases/{case}");
    for client in [&coordinator, &referrer, &world.login_as(Role::Coordinator).await] {
        let page = client.get(&at).await.expect(200);
        assert!(page.body().contains("Ärendet öppnades utan samtycke"), "marked");
        assert!(page.body().contains("Väntar på granskning."));
        assert!(!page.body().contains(WORDS), "the words are the reviewer's");
    }
    let why = "fara för någons liv eller hälsa";
    assert!(coordinator.get(&at).await.expect(200).body().contains(why));
    assert!(!referrer.get(&at).await.expect(200).body().contains(why), "why may be about the participant");
    the_hour_ends(&world, &coordinator, &format!("{at}/without-consent/read")).await;
}

async fn with_a_consent_there_is_nothing_to_break(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let to = format!("/cases/{case}/without-consent");
    assert!(!coordinator.get(&format!("/cases/{case}")).await.expect(200).has(&format!("a[href='{to}']")));
    assert!(coordinator.get(&to).await.expect(200).forms("main form.form").is_empty());
    let answer = coordinator.post(&to, &REASON).await.expect(422);
    assert!(answer.has(".summary") && answer.text("main").contains("Det finns ett samtycke som gäller."));
    coordinator.get(&format!("{to}/read")).await.expect(403);
    assert!(rows(&world).await.is_empty());
}

async fn another_person_reviews_it(world: World) {
    let (glass, case, opener) = opened(&world).await;
    opener.get(&format!("/cases/{case}/without-consent/read")).await.expect(200);
    let review = format!("/reviews/{glass}");
    let own = opener.get(&review).await.expect(200);
    assert!(own.body().contains("En annan person ska granska.") && own.forms("main form.form").is_empty());
    let found = [("judgement", "not_justified"), ("words", "Ring anmälaren först nästa gång.")];
    opener.post(&review, &found).await.expect(403);
    assert!(!opener.get("/").await.expect(200).has(&format!("a[href='{review}']")), "not their task");

    let other = world.login_as(Role::Coordinator).await;
    assert!(other.get("/").await.expect(200).has(&format!("a[href='{review}']")), "the others' task");
    let page = other.get(&review).await.expect(200);
    assert!(page.body().contains(WORDS) && !page.body().contains("Läste aldrig ärendet."));
    assert_eq!(
        other.post(&review, &[("judgement", "not_justified")]).await.expect(422).error_of("words"),
        "Skriv vad som händer nu."
    );
    other.post(&review, &found).await.expect_to("/reviews");
    let list = other.get("/reviews").await.expect(200);
    assert_eq!(list.count("section[aria-labelledby=waiting] tbody tr"), 0);
    assert!(list.text("section[aria-labelledby=reviewed] tbody").contains("Inte befogat"));
    assert!(opener.get(&format!("/cases/{case}")).await.expect(200).body().contains("Granskat: inte befogat."));
    let again = other.post(&review, &found).await.expect(422);
    assert!(again.text(".summary").contains("Någon annan har redan signerat"), "{}", again.text("main"));
    // reviewed, the words are theirs who wrote and who read them
    for (client, reads) in [(&other, true), (&opener, true), (&world.login_as(Role::Coordinator).await, false)] {
        let before = world.events().await.len();
        assert_eq!(client.get(&review).await.expect(200).body().contains(WORDS), reads);
        assert_eq!(world.events().await[before..].contains(&EventCode::CaseOpened), reads, "and that is in the log");
    }
}

async fn an_administrator_reviews_without_a_word_of_the_case(world: World) {
    let (glass, case, _) = opened(&world).await;
    let administrator = world.login_as(Role::Administrator).await;
    let review = format!("/reviews/{glass}");
    let page = administrator.get(&review).await.expect(200);
    assert!(!page.body().contains(WORDS) && page.body().contains("fara för någons liv eller hälsa"));
    administrator.get(&format!("/cases/{case}")).await.expect(403);
    let second = world.user(Role::Coordinator, None).await;
    administrator.post(&review, &[("judgement", "justified")]).await.expect(403);
    world.change_account(&second, |account| account.closed_at = Some(account.created_at)).await;
    administrator.post(&review, &[("judgement", "justified")]).await.expect_to("/reviews");
    assert!(rows(&world).await[0].reviewed_at.is_some());
}

async fn of_two_who_sign_at_once_one_does(world: World) {
    let (glass, ..) = opened(&world).await;
    let mut reviewers = JoinSet::new();
    for _ in 0..6 {
        let client = world.login_as(Role::Coordinator).await;
        reviewers.spawn(async move {
            client.post(&format!("/reviews/{glass}"), &[("judgement", "justified")]).await.status()
        });
    }
    let answers = reviewers.join_all().await;
    assert_eq!(answers.iter().filter(|s| **s == 303).count(), 1, "{answers:?}");
    let reviewed = world.events().await.iter().filter(|e| **e == EventCode::GlassReviewed).count();
    assert_eq!(reviewed, 1);
}

async fn nobody_else_reads_it(world: World) {
    let (glass, case, _) = opened(&world).await;
    let (read, review) = (format!("/cases/{case}/without-consent/read"), format!("/reviews/{glass}"));
    // who opened it, and nobody for them
    world.login_as(Role::Coordinator).await.get(&read).await.expect(403);
    for role in [Role::Referrer, Role::Representative, Role::Lots, Role::WorkTraining, Role::Office] {
        let client = world.login_as(role).await;
        client.get(&read).await.expect(403);
        client.get(&review).await.expect(403);
    }
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    let foreign = world.login(&world.user_in(elsewhere, Role::Coordinator, None).await).await;
    for at in [read, review, format!("/cases/{case}/without-consent")] {
        foreign.get(&at).await.expect(404);
    }
    assert!(!foreign.get("/reviews").await.expect(200).body().contains(&glass.to_string()));
}
