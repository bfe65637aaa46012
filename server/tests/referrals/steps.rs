//! The inbox, completion, return, withdrawal, acceptance, a new referrer.
use super::filled::{identity, submitted};
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    cases::{rules::StateCode, store::cases},
    kernel::{code::Code, id::CaseId, lang::Lang},
    meetings::{rules::MeetingOutcome, store::team_meeting},
    organisation::rules::Party,
    referrals::{rules::ReturnReason, texts},
};
use chrono::Duration;
use sea_orm::EntityTrait;

crate::on_both!(
    a_question_is_asked_and_answered,
    a_returned_referral_tells_why,
    withdrawing_cancels_the_booked_meeting,
    accepting_needs_a_consent,
    a_colleague_takes_over_where_the_unit_covers,
    the_inbox_is_the_coordinators_and_says_what_is_late,
    two_coordinators_at_once_take_one_step,
);

async fn row(world: &World, case: CaseId) -> cases::Model {
    let found = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    found.expect("cases can be read").expect("the case")
}

async fn a_question_is_asked_and_answered(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let case = submitted(&world, &client, &person, &identity(&world, "19900101", 984)).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    assert!(coordinator.get("/").await.body().contains("Bedöm anmälan"));
    let at = format!("/cases/{case}");
    coordinator.post(&format!("{at}/ask-completion"), &[("ask", "Vad säger vården?")]).await.expect_to(&at);
    assert_eq!(row(&world, case).await.state, StateCode::CompletionRequested);
    assert!(client.get("/").await.body().contains("Svara på kompletteringen"));
    let page = client.get(&format!("{at}/answer-completion")).await.expect(200);
    assert!(page.body().contains("Vad säger vården?"));
    assert_eq!(page.value_of("question"), "Hur kommer han vidare?");
    let answer = [("answer", "Läkaren är med."), ("question", "Kan han börja i mars?")];
    client.fill(&format!("{at}/answer-completion"), &answer).await.expect_to(&at);
    assert_eq!(row(&world, case).await.state, StateCode::Submitted);
    let shown = coordinator.get(&at).await.body();
    assert!(shown.contains("Läkaren är med.") && shown.contains("Kan han börja i mars?"));
    assert!(shown.contains("Jag vill förstå"), "what was not changed stays");
    client.post(&format!("{at}/answer-completion"), &answer).await.expect(409);
}

async fn a_returned_referral_tells_why(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let case = submitted(&world, &client, &person, &identity(&world, "19900101", 984)).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/return");
    assert!(!coordinator.post(&path, &[("reason", "other")]).await.expect(422).error_of("words").is_empty());
    let fields = [("reason", "one_party_enough"), ("words", "Jobbtorg räcker.")];
    // who began to write while the case stood elsewhere is asked once more: it can't be undone
    assert_eq!(coordinator.get(&path).await.value_of("was"), StateCode::Submitted.code());
    let stale = [&[("was", "in_queue")], fields.as_slice()].concat();
    let asked = coordinator.post(&path, &stale).await.expect(422);
    let words = texts::moved_meanwhile(Lang::Sv, StateCode::Submitted);
    assert_eq!((asked.error_of("confirmed"), asked.value_of("words").as_str()), (words, "Jobbtorg räcker."));
    assert_eq!(row(&world, case).await.state, StateCode::Submitted);
    coordinator.post(&path, &fields).await.expect_to(&format!("/cases/{case}"));
    assert_eq!(row(&world, case).await.return_reason, Some(ReturnReason::OnePartyEnough));
    let page = client.get(&format!("/cases/{case}")).await.body();
    assert!(page.contains("stöd från en part räcker") && page.contains("Jobbtorg räcker."));
    assert!(client.get("/").await.body().contains("Anmälan är återlämnad"));
    // at the top of its page, and not under the words of the coordinator's form
    let shown = client.get(&format!("/cases/{case}")).await;
    let top = shown.text(".turn");
    assert!(
        top.contains("Anmälan är återlämnad: stöd från en part räcker") && top.contains("Jobbtorg räcker."),
        "{top}"
    );
    assert_eq!(shown.body().matches("Förklara för anmälaren").count(), 0);
    coordinator.post(&path, &fields).await.expect(409);
}

