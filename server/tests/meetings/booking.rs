//! Booking and cancelling meetings, and what became of them.
use super::{PARTIES, a_referrer, a_team, in_queue, meetings, row};
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::{rules::StateCode, store::case_party},
    follow_ups::store::follow_up,
    kernel::{
        days::add_months,
        lang::{Confirmed, Lang},
    },
    meetings::{
        actions::{Outcome, Refusal, register},
        rules::{Attendee, CancelReason, MeetingOutcome},
        store::{slot, team_meeting},
        texts,
    },
    organisation::rules::Party,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

crate::on_both!(
    twenty_who_book_the_last_place_at_once_get_it_once,
    a_case_is_booked_once,
    a_cancelled_case_is_back_at_its_old_place,
    a_full_time_is_told_beside_the_field,
    a_held_meeting_plans_its_follow_ups,
    the_outcome_is_told_only_once_it_has_begun,
    a_case_that_has_met_meets_again,
    without_the_participant_it_was_not_held,
    what_stands_out_in_who_came_is_asked_once_more,
    who_was_not_waited_for_has_not_failed_to_come,
    the_booked_meeting_stands_first_with_its_time,
    a_time_that_is_gone_is_not_offered_to_be_cancelled,
    no_booking_without_consent,
    the_letter_is_logged,
    the_letter_says_whom_to_call,
);

async fn twenty_who_book_the_last_place_at_once_get_it_once(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let at = world.slot(team, 3).await;
    let first = in_queue(&world, &referrer).await;
    world.meeting(first, at, MeetingOutcome::Booked).await;
    let client = world.login_as(Role::Coordinator).await;
    let mut cases = Vec::new();
    for _ in 0..20 {
        cases.push(in_queue(&world, &referrer).await);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for case in cases.clone() {
        let (client, at) = (client.clone(), at.to_string());
        tasks.spawn(async move { client.post(&format!("/cases/{case}/book"), &[("slot", &at)]).await.status() });
    }
    let mut answers = tasks.join_all().await;
    answers.sort_unstable();
    let mut expected = vec![422; 20];
    expected[0] = 303;
    assert_eq!(answers, expected, "one gets the place, the others are told");
    let taken = team_meeting::Entity::find().filter(team_meeting::Column::SlotId.eq(at));
    assert_eq!(taken.all(world.db.schema_connection()).await.expect("meetings").len(), 2);
    let mut booked = 0;
    for case in cases {
        booked += usize::from(row(&world, case).await.state == StateCode::Booked);
    }
    assert_eq!(booked, 1);
    let events = world.events().await;
    assert_eq!(events.iter().filter(|e| **e == EventCode::MeetingBooked).count(), 1);
}

async fn a_case_is_booked_once(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let (a, b) = (world.slot(team, 3).await.to_string(), world.slot(team, 4).await.to_string());
    for state in [StateCode::InQueue, StateCode::Met] {
        let case = world.case(CaseOf::new(&referrer, state, &PARTIES)).await;
        let (one, two) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
        let path = format!("/cases/{case}/book");
        let (here, there) = ([("slot", a.as_str())], [("slot", b.as_str())]);
        let (first, second) = tokio::join!(one.post(&path, &here), two.post(&path, &there));
        let mut answers = [first.status(), second.status()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 409], "{state:?}");
        assert_eq!(meetings(&world, case).await.len(), 1, "{state:?}");
    }
}

async fn a_cancelled_case_is_back_at_its_old_place(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = in_queue(&world, &referrer).await;
    let place = row(&world, case).await.queue_at;
    world.pass(Duration::days(1));
    in_queue(&world, &referrer).await;
    let at = world.slot(team, 3).await.to_string();
    let client = world.login_as(Role::Coordinator).await;
    client.fill(&format!("/cases/{case}/book"), &[("slot", &at)]).await.expect_to(&format!("/cases/{case}"));
    assert_eq!(row(&world, case).await.state, StateCode::Booked);
    let path = format!("/cases/{case}/cancel-meeting");
    client.fill(&path, &[("reason", "participant_ill")]).await.expect_to(&format!("/cases/{case}"));
    let after = row(&world, case).await;
    assert_eq!((after.state, after.queue_at), (StateCode::InQueue, place));
    let meeting = meetings(&world, case).await.pop().expect("the meeting");
    assert_eq!(
        (meeting.outcome, meeting.cancel_reason),
        (MeetingOutcome::Cancelled, Some(CancelReason::ParticipantIll))
    );
}

