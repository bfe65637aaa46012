//! Closing a case.
use super::full::change;
use crate::{
    plans::met,
    support::{CaseOf, World},
};
use app::{
    access::Role,
    cases::{
        journey::Missing,
        rules::{EndReason, StateCode},
        store::cases,
        texts,
    },
    follow_ups::texts as follow_ups,
    kernel::{code::Code, id::CaseId, lang::Lang},
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
};
use sea_orm::EntityTrait;

crate::on_both!(
    a_coordinator_closes_a_case,
    what_is_written_at_closing_is_asked_for_where_it_can_be_read,
    only_coordinators_close,
    a_booked_meeting_stands_in_the_way,
    a_work_training_that_is_under_way_stands_in_the_way,
    days_are_checked,
    nor_is_the_day_before_the_meeting,
    two_closing_at_once_close_it_once,
    closing_is_offered_only_where_it_can_be_done,
    closing_without_plan_or_follow_up_is_asked_once_more,
    the_box_is_read_out_with_what_it_answers,
    the_way_of_a_closed_case_tells_what_happened,
    a_withdrawn_case_comes_to_its_end,
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
    let answer = client.post_sure(&format!("/cases/{case}/close"), &fields(&today)).await;
    assert_eq!(answer.location(), format!("/cases/{case}"));
    let row = state_of(&world, case).await;
    assert_eq!((row.state, row.end_reason), (StateCode::Closed, Some(EndReason::WorkOrStudies)));
    let page = client.get(&format!("/cases/{case}")).await;
    assert!(page.body().contains("till arbetssökande, arbete eller studier"), "the timeline says why");
}

async fn what_is_written_at_closing_is_asked_for_where_it_can_be_read(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let client = world.login_as(Role::Coordinator).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, &[Party::Jobbtorg])).await;
    let at = format!("/cases/{case}/close");
    assert_eq!(client.get(&at).await.expect(200).count("textarea[name=words]"), 1);
    client.post(&format!("/cases/{case}/consents/withdraw/everything"), &[]).await.expect(303);
    let page = client.get(&at).await.expect(200);
    assert_eq!(page.count("textarea[name=words]"), 0, "nobody could read it");
    assert!(page.body().contains(texts::CLOSE_UNREAD.get(Lang::Sv)));
    // what was typed while the consent still was in force: nobody could read it, so it is not taken
    let today = world.clock.today().to_string();
    let fields = [("on", today.as_str()), ("reason", "1"), ("livelihood", "income_support"), ("words", "Flyttade.")];
    let refused = client.post_sure(&at, &fields).await.expect(422);
    assert!(refused.body().contains(texts::END_WORDS_UNREADABLE.get(Lang::Sv)), "{}", refused.body());
    assert_eq!(refused.value_of("words"), "Flyttade.", "nothing typed is lost");
    let both = [("on", "x"), ("reason", "1"), ("livelihood", "none"), ("livelihood", "income_support")];
    let refused = client.post(&at, &both).await.expect(422);
    assert_eq!(refused.error_of("livelihood"), texts::LIVELIHOOD_CONTRADICTS.get(Lang::Sv));
    // with a consent in force the livelihood is asked for; without one nobody has to know it
    let other = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, &[Party::Jobbtorg])).await;
    let alone = [("on", today.as_str()), ("reason", "4")];
    let refused = client.post_sure(&format!("/cases/{other}/close"), &alone).await.expect(422);
    assert_eq!(refused.error_of("livelihood"), texts::LIVELIHOOD_MISSING.get(Lang::Sv));
    client.post_sure(&at, &alone).await.expect(303);
    assert_eq!(state_of(&world, case).await.state, StateCode::Closed);
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
        let page = client.get(&format!("/cases/{case}")).await.expect(200);
        assert!(!page.has(&link) && page.body().contains(texts::CLOSE_AFTER_TRAINING.get(Lang::Sv)), "why it is not");
        let answer = client.post(&format!("/cases/{case}/close"), &fields(&today)).await.expect(422);
        assert!(answer.error_of("").contains(words), "whose it is to end: {}", answer.error_of(""));
        assert_eq!(state_of(&world, case).await.state, StateCode::PlanEstablished);
        world.tamper("UPDATE placement SET stage = 'stopped_before_start', started_on = NULL").await.expect("stopped");
        client.post_sure(&format!("/cases/{case}/close"), &fields(&today)).await.expect(303);
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

async fn nor_is_the_day_before_the_meeting(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    world.pass(chrono::Duration::days(20));
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    world.meeting(case, world.slot(team, -5).await, MeetingOutcome::Held).await;
    let client = world.login_as(Role::Coordinator).await;
    let day = |ago| (world.clock.today() - chrono::Duration::days(ago)).to_string();
    let before = day(7);
    let answer = client.post(&format!("/cases/{case}/close"), &fields(&before)).await.expect(422);
    assert!(answer.error_of("on").contains("före mötet, som hölls"), "{}", answer.error_of("on"));
    assert_eq!(answer.value_of("on"), before, "nothing typed is lost");
    let after = day(3);
    client.post_sure(&format!("/cases/{case}/close"), &fields(&after)).await.expect(303);
    assert_eq!(state_of(&world, case).await.state, StateCode::Closed);
}