async fn withdrawing_cancels_the_booked_meeting(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::Booked, &[Party::Jobbtorg, Party::HealthCare])).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let meeting = world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let client = world.login(&person).await;
    assert!(client.get("/referrals").await.has("td time"));
    client.post(&format!("/cases/{case}/withdraw"), &[("words", "Vill inte längre.")]).await.expect(303);
    assert_eq!(row(&world, case).await.state, StateCode::Withdrawn);
    let found = team_meeting::Entity::find_by_id(meeting).one(world.db.schema_connection()).await;
    assert_eq!(found.expect("meetings").expect("the meeting").outcome, MeetingOutcome::Cancelled);
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("checked").broken, None);
}

async fn accepting_needs_a_consent(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let without = world.case(CaseOf::new(&person, StateCode::Submitted, &[])).await;
    coordinator.post(&format!("/cases/{without}/accept"), &[]).await.expect(403);
    let page = coordinator.get(&format!("/cases/{without}")).await.expect(200);
    assert!(!page.has(&format!("form[action='/cases/{without}/accept']")));
    assert!(page.has(&format!("a[href='/cases/{without}/return']")));
    let with = world.case(CaseOf::new(&person, StateCode::Submitted, &[Party::Jobbtorg])).await;
    let page = coordinator.get(&format!("/cases/{with}")).await;
    assert!(page.has(&format!("form[action='/cases/{with}/accept']")));
    coordinator.post(&format!("/cases/{with}/accept"), &[]).await.expect(303);
    let row = row(&world, with).await;
    assert_eq!((row.state, row.queue_at), (StateCode::InQueue, Some(row.submitted_at)));
}

async fn a_colleague_takes_over_where_the_unit_covers(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let colleague = world.user(Role::Referrer, person.unit).await;
    let case = world.case(CaseOf::new(&person, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let client = world.login(&colleague).await;
    assert!(client.get(&format!("/cases/{case}")).await.has(&format!("a[href='/cases/{case}/take-over']")));
    client.post(&format!("/cases/{case}/take-over"), &[]).await.expect(303);
    assert_eq!(row(&world, case).await.referrer_id, colleague.id);
    client.post(&format!("/cases/{case}/take-over"), &[]).await.expect(403);

    let alone = world.unit_where(world.agency(Party::HealthCare).await, false).await;
    let (owner, other) = (world.user(Role::Referrer, alone).await, world.user(Role::Referrer, alone).await);
    let case = world.case(CaseOf::new(&owner, StateCode::InQueue, &[Party::Jobbtorg])).await;
    world.login(&other).await.post(&format!("/cases/{case}/take-over"), &[]).await.expect(404);
}

async fn the_inbox_is_the_coordinators_and_says_what_is_late(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::Submitted, &[Party::Jobbtorg])).await;
    world.case(CaseOf::new(&person, StateCode::InQueue, &[Party::Jobbtorg])).await;
    world.pass(Duration::days(8));
    let coordinator = world.login_as(Role::Coordinator).await;
    let inbox = coordinator.get("/inbox").await.expect(200);
    assert_eq!(inbox.count("tbody tr"), 1);
    assert!(inbox.has(&format!("tr.late a[href='/cases/{case}']")));
    assert!(inbox.body().contains("3 dagar försenat") && inbox.body().contains("Y.A."));
    assert_eq!(coordinator.get("/inbox?party=health_care").await.count("tbody tr"), 0);
    assert_eq!(coordinator.get("/inbox?state=submitted&party=jobbtorg").await.count("tbody tr"), 1);
    assert_eq!(coordinator.get("/inbox?state=completion_requested").await.count("tbody tr"), 0);
    let elsewhere = world.association("Ett annat förbund").await;
    let stranger = world.login(&world.user_in(elsewhere, Role::Coordinator, None).await).await;
    assert_eq!(stranger.get("/inbox").await.count("tbody tr"), 0);
}

async fn two_coordinators_at_once_take_one_step(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::Submitted, &[Party::Jobbtorg])).await;
    let (a, b) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    let (accept, give_back) = (format!("/cases/{case}/accept"), format!("/cases/{case}/ask-completion"));
    let (first, second) = tokio::join!(a.post(&accept, &[]), b.post(&give_back, &[("ask", "Mer?")]));
    let mut answers = [first.status(), second.status()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409], "one is done, the other is told");
}