async fn a_full_time_is_told_beside_the_field(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let at = world.slot(team, 3).await;
    for _ in 0..2 {
        let other = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
        world.meeting(other, at, MeetingOutcome::Booked).await;
    }
    let free = world.slot(team, 4).await.to_string();
    let case = in_queue(&world, &referrer).await;
    let client = world.login_as(Role::Coordinator).await;
    let page = client.get(&format!("/cases/{case}/book")).await;
    assert!(!page.has(&format!("[value='{at}']")) && page.has(&format!("[value='{free}']")));
    let answer = client.post(&format!("/cases/{case}/book"), &[("slot", &at.to_string())]).await.expect(422);
    assert!(answer.error_of("slot").contains("fullbokad"), "{}", answer.error_of("slot"));
}

async fn a_held_meeting_plans_its_follow_ups(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    let at = world.slot(team, -1).await;
    world.meeting(case, at, MeetingOutcome::Booked).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/meeting-outcome");
    let typed = [("held", "yes"), ("came", "participant")];
    client.post_sure(&path, &typed).await.expect_to(&format!("/cases/{case}"));
    assert_eq!(row(&world, case).await.state, StateCode::Met);
    let connection = world.db.schema_connection();
    let starts_at = slot::Entity::find_by_id(at).one(connection).await.expect("slots").expect("the slot").starts_at;
    let day = app::kernel::local_time::local_day(starts_at);
    let find = follow_up::Entity::find().filter(follow_up::Column::CaseId.eq(case));
    let due = find.order_by_asc(follow_up::Column::Months).all(connection).await.expect("follow-ups");
    let due: Vec<_> = due.into_iter().map(|f| (f.months, f.due_on)).collect();
    assert_eq!(due, [2, 6, 12].map(|m| (m, add_months(day, m))));
    client.post(&path, &typed).await.expect(409);
}

async fn the_outcome_is_told_only_once_it_has_begun(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, world.slot(team, 1).await, MeetingOutcome::Booked).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/meeting-outcome");
    let answer = client.post(&path, &[("held", "yes"), ("came", "participant")]).await.expect(422);
    assert!(answer.error_of("").contains("har inte börjat"), "{}", answer.body());
    assert_eq!(row(&world, case).await.state, StateCode::Booked);
    world.pass(Duration::hours(25));
    let client = world.login_as(Role::Coordinator).await;
    client.post(&path, &[("held", "no"), ("reason", "did_not_come")]).await.expect(303);
    assert_eq!(row(&world, case).await.state, StateCode::InQueue);
}

