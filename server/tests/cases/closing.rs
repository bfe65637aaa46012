//! Closing a case.
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    cases::{
        rules::{EndReason, StateCode},
        store::cases,
    },
    kernel::id::CaseId,
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
};
use sea_orm::EntityTrait;

crate::on_both!(
    a_coordinator_closes_a_case,
    only_coordinators_close,
    a_booked_meeting_stands_in_the_way,
    a_work_training_that_is_under_way_stands_in_the_way,
    days_are_checked,
    two_closing_at_once_close_it_once,
    closing_is_offered_only_where_it_can_be_done,
);

async fn state_of(world: &World, case: CaseId) -> cases::Model {
    let row = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    row.expect("cases can be read").expect("the case")
}

fn fields(day: &str) -> Vec<(&str, &str)> {
    vec![("on", day), ("reason", "1"), ("livelihood", "income_support"), ("livelihood", "activity_support")]
}

async fn a_coordinator_closes_a_case(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, &[Party::Jobbtorg])).await;
    let client = world.login_as(Role::Coordinator).await;
    let today = world.clock.today().to_string();
    let answer = client.post(&format!("/cases/{case}/close"), &fields(&today)).await;
    assert_eq!(answer.location(), format!("/cases/{case}"));
    let row = state_of(&world, case).await;
    assert_eq!((row.state, row.end_reason), (StateCode::Closed, Some(EndReason::WorkOrStudies)));
    let page = client.get(&format!("/cases/{case}")).await;
    assert!(page.body().contains("till arbetssökande, arbete eller studier"), "the timeline says why");
}

async fn only_coordinators_close(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, &[Party::Jobbtorg])).await;
    let today = world.clock.today().to_string();
    let answer = world.login(&referrer).await.post(&format!("/cases/{case}/close"), &fields(&today)).await;
    assert_eq!(answer.status(), 403);
    assert_eq!(state_of(&world, case).await.state, StateCode::PlanEstablished);
}

async fn a_booked_meeting_stands_in_the_way(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let today = world.clock.today().to_string();
    let answer = world.login_as(Role::Coordinator).await.post(&format!("/cases/{case}/close"), &fields(&today)).await;
    assert_eq!(answer.status(), 422);
    assert!(answer.body().contains("Ställ in det innan du avslutar ärendet."));
    assert_eq!(state_of(&world, case).await.state, StateCode::Met);
}

async fn a_work_training_that_is_under_way_stands_in_the_way(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let client = world.login_as(Role::Coordinator).await;
    let place = world.place(world.provider(world.home().await).await, 1).await;
    let today = world.clock.today().to_string();
    // with and without a consent in force: the seat must come free first
    let (own, of_others) = ("Avsluta den innan", "Be arbetsträningssamordnaren avsluta den");
    for (started, consent, words) in [(false, &[Party::Jobbtorg][..], of_others), (true, &[], own)] {
        let case = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, consent)).await;
        let placement = world.placement_of_case(case).await;
        if started {
            world.started(placement, place).await;
        }
        let link = format!("a[href='/cases/{case}/close']");
        assert!(!client.get(&format!("/cases/{case}")).await.expect(200).has(&link), "nor is it offered");
        let answer = client.post(&format!("/cases/{case}/close"), &fields(&today)).await.expect(422);
        assert!(answer.error_of("").contains(words), "whose it is to end: {}", answer.error_of(""));
        assert_eq!(state_of(&world, case).await.state, StateCode::PlanEstablished);
        world.tamper("UPDATE placement SET stage = 'stopped_before_start', started_on = NULL").await.expect("stopped");
        client.post(&format!("/cases/{case}/close"), &fields(&today)).await.expect(303);
    }
}

async fn days_are_checked(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let client = world.login_as(Role::Coordinator).await;
    let tomorrow = world.clock.today().succ_opt().expect("a day").to_string();
    let yesterday = world.clock.today().pred_opt().expect("a day").to_string();
    for (day, words) in
        [(tomorrow.as_str(), "framtiden"), (yesterday.as_str(), "före anmälan"), ("förra veckan", "år-månad-dag")]
    {
        let answer = client.post(&format!("/cases/{case}/close"), &fields(day)).await;
        assert_eq!(answer.status(), 422, "{day}");
        assert!(answer.error_of("on").contains(words), "{day}: {}", answer.error_of("on"));
        assert_eq!(answer.value_of("on"), day, "nothing typed is lost");
    }
    assert_eq!(state_of(&world, case).await.state, StateCode::Met);
}

async fn two_closing_at_once_close_it_once(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let today = world.clock.today().to_string();
    let (a, b) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    let (path, form) = (format!("/cases/{case}/close"), fields(&today));
    let (first, second) = tokio::join!(a.post(&path, &form), b.post(&path, &form));
    let mut answers = [first.status(), second.status()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409], "one closes it, the other is told");
}

async fn closing_is_offered_only_where_it_can_be_done(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let client = world.login_as(Role::Coordinator).await;
    let today = world.clock.today().to_string();
    for (state, offered) in [
        (StateCode::Submitted, false),
        (StateCode::CompletionRequested, false),
        (StateCode::InQueue, true),
        (StateCode::Met, true),
        (StateCode::PlanEstablished, true),
        (StateCode::Returned, false),
    ] {
        let case = world.case(CaseOf::new(&referrer, state, &[Party::Jobbtorg])).await;
        let page = client.get(&format!("/cases/{case}")).await.expect(200);
        assert_eq!(page.has(&format!("a[href='/cases/{case}/close']")), offered, "{state}");
        if matches!(state, StateCode::Submitted | StateCode::CompletionRequested) {
            let answer = client.post(&format!("/cases/{case}/close"), &fields(&today)).await.expect(422);
            assert!(answer.error_of("").contains("återlämna den i stället"), "{}", answer.error_of(""));
        }
    }
}