async fn two_closing_at_once_close_it_once(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let today = world.clock.today().to_string();
    let (a, b) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    let (path, form) = (format!("/cases/{case}/close"), fields(&today));
    let (first, second) = tokio::join!(a.post_sure(&path, &form), b.post_sure(&path, &form));
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

async fn closing_without_plan_or_follow_up_is_asked_once_more(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let client = world.login_as(Role::Coordinator).await;
    let today = world.clock.today().to_string();
    let form = fields(&today);
    let told = |m: Missing| m.words().get(Lang::Sv);
    let mut earlier = String::new();
    for (state, consent, missing) in [
        (StateCode::InQueue, &[Party::Jobbtorg][..], &[Missing::Meeting, Missing::Plan][..]),
        (StateCode::Met, &[Party::Jobbtorg], &[Missing::Plan, Missing::FollowUp]),
        (StateCode::PlanEstablished, &[Party::Jobbtorg], &[Missing::FollowUp]),
        // without a consent in force nothing is told of follow-ups, and nothing asked about them
        (StateCode::Met, &[], &[Missing::Plan]),
        (StateCode::PlanEstablished, &[], &[]),
    ] {
        let case = world.case(CaseOf::new(&referrer, state, consent)).await;
        let path = format!("/cases/{case}/close");
        let page = client.get(&path).await.expect(200);
        assert_eq!(page.texts(".notice.warning li"), missing.iter().map(|m| told(*m)).collect::<Vec<_>>(), "{state}");
        assert_eq!(page.has("div[hidden] [name=confirmed]"), missing.is_empty(), "asked from the beginning, or not");
        let answer = client.post(&path, &form).await;
        if missing.is_empty() {
            answer.expect(303);
            continue;
        }
        let answer = answer.expect(422);
        assert!(missing.iter().all(|m| answer.error_of("confirmed").contains(told(*m))), "{}", answer.body());
        assert_eq!(answer.value_of("livelihood"), "income_support,activity_support", "nothing typed is lost");
        assert_eq!(state_of(&world, case).await.state, state);
        // a yes to something else is none: a bare one, one that was said of another case
        for other in ["yes", earlier.as_str()] {
            let answer = client.post(&path, &[&form[..], &[("confirmed", other)]].concat()).await.expect(422);
            assert_eq!(answer.value_of("confirmed"), "", "the tick is taken away");
        }
        assert_eq!(state_of(&world, case).await.state, state);
        earlier = answer.attribute("[name=confirmed]", "value").expect("what is asked");
        client.post(&path, &[&form[..], &[("confirmed", earlier.as_str())]].concat()).await.expect(303);
    }
}

async fn the_way_of_a_closed_case_tells_what_happened(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let client = world.login_as(Role::Coordinator).await;
    let today = world.clock.today().to_string();
    let case = met(&world, &referrer, &[Party::Jobbtorg], 3).await;
    world.follow_up(case, 40).await;
    client.post_sure(&format!("/cases/{case}/close"), &fields(&today)).await.expect(303);
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    let steps = page.texts("ol.steps li");
    assert_eq!(steps.len(), 6, "{steps:?}");
    let words = |text: app::kernel::lang::Text| text.get(Lang::Sv).to_owned();
    assert_eq!(steps[3..5], [words(texts::NO_PLAN), words(texts::NO_FOLLOW_UP)], "{steps:?}");
    assert!(steps[5].starts_with("Avslut klart") && page.count("ol.steps li.done") == 4, "{steps:?}");
    let follow_ups = page.text("[aria-labelledby=follow-ups-h]");
    assert!(follow_ups.contains(follow_ups::NEVER_DONE.get(Lang::Sv)), "{follow_ups}");
    assert!(!follow_ups.contains(follow_ups::COMES.get(Lang::Sv)) && !follow_ups.contains("Kan göras"), "{follow_ups}");
    // and to those who are no longer told of follow-ups nothing is said of them
    world.pass(chrono::Duration::days(1));
    let page = world.login_as(Role::Coordinator).await.get(&format!("/cases/{case}")).await.expect(200);
    let steps = page.texts("ol.steps li");
    assert!(steps.len() == 5 && !steps.iter().any(|s| s.contains("ppföljning")), "{steps:?}");
}

async fn a_withdrawn_case_comes_to_its_end(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[Party::Jobbtorg])).await;
    change(&world, case, |c| c.queue_at = None).await;
    let client = world.login(&referrer).await;
    client.post(&format!("/cases/{case}/withdraw"), &[("words", "Hen vill inte.")]).await.expect(303);
    let steps = client.get(&format!("/cases/{case}")).await.expect(200).texts("ol.steps li");
    assert_eq!(steps.len(), 2, "{steps:?}");
    assert!(steps[1].starts_with("Återtagen klart"), "{steps:?}");
}

async fn the_box_is_read_out_with_what_it_answers(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let client = world.login_as(Role::Coordinator).await;
    let box_of = "input[name=confirmed]";
    for (state, asks) in [(StateCode::InQueue, true), (StateCode::PlanEstablished, false)] {
        let case = world.case(CaseOf::new(&referrer, state, &[Party::Jobbtorg])).await;
        if !asks {
            world.follow_up(case, 0).await;
            world.tamper("UPDATE follow_up SET done_on = due_on").await.expect("done");
        }
        let page = client.get(&format!("/cases/{case}/close")).await.expect(200);
        let described = page.attribute(box_of, "aria-describedby").expect("what describes the box");
        let told: Vec<String> = described.split(' ').map(|id| page.text(&format!("[id='{id}']"))).collect();
        let there = described.split(' ').all(|id| page.has(&format!("[id='{id}']")));
        assert!(there, "{described}: each stands on the page");
        assert_eq!(told.iter().any(|words| words.contains(texts::CLOSE_UNDONE.get(Lang::Sv))), asks, "{told:?}");
    }
}