async fn a_case_that_has_met_meets_again(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, &PARTIES)).await;
    world.meeting(case, world.slot(team, -40).await, MeetingOutcome::Held).await;
    let client = world.login_as(Role::Coordinator).await;
    let at = world.slot(team, 2).await.to_string();
    let book = format!("/cases/{case}/book");
    client.fill(&book, &[("slot", &at)]).await.expect(303);
    assert_eq!(row(&world, case).await.state, StateCode::PlanEstablished);
    // cancelled, it does not go back to a queue: nothing promises that
    let cancel = format!("/cases/{case}/cancel-meeting");
    let page = client.get(&cancel).await.expect(200);
    assert!(page.body().contains(texts::CANCEL_FURTHER_LEAD.get(Lang::Sv)), "{}", page.body());
    assert!(!page.body().contains(texts::CANCEL_MEETING_LEAD.get(Lang::Sv)));
    client.fill(&cancel, &[("reason", "other")]).await.expect(303);
    assert_eq!(row(&world, case).await.state, StateCode::PlanEstablished);
    client.fill(&book, &[("slot", &at)]).await.expect(303);
    let told = async |slot: &str| {
        client.fill(&format!("/slots/{slot}/cancel"), &[]).await.expect_to("/calendar");
        client.get("/calendar").await.text(".flash")
    };
    assert_eq!(told(&at).await, texts::SLOT_CANCELLED.get(Lang::Sv));
    assert_eq!(row(&world, case).await.state, StateCode::PlanEstablished);
    let empty = world.slot(team, 4).await.to_string();
    let page = client.get(&format!("/slots/{empty}/cancel")).await.expect(200);
    assert!(page.body().contains(texts::CANCEL_EMPTY_SLOT_LEAD.get(Lang::Sv)));
    assert_eq!(told(&empty).await, texts::SLOT_CANCELLED.get(Lang::Sv));
    // a first meeting's case waits again
    let (waits, at) = (in_queue(&world, &referrer).await, world.slot(team, 5).await.to_string());
    client.fill(&format!("/cases/{waits}/book"), &[("slot", &at)]).await.expect(303);
    let page = client.get(&format!("/cases/{waits}/cancel-meeting")).await.expect(200);
    assert!(page.body().contains(texts::CANCEL_MEETING_LEAD.get(Lang::Sv)));
    assert_eq!(told(&at).await, texts::SLOT_CANCELLED_QUEUE.get(Lang::Sv));
    assert_eq!(row(&world, waits).await.state, StateCode::InQueue);
}

async fn without_the_participant_it_was_not_held(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, world.slot(team, -1).await, MeetingOutcome::Booked).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/meeting-outcome");
    for came in [&[][..], &[("came", "interpreter")], &[("came", "referrer"), ("came", "jobbtorg")]] {
        let answer = client.post(&path, &[&[("held", "yes")], came].concat()).await.expect(422);
        assert_eq!(answer.error_of("came"), texts::WITHOUT_PARTICIPANT.get(Lang::Sv), "{came:?}");
    }
    // nor past the form
    let actor = crate::cases::actor_of(&world, &world.user(Role::Coordinator, None).await).await;
    let came = vec![Attendee::Referrer];
    let refused = register(&world.db, &actor, case, Outcome::Held { came, confirmed: Confirmed::default() }).await;
    assert_eq!(refused, Err(Refusal::WithoutParticipant));
    assert_eq!(row(&world, case).await.state, StateCode::Booked);
    client.post_sure(&path, &[("held", "yes"), ("came", "participant")]).await.expect(303);
}

async fn a_time_that_is_gone_is_not_offered_to_be_cancelled(world: World) {
    let team = a_team(&world).await;
    let client = world.login_as(Role::Coordinator).await;
    let (cancelled, begun) = (world.slot(team, 3).await, world.slot(team, -1).await);
    client.fill(&format!("/slots/{cancelled}/cancel"), &[]).await.expect(303);
    for gone in [cancelled, begun] {
        let page = client.get(&format!("/slots/{gone}/cancel")).await.expect(200);
        assert!(
            !page.has("form.form") && page.body().contains(texts::CANCEL_SLOT_GONE.get(Lang::Sv)),
            "{}",
            page.body()
        );
    }
}

async fn no_booking_without_consent(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[])).await;
    let at = world.slot(team, 3).await.to_string();
    let client = world.login_as(Role::Coordinator).await;
    client.get(&format!("/cases/{case}/book")).await.expect(403);
    client.post(&format!("/cases/{case}/book"), &[("slot", &at)]).await.expect(403);
    assert!(meetings(&world, case).await.is_empty());
}

