//! Following up a plan with the referrer.
use crate::{
    plans::{activities, add, met, write_goal},
    support::{Client, World},
};
use app::{
    access::Role,
    audit::EventCode,
    follow_ups::{
        rules::{FollowUpResult, Hindrance},
        store::{follow_up, follow_up_answer},
        texts,
    },
    kernel::{id::CaseId, lang::Lang, local_time::local_day},
    lots::store::lots_assignment,
    organisation::rules::Party,
    plans::rules::ActivityStatus,
};
use chrono::Duration;
use sea_orm::EntityTrait;

crate::on_both!(
    a_follow_up_computes_its_result_and_marks_the_activities,
    it_is_refused_until_every_activity_is_answered,
    it_can_be_given_up_after_three_tries_only,
    it_opens_fourteen_days_before,
    two_doing_it_at_once_do_it_once,
    only_those_who_follow_up_do_it,
    late_ones_are_tasks,
    a_meeting_that_is_needed_is_a_task_until_it_is_booked,
    or_until_a_coordinator_decides_against_it,
    what_is_dropped_or_not_done_says_why_and_earlier_reasons_stay,
    work_training_is_asked_for,
    with_protected_identity_no_lots_is_asked_for,
    what_another_agency_states_is_not_told_with_what_was_answered,
    taking_up_a_case_plans_what_is_missing,
    what_nobody_has_taken_up_is_not_late,
    the_list_is_searched,
);

const PARTIES: [Party; 2] = [Party::Jobbtorg, Party::HealthCare];

/// A case with two activities and a two-month follow-up that is due in so many days.
async fn due(world: &World, in_days: u64) -> CaseId {
    let referrer = world.user(Role::Referrer, None).await;
    let case = met(world, &referrer, &PARTIES, 60).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    write_goal(&coordinator, case, "Arbete").await;
    add(&coordinator, world, case, "Ringa vården", "health_care").await;
    add(&coordinator, world, case, "Ordna praktik", "jobbtorg").await;
    world.follow_up(case, in_days).await;
    case
}

fn path(case: CaseId) -> String {
    format!("/cases/{case}/follow-ups/2")
}

async fn row(world: &World) -> follow_up::Model {
    let row = follow_up::Entity::find().one(world.db.schema_connection()).await;
    row.expect("follow-ups can be read").expect("the follow-up")
}

const ANSWERS: [(&str, &str); 6] = [
    ("status-1", "done"),
    ("status-2", "not_done"),
    ("hindrance-2", "no_place"),
    ("needs_lots", "yes"),
    ("needs_meeting", "no"),
    ("notes", "Anmälaren ringer igen."),
];

async fn lots(world: &World) -> Client {
    world.login_as(Role::Lots).await
}

async fn a_follow_up_computes_its_result_and_marks_the_activities(world: World) {
    let case = due(&world, 3).await;
    let client = lots(&world).await;
    let list = client.get("/follow-ups").await.expect(200);
    assert!(list.has(&format!("a[href='{}']", path(case))), "it is on the list");
    let before = world.events().await.len();
    let page = client.get(&path(case)).await.expect(200);
    assert!(page.has("main a[href^='mailto:']"), "whom to ask can be reached");
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.has("[aria-labelledby=referral] a[href^='mailto:']"));
    let saved = client.fill(&path(case), &ANSWERS).await.expect_to("/follow-ups");
    let said = "Uppföljningen är sparad. Resultat: delvis gjort. Ärendet finns inte längre bland dina ärenden.";
    assert_eq!(client.follow(&saved).await.text(".flash"), said);
    let mut left = world.events().await.split_off(before);
    left.retain(|e| !e.is_reading());
    left.sort_unstable();
    let mut expected =
        [EventCode::ActivityMarked, EventCode::ActivityMarked, EventCode::FollowUpDone, EventCode::LotsAsked];
    expected.sort_unstable();
    assert_eq!(left, expected);
    let done = row(&world).await;
    assert_eq!(done.result, Some(FollowUpResult::PartlyDone));
    assert_eq!(
        (done.done_on, done.needs_lots, done.needs_meeting),
        (Some(world.clock.today()), Some(true), Some(false))
    );
    let statuses: Vec<_> = activities(&world, case).await.iter().map(|a| a.status).collect();
    assert_eq!(statuses, [ActivityStatus::Done, ActivityStatus::NotDone]);
    let answers = follow_up_answer::Entity::find().all(world.db.schema_connection()).await.expect("answers");
    assert!(answers.iter().any(|a| a.hindrance == Some(Hindrance::NoPlace)) && answers.len() == 2);
    let asked = lots_assignment::Entity::find().all(world.db.schema_connection()).await.expect("assignments");
    assert_eq!((asked.len(), asked[0].lots_id), (1, None));
    client.get(&format!("/cases/{case}")).await.expect(404);
    // those who read the case see what was answered
    let coordinator = world.login_as(Role::Coordinator).await;
    let page = coordinator.get(&format!("/cases/{case}")).await.expect(200);
    let section = page.text("[aria-labelledby=follow-ups-h]");
    assert!(section.contains("delvis gjort") && section.contains("plats saknas"), "{section}");
    assert!(section.contains("Anmälaren ringer igen."), "{section}");
}

