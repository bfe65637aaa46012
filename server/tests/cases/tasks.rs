//! What the case's page says is the coordinators' turn stands on their start page too.
use super::full::change;
use crate::{
    plans::met,
    support::{CaseOf, Client, World},
};
use app::{
    access::Role,
    cases::{
        rules::{StateCode, Track},
        texts,
        turn::Step,
    },
    kernel::{code::Code, id::CaseId, lang::Lang},
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    work_training::texts as training,
};
use chrono::Duration;

crate::on_both!(
    work_training_is_asked_for_and_then_closed,
    a_case_is_closed_when_it_is_followed_up,
    nor_is_it_closed_while_a_meeting_is_wanted_or_a_lots_is_at_work,
    a_further_meeting_comes_first,
);

/// Whether the start page leads there with these words.
async fn asks(client: &Client, words: &str, href: &str) -> bool {
    let start = client.get("/").await.expect(200);
    start.body().contains(words) && start.has(&format!("a[href='{href}']"))
}

async fn only_training(world: &World, protected: bool) -> CaseId {
    let referrer = world.user(Role::Referrer, None).await;
    let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::InQueue, &[Party::Jobbtorg]) };
    let case = world.case(of).await;
    change(world, case, |c| c.track = Track::WorkTraining).await;
    case
}

async fn work_training_is_asked_for_and_then_closed(world: World) {
    let case = only_training(&world, false).await;
    let client = world.login_as(Role::Coordinator).await;
    let request = format!("/cases/{case}/work-training/request");
    let close = format!("/cases/{case}/close");
    let ask = Step::AskForTraining.words().get(Lang::Sv);
    assert!(asks(&client, ask, &request).await);
    // the row of the queue does not say that a consent is missing: there is nothing to book
    let row = client.get("/queue").await.expect(200).text("table.work tbody tr");
    assert!(!row.contains("samtycke saknas"), "{row}");
    client.post(&request, &[]).await.expect(303);
    assert!(!asks(&client, ask, &request).await);
    assert!(!asks(&client, texts::TASK_CLOSE.get(Lang::Sv), &close).await, "it is under way");
    world.tamper("UPDATE placement SET stage = 'ended'").await.expect("ended");
    assert!(asks(&client, texts::TASK_CLOSE_TRAINED.get(Lang::Sv), &close).await);
    change(&world, case, |c| c.dormant = true).await;
    assert!(!asks(&client, texts::TASK_CLOSE_TRAINED.get(Lang::Sv), &close).await, "nobody has taken it up");
    // with protected identity it is arranged outside the product, and the case's page says so
    let case = only_training(&world, true).await;
    assert!(asks(&client, ask, &format!("/cases/{case}")).await);
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.body().contains(training::PROTECTED.get(Lang::Sv)));
}

async fn a_case_is_closed_when_it_is_followed_up(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = met(&world, &referrer, &[Party::Jobbtorg], 400).await;
    change(&world, case, |c| c.state = StateCode::PlanEstablished).await;
    world.follow_up(case, 0).await;
    let client = world.login_as(Role::Coordinator).await;
    let words = texts::TASK_CLOSE_FOLLOWED_UP.get(Lang::Sv);
    let close = format!("/cases/{case}/close");
    assert!(!asks(&client, words, &close).await);
    client.post(&format!("/cases/{case}/follow-ups/2"), &[("needs_lots", "no"), ("needs_meeting", "no")]).await;
    assert!(asks(&client, words, &close).await, "every follow-up is done");
    let placement = world.placement_of_case(case).await;
    assert!(!asks(&client, words, &close).await, "its work training is under way");
    let page = client.get(&format!("/cases/{case}")).await.expect(200).text("main");
    assert!(page.contains("ordna arbetsträning"), "and the case's page says the same: {page}");
    world.started(placement, world.place(world.provider(world.home().await).await, 1).await).await;
    assert!(client.get(&format!("/cases/{case}")).await.text("main").contains("Arbetsträningen pågår"));
    world.tamper("UPDATE placement SET stage = 'ended'").await.expect("ended");
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let slot = world.slot(team, 2).await.to_string();
    client.post(&format!("/cases/{case}/book"), &[("slot", &slot)]).await.expect(303);
    assert!(!asks(&client, words, &close).await, "a further meeting is booked");
    client.post(&format!("/cases/{case}/cancel-meeting"), &[("reason", "other")]).await.expect(303);
    assert!(asks(&client, words, &close).await);
    assert!(!world.login_as(Role::Lots).await.get("/").await.body().contains(words), "it is the coordinators'");
    world.pass(Duration::days(1));
    world.tamper("UPDATE consent SET withdrawn_at = recorded_at").await.expect("withdrawn");
    let client = world.login_as(Role::Coordinator).await;
    assert!(!asks(&client, words, &close).await, "follow-ups are what the consent opens");
}

/// Met long ago, with an established plan and its only follow-up due.
async fn followed(world: &World) -> CaseId {
    let referrer = world.user(Role::Referrer, None).await;
    let case = met(world, &referrer, &[Party::Jobbtorg], 400).await;
    change(world, case, |c| c.state = StateCode::PlanEstablished).await;
    world.follow_up(case, 0).await;
    case
}

async fn nor_is_it_closed_while_a_meeting_is_wanted_or_a_lots_is_at_work(world: World) {
    let case = followed(&world).await;
    let client = world.login_as(Role::Coordinator).await;
    let (words, close) = (texts::TASK_CLOSE_FOLLOWED_UP.get(Lang::Sv), format!("/cases/{case}/close"));
    let bar =
        async |client: &Client| client.get(&format!("/cases/{case}")).await.expect(200).text(".turn").to_lowercase();
    let of = |step: Step| step.words().get(Lang::Sv).to_lowercase();
    client.post(&format!("/cases/{case}/follow-ups/2"), &[("needs_lots", "yes"), ("needs_meeting", "yes")]).await;
    assert!(!asks(&client, words, &close).await, "a meeting is wanted");
    assert!(bar(&client).await.contains(&of(Step::BookAnew)), "{}", bar(&client).await);
    client.post(&format!("/cases/{case}/follow-ups/2/no-meeting"), &[]).await.expect(303);
    assert!(!asks(&client, words, &close).await, "a lots is asked for");
    assert!(bar(&client).await.contains(&of(Step::Lots)), "{}", bar(&client).await);
    world.tamper("UPDATE lots_assignment SET state = 'ended'").await.expect("ended");
    assert!(asks(&client, words, &close).await);
    assert!(bar(&client).await.contains(&of(Step::Close)), "{}", bar(&client).await);
}

async fn a_further_meeting_comes_first(world: World) {
    let case = followed(&world).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    world.meeting(case, world.slot(team, 2).await, MeetingOutcome::Booked).await;
    let person = world.user(Role::Coordinator, None).await;
    let bar = async || {
        let page = world.login(&person).await.get(&format!("/cases/{case}")).await.expect(200);
        (page.text(".turn"), page.has(&format!(".turn a[href='/cases/{case}/meeting-outcome']")))
    };
    let (said, _) = bar().await;
    assert!(said.contains(Step::Meet.words().get(Lang::Sv)), "{said}");
    world.pass(Duration::days(3));
    let (said, registers) = bar().await;
    assert!(said.to_lowercase().contains("registrera hur mötet gick") && registers, "{said}");
}