async fn the_letter_is_logged(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[Party::Jobbtorg])).await;
    world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let path = format!("/cases/{case}/letter");
    let page = world.login(&referrer).await.get(&path).await.expect(200);
    assert!(page.text("article.letter").contains("Younes Ahmadi"), "{}", page.body());
    assert!(page.text("article.letter").contains("frivilligt"));
    assert_eq!(world.events().await.last(), Some(&EventCode::CasePrinted));
    let before = world.events().await.len();
    let stranger = a_referrer(&world).await;
    world.login(&stranger).await.get(&path).await.expect(404);
    assert_eq!(world.events().await.len(), before + 1, "only the login");
}

async fn what_stands_out_in_who_came_is_asked_once_more(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[Party::Jobbtorg, Party::HealthCare])).await;
    let asked = case_party::Model {
        case_id: case,
        party: Party::Jobbtorg,
        asked_for: true,
        involved: false,
        handler_sealed: None,
    };
    world.insert(asked).await;
    world.meeting(case, world.slot(team, -1).await, MeetingOutcome::Booked).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/meeting-outcome");
    assert!(client.get(&path).await.expect(200).has("div[hidden] [name=confirmed]"), "nothing to ask about yet");
    // what was said yes to before is no yes to what stands out now
    let mut earlier = "yes".to_owned();
    for (party, words) in [
        ("", "inte kryssat i någon part"),
        ("health_care", "Anmälan säger inte att hälso- och sjukvården skulle vara med"),
        ("social_insurance", "samtycke omfattar inte Försäkringskassan"),
    ] {
        let mut typed = vec![("held", "yes"), ("came", "participant")];
        typed.extend((!party.is_empty()).then_some(("came", party)));
        let answer = client.post(&path, &typed).await.expect(422);
        assert!(answer.error_of("confirmed").contains(words), "{}", answer.error_of("confirmed"));
        assert!(!answer.has("div[hidden] [name=confirmed]"), "the box has come");
        assert_eq!(answer.value_of("held"), "yes", "nothing typed is lost");
        let errors = client.post_json(&path, &typed).await.errors();
        assert_eq!(errors.iter().map(|e| e.0.as_str()).collect::<Vec<_>>(), ["confirmed"]);
        let other = client.post(&path, &[&typed[..], &[("confirmed", earlier.as_str())]].concat()).await.expect(422);
        assert_eq!(other.error_of("confirmed"), answer.error_of("confirmed"), "asked anew");
        assert_eq!(other.value_of("confirmed"), "", "the tick is taken away");
        earlier = other.attribute("[name=confirmed]", "value").expect("what is asked");
        assert_eq!(row(&world, case).await.state, StateCode::Booked);
    }
    // what else is wrong does not take the answer away
    let typed = [("came", "participant"), ("came", "social_insurance"), ("confirmed", earlier.as_str())];
    assert_eq!(client.post(&path, &typed).await.expect(422).value_of("confirmed"), earlier);
    // as it was to be nothing is asked
    client.post(&path, &[("held", "yes"), ("came", "participant"), ("came", "jobbtorg")]).await.expect(303);
    assert_eq!(row(&world, case).await.state, StateCode::Met);
    // without a consent in force nothing is told of whom the referral asked for
    let shut = world.case(CaseOf::new(&referrer, StateCode::Booked, &[])).await;
    world
        .insert(case_party::Model {
            case_id: shut,
            party: Party::Jobbtorg,
            asked_for: true,
            involved: false,
            handler_sealed: None,
        })
        .await;
    world.meeting(shut, world.slot(team, -1).await, MeetingOutcome::Booked).await;
    let path = format!("/cases/{shut}/meeting-outcome");
    let typed = [("held", "yes"), ("came", "participant"), ("came", "health_care")];
    let told = client.post(&path, &typed).await.expect(422).error_of("confirmed");
    assert!(told.contains("omfattar inte hälso- och sjukvården") && !told.contains("Anmälan"), "{told}");
}