async fn it_is_refused_until_every_activity_is_answered(world: World) {
    let case = due(&world, 0).await;
    let client = lots(&world).await;
    // opening the form is a reading, and in the log once
    client.get(&path(case)).await.expect(200);
    let before = world.contents().await;
    let refused = client.fill(&path(case), &[("status-1", ""), ("needs_lots", "no"), ("needs_meeting", "no")]).await;
    assert_eq!(refused.status(), 422);
    let missing = client.post(&path(case), &[("status-1", ""), ("status-2", "not_done")]).await.expect(422);
    assert_eq!(missing.error_of("status-1"), texts::STATUS_MISSING.get(Lang::Sv));
    assert_eq!(missing.error_of("hindrance-2"), texts::HINDRANCE_MISSING.get(Lang::Sv));
    assert_eq!(missing.error_of("needs_lots"), texts::YES_OR_NO.get(Lang::Sv));
    assert_eq!(missing.value_of("status-2"), "not_done", "nothing typed is lost");
    let one = [("status-1", "done"), ("needs_lots", "no"), ("needs_meeting", "no")];
    let refused = client.post(&path(case), &one).await.expect(422);
    assert_eq!(refused.error_of(""), texts::PLAN_CHANGED.get(Lang::Sv));
    assert_eq!(world.contents().await, before);
}

async fn it_can_be_given_up_after_three_tries_only(world: World) {
    let case = due(&world, 0).await;
    let mut client = lots(&world).await;
    let give_up = format!("{}/give-up", path(case));
    for n in 0..3 {
        let refused = client.post(&give_up, &[]).await.expect(422);
        assert_eq!(refused.error_of(""), texts::TOO_FEW_TRIES.get(Lang::Sv), "after {n} tries");
        // three times at once are one try: the third day counts, not the third call
        for _ in 0..3 {
            client.post(&format!("{}/tried", path(case)), &[]).await.expect_to(&path(case));
            world.pass(Duration::minutes(1));
        }
        world.pass(Duration::days(i64::from(n < 2)));
        client = lots(&world).await;
    }
    assert!(client.get(&path(case)).await.has(&format!("a[href='{give_up}']")));
    client.fill(&give_up, &[("notes", "Slutat svara")]).await.expect_to("/follow-ups");
    assert_eq!(row(&world).await.result, Some(FollowUpResult::CouldNotFollowUp));
    let planned = activities(&world, case).await.iter().all(|a| a.status == ActivityStatus::Planned);
    assert!(planned, "the activities stand as they did");
    let coordinator = world.login_as(Role::Coordinator).await;
    let told = coordinator.get(&format!("/cases/{case}")).await.expect(200).text("[aria-labelledby=follow-ups-h]");
    assert!(told.contains("Gick inte att följa upp") && !told.contains("Gjord"), "{told}");
}

async fn it_opens_fourteen_days_before(world: World) {
    let case = due(&world, 15).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    lots(&world).await.get(&path(case)).await.expect(404);
    let refused = coordinator.post(&path(case), &ANSWERS).await.expect(422);
    assert_eq!(refused.error_of(""), texts::TOO_EARLY.get(Lang::Sv));
    world.pass(Duration::days(1));
    lots(&world).await.post(&path(case), &ANSWERS).await.expect(303);
}

async fn two_doing_it_at_once_do_it_once(world: World) {
    let case = due(&world, 0).await;
    let coordinators = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    let to = path(case);
    let (a, b) = tokio::join!(coordinators.0.post_json(&to, &ANSWERS), coordinators.1.post_json(&to, &ANSWERS));
    let (done, refused) = if a.redirect().is_some() { (a, b) } else { (b, a) };
    assert!(done.redirect().is_some() && refused.redirect().is_none());
    assert_eq!(refused.errors(), [(String::new(), texts::ALREADY_DONE.get(Lang::Sv).to_owned())]);
    assert_eq!(world.events().await.iter().filter(|e| **e == EventCode::FollowUpDone).count(), 1);
}

async fn only_those_who_follow_up_do_it(world: World) {
    let case = due(&world, 0).await;
    let before = world.contents().await;
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    for role in [Role::Coordinator, Role::Lots] {
        let foreign = world.user_in(elsewhere, role, None).await;
        world.login(&foreign).await.post(&path(case), &ANSWERS).await.expect(404);
    }
    for role in [Role::Referrer, Role::Representative, Role::Office, Role::Administrator, Role::WorkTraining] {
        world.login_as(role).await.post(&path(case), &ANSWERS).await.expect(403);
    }
    assert_eq!(row(&world).await.result, None);
    let unlogged: Vec<_> = world
        .contents()
        .await
        .into_iter()
        .filter(|(t, v)| t.starts_with("follow") && before.get(t) != Some(v))
        .collect();
    assert_eq!(unlogged, []);
}

async fn late_ones_are_tasks(world: World) {
    due(&world, 0).await;
    let words = texts::TASK.with(Lang::Sv, 2);
    assert!(lots(&world).await.get("/").await.expect(200).body().contains(&words));
    assert!(!world.login_as(Role::Coordinator).await.get("/").await.body().contains(&words));
    // the association of these tests gives fourteen days
    world.pass(Duration::days(15));
    assert!(world.login_as(Role::Coordinator).await.get("/").await.body().contains(&words));
}

const WANTS_MEETING: [(&str, &str); 4] =
    [("status-1", "done"), ("status-2", "under_way"), ("needs_lots", "no"), ("needs_meeting", "yes")];

async fn a_meeting_that_is_needed_is_a_task_until_it_is_booked(world: World) {
    let case = due(&world, 0).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    lots(&world).await.post(&path(case), &WANTS_MEETING).await.expect(303);
    let words = texts::TASK_MEETING.get(Lang::Sv);
    let start = coordinator.get("/").await.expect(200);
    assert!(start.body().contains(words) && start.has(&format!("a[href='{}']", path(case))));
    assert!(!lots(&world).await.get("/").await.body().contains(words), "it is the coordinators'");
    let page = coordinator.get(&path(case)).await.expect(200);
    assert!(page.has(&format!("a[href='/cases/{case}/book']")));
    assert!(coordinator.get("/follow-ups?state=done").await.body().contains(texts::WANTS_MEETING.get(Lang::Sv)));
    let team = world.team(world.home().await, &PARTIES).await;
    let at = world.slot(team, 3).await.to_string();
    coordinator.fill(&format!("/cases/{case}/book"), &[("slot", &at)]).await.expect(303);
    assert!(!coordinator.get("/").await.body().contains(words));
    assert!(!coordinator.get("/follow-ups?state=done").await.body().contains(texts::WANTS_MEETING.get(Lang::Sv)));
    // off again, it is needed still
    coordinator.post(&format!("/cases/{case}/cancel-meeting"), &[("reason", "other")]).await.expect(303);
    assert!(coordinator.get("/").await.body().contains(words));
}

async fn or_until_a_coordinator_decides_against_it(world: World) {
    let case = due(&world, 0).await;
    let (coordinator, client) = (world.login_as(Role::Coordinator).await, lots(&world).await);
    client.post(&path(case), &WANTS_MEETING).await.expect(303);
    let decline = format!("{}/no-meeting", path(case));
    client.post(&decline, &[]).await.expect(403);
    coordinator.fill(&decline, &[]).await.expect_to(&format!("/cases/{case}"));
    assert!(!coordinator.get("/").await.body().contains(texts::TASK_MEETING.get(Lang::Sv)));
    let row = row(&world).await;
    assert_eq!((row.needs_meeting, row.meeting_declined_on), (Some(true), Some(world.clock.today())));
    coordinator.post(&decline, &[]).await.expect(409);
    assert_eq!(world.events().await.iter().filter(|e| **e == EventCode::NewMeetingDeclined).count(), 1);
}