async fn who_was_not_waited_for_has_not_failed_to_come(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, world.slot(team, 1).await, MeetingOutcome::Booked).await;
    let person = world.user(Role::Coordinator, None).await;
    let path = format!("/cases/{case}/cancel-meeting");
    let client = world.login(&person).await;
    assert!(!client.get(&path).await.expect(200).has("[value=did_not_come]"));
    let answer = client.post(&path, &[("reason", "did_not_come")]).await.expect(422);
    assert_eq!(answer.error_of("reason"), texts::NOT_BEGUN_SO_NOT_AWAY.get(Lang::Sv));
    assert_eq!(row(&world, case).await.state, StateCode::Booked);
    world.pass(Duration::hours(25));
    let client = world.login(&person).await;
    assert!(client.get(&path).await.expect(200).has("[value=did_not_come]"));
    client.post(&path, &[("reason", "did_not_come")]).await.expect(303);
}

async fn the_booked_meeting_stands_first_with_its_time(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    let (late, early) = (world.slot(team, 9).await, world.slot(team, 4).await);
    world.meeting(case, late, MeetingOutcome::Moved).await;
    world.meeting(case, early, MeetingOutcome::Booked).await;
    let connection = world.db.schema_connection();
    let at = slot::Entity::find_by_id(early).one(connection).await.expect("slots").expect("the slot").starts_at;
    let time = app::kernel::swedish::time(Lang::Sv, app::kernel::local_time::to_local(at).time());
    let client = world.login_as(Role::Coordinator).await;
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    let rows = page.texts("[aria-labelledby=meetings-h] li");
    assert!(rows[0].contains("bokat") && rows[0].contains(&time) && rows[1].contains("flyttat"), "{rows:?}");
    assert!(page.text(".turn").contains(&format!("kl. {time}")), "{}", page.text(".turn"));
    // the list says when it meets, and of other states since when they are
    let line = client.get("/cases").await.expect(200).text(&format!("tr:has(a[href='/cases/{case}'])"));
    assert!(line.contains("möte") && line.contains(&time) && !line.contains("sedan"), "{line}");
    let waits = in_queue(&world, &referrer).await;
    let line = client.get("/cases").await.expect(200).text(&format!("tr:has(a[href='/cases/{waits}'])"));
    assert!(line.contains("i kö sedan i dag"), "{line}");
}

async fn the_letter_says_whom_to_call(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let (client, path) = (world.login(&referrer).await, format!("/cases/{case}/letter"));
    let page = client.get(&path).await.expect(200);
    assert!(page.text(".notice.screen-only").contains(texts::LETTER_NO_PHONE.get(Lang::Sv)), "told on the screen");
    assert!(!page.text("article.letter").contains("Ring oss"), "and no empty line on the paper");
    let administrator = world.login_as(Role::Administrator).await;
    administrator.fill(&format!("/teams/{team}/change"), &[("phone", "08-465 004 10")]).await.expect(303);
    assert!(administrator.get(&format!("/teams/{team}")).await.text(".lead").contains("08-465 004 10"));
    let page = client.get(&path).await.expect(200);
    assert!(page.text("article.letter").contains("Ring oss på 08-465 004 10"), "{}", page.body());
    assert!(!page.has(".notice.screen-only"));
    // the plan's letter says the same
    let coordinator = world.login_as(Role::Coordinator).await;
    crate::plans::write_goal(&coordinator, case, "Ett arbete").await;
    let print = format!("/cases/{case}/plan/print");
    let plan = coordinator.get(&print).await.expect(200);
    assert!(plan.text("article.letter").contains("Ring oss på 08-465 004 10"), "{}", plan.body());
    // once a team was met it is theirs, also while another is booked
    let other = world.team(world.home().await, &PARTIES).await;
    administrator.fill(&format!("/teams/{other}/change"), &[("phone", "08-465 004 20")]).await.expect(303);
    world.meeting(case, world.slot(other, -3).await, MeetingOutcome::Held).await;
    let plan = coordinator.get(&print).await.expect(200);
    assert!(plan.text("article.letter").contains("Ring oss på 08-465 004 20"), "{}", plan.body());
}