async fn what_is_dropped_or_not_done_says_why_and_earlier_reasons_stay(world: World) {
    let case = due(&world, 0).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.fill(&format!("/cases/{case}/plan/establish"), &[]).await.expect(303);
    let (client, second) = (lots(&world).await, activities(&world, case).await[1].id);
    let status = format!("/cases/{case}/activities/{second}/status");
    let not_done = [("status", "not_done"), ("reason", "Praktiken ställdes in.")];
    coordinator.post(&status, &not_done).await.expect(303);
    let answers = |hindrance| {
        [
            ("status-1", "dropped"),
            ("hindrance-1", hindrance),
            ("status-2", "done"),
            ("needs_lots", "no"),
            ("needs_meeting", "no"),
        ]
    };
    let refused = client.post(&path(case), &answers("")).await.expect(422);
    assert_eq!(refused.error_of("hindrance-1"), texts::HINDRANCE_MISSING.get(Lang::Sv));
    client.post(&path(case), &answers("own_wish")).await.expect(303);
    assert_eq!(activities(&world, case).await[0].status, ActivityStatus::Dropped);
    let plan = coordinator.get(&format!("/cases/{case}/plan")).await.expect(200);
    assert!(plan.body().contains("deltagarens egen önskan"), "why it was dropped stands at the activity");
    let revisions = format!("/cases/{case}/plan/revisions");
    assert!(plan.has(&format!("a[href='{revisions}']")));
    let kept = coordinator.get(&revisions).await.expect(200);
    assert!(kept.text("ol.tl").contains("Praktiken ställdes in."), "{}", kept.body());
    // marked as it stands, nothing is wiped; marked anew by hand, the reason goes to the history too
    let first = activities(&world, case).await[0].id;
    coordinator.post(&format!("/cases/{case}/activities/{first}/status"), &[("status", "planned")]).await.expect(303);
    assert!(coordinator.get(&revisions).await.text("ol.tl").contains("deltagarens egen önskan"));
    let contents = format!("{:?}", world.contents().await);
    assert!(!contents.contains("Praktiken") && !contents.contains("egen önskan"), "what is said is sealed");
}

async fn work_training_is_asked_for(world: World) {
    use app::work_training::{rules::Stage, store::placement};
    let case = due(&world, 0).await;
    let client = lots(&world).await;
    assert!(client.get(&path(case)).await.has("[name=needs_training]"));
    let before = world.events().await.len();
    client.fill(&path(case), &[&ANSWERS[..], &[("needs_training", "yes")]].concat()).await.expect(303);
    let asked = placement::Entity::find().all(world.db.schema_connection()).await.expect("placements");
    assert_eq!((asked.len(), asked[0].case_id, asked[0].stage), (1, Some(case), Stage::Requested));
    let left = world.events().await.split_off(before);
    assert_eq!(
        left.iter().filter(|e| **e == EventCode::PlacementRequested).count(),
        2,
        "the case's and the placement's"
    );
    assert_eq!(row(&world).await.needs_training, Some(true));
    // where one is under way it is not offered, and asking makes no second one
    let again = due(&world, 0).await;
    world
        .tamper("UPDATE placement SET case_id = (SELECT id FROM cases ORDER BY number DESC LIMIT 1)")
        .await
        .expect("so");
    assert!(!client.get(&path(again)).await.has("[name=needs_training]"));
    client.post(&path(again), &[&ANSWERS[..], &[("needs_training", "yes")]].concat()).await.expect(303);
    assert_eq!(placement::Entity::find().all(world.db.schema_connection()).await.expect("placements").len(), 1);
}

async fn with_protected_identity_no_lots_is_asked_for(world: World) {
    let case = due(&world, 0).await;
    world.tamper("UPDATE participant SET protected_identity = TRUE").await.expect("protected");
    let coordinator = world.login_as(Role::Coordinator).await;
    let why = app::lots::texts::PROTECTED.get(Lang::Sv);
    let page = coordinator.get(&path(case)).await.expect(200);
    assert!(page.text("form.form").contains(why) && page.count("[name=needs_lots]") == 1, "{}", page.body());
    let before = world.contents().await;
    let refused = coordinator.post(&path(case), &ANSWERS).await.expect(422);
    assert_eq!(refused.error_of(""), why);
    assert!(world.contents().await == before, "nothing is done");
    // as the form is drawn it says no
    let answers: Vec<_> = ANSWERS.into_iter().filter(|a| a.0 != "needs_lots").collect();
    coordinator.fill(&path(case), &answers).await.expect(303);
    let asked = lots_assignment::Entity::find().all(world.db.schema_connection()).await.expect("assignments");
    assert!(asked.is_empty() && row(&world).await.needs_lots == Some(false));
}

async fn taking_up_a_case_plans_what_is_missing(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    let case = due(&world, 3).await;
    world.tamper("UPDATE cases SET dormant = TRUE").await.expect("as imported");
    coordinator.post(&format!("/cases/{case}/take-up"), &[]).await.expect(303);
    let find = follow_up::Entity::find().all(world.db.schema_connection()).await;
    let mut planned: Vec<_> = find.expect("follow-ups").into_iter().map(|f| (f.months, f.due_on)).collect();
    planned.sort_unstable();
    let met = local_day(world.clock.now() - Duration::days(60));
    let months = app::kernel::days::add_months;
    let expected = [(2, world.clock.today() + Duration::days(3)), (6, months(met, 6)), (12, months(met, 12))];
    assert_eq!(planned, expected, "what was there stays as it was");
}

async fn what_nobody_has_taken_up_is_not_late(world: World) {
    let case = due(&world, 0).await;
    world.pass(Duration::days(30));
    let coordinator = world.login_as(Role::Coordinator).await;
    let late = "30 dagar";
    assert!(coordinator.get("/follow-ups?state=all").await.expect(200).body().contains(late));
    world.tamper("UPDATE cases SET dormant = TRUE").await.expect("as imported");
    for page in ["/follow-ups?state=all".to_owned(), format!("/cases/{case}")] {
        let page = coordinator.get(&page).await.expect(200);
        assert!(page.body().contains(texts::NOT_TAKEN_UP.get(Lang::Sv)));
        assert!(!page.body().contains(late), "{}", page.body());
    }
}

async fn the_list_is_searched(world: World) {
    let (first, second) = (due(&world, 1).await, due(&world, 2).await);
    let person = world.user(Role::Lots, None).await;
    world.assignment(second, person.id).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let find = app::cases::store::cases::Entity::find_by_id(first).one(world.db.schema_connection()).await;
    let number = find.expect("cases").expect("the case").number;
    let links = async |path: String| coordinator.get(&path).await.expect(200).count("table.work tbody tr");
    assert_eq!(links("/follow-ups".into()).await, 2);
    assert_eq!(links(format!("/follow-ups?number={number}")).await, 1);
    assert_eq!(links("/follow-ups?number=1999-0001".into()).await, 0);
    let of_lots = coordinator.get(&format!("/follow-ups?lots={}", person.id)).await.expect(200);
    assert!(of_lots.count("table.work tbody tr") == 1 && of_lots.has(&format!("a[href='{}']", path(second))));
}

async fn what_another_agency_states_is_not_told_with_what_was_answered(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = met(&world, &referrer, &PARTIES, 60).await;
    world.follow_up(case, 0).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.post(&path(case), &[("needs_lots", "no"), ("needs_meeting", "no")]).await.expect(303);
    // who may open the page by another task; with a protected identity that one shows no case
    world.grant(&referrer, Role::Lots, None).await;
    let own = world.login(&referrer).await;
    let id = case.to_string();
    let told = async || own.api("/api/follow-up", &[("id", &id), ("months", "2")]).await.expect(200).body();
    let before = told().await;
    // a referral of another agency says that the identity is protected
    world.tamper("UPDATE participant SET protected_identity = true").await.expect("protected");
    assert_eq!(told().await, before);
}
