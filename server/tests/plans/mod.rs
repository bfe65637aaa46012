//! The joint plan: writing, establishing, revising, marking, and who sees which activity.
mod access;
mod activities;
mod letter;
pub mod scenarios;
mod scope;

use crate::support::{CaseOf, Client, Person, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::{rules::StateCode, store::cases},
    kernel::{
        id::{ActivityId, CaseId},
        lang::Lang,
    },
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    plans::{
        store::{activity, plan, plan_revision},
        texts,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

crate::on_both!(
    a_plan_is_written_and_established,
    a_change_of_an_established_plan_is_a_revision,
    establishing_is_refused_with_clear_words,
    two_establishing_at_once_establish_it_once,
    two_revising_at_once_cannot_overwrite_each_other,
    what_is_said_is_sealed,
    tasks_say_that_a_plan_is_missing,
    a_missing_plan_counts_from_the_meeting,
    each_button_of_the_goal_keeps_what_is_typed,
);

const PARTIES: [Party; 3] = [Party::Jobbtorg, Party::HealthCare, Party::SocialServices];

/// A case that met so many days ago, whose consent names these parties.
pub async fn met(world: &World, referrer: &Person, parties: &[Party], days_ago: i64) -> CaseId {
    let case = world.case(CaseOf::new(referrer, StateCode::Met, parties)).await;
    let team = world.team(referrer.association, &PARTIES).await;
    world.meeting(case, world.slot(team, -days_ago).await, MeetingOutcome::Held).await;
    case
}

/// Writes the goal, through the form.
pub async fn write_goal(client: &Client, case: CaseId, goal: &str) {
    let fields = [("kind", "work"), ("goal", goal), ("own_words", "Jag vill jobba.")];
    client.fill(&format!("/cases/{case}/plan"), &fields).await.expect_to(&format!("/cases/{case}/plan"));
}

/// Adds an activity, through the form.
pub async fn add(client: &Client, world: &World, case: CaseId, text: &str, responsible: &str) -> ActivityId {
    // whether or not the consent names the party
    let fields = [("text", text), ("responsible", responsible)];
    client.post_sure(&format!("/cases/{case}/activities/new"), &fields).await.expect_to(&format!("/cases/{case}/plan"));
    activities(world, case).await.last().expect("the activity").id
}

pub async fn activities(world: &World, case: CaseId) -> Vec<activity::Model> {
    activity::Entity::find()
        .filter(activity::Column::CaseId.eq(case))
        .order_by_asc(activity::Column::Ordinal)
        .all(world.db.schema_connection())
        .await
        .expect("activities can be read")
}

pub async fn state_of(world: &World, case: CaseId) -> StateCode {
    let row = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    row.expect("cases can be read").expect("the case").state
}

async fn revision(world: &World) -> i32 {
    let row = plan::Entity::find().one(world.db.schema_connection()).await;
    row.expect("plans can be read").expect("the plan").revision
}

/// A coordinator's browser and a case with a goal and one activity.
pub async fn ready(world: &World) -> (Client, CaseId, ActivityId) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = met(world, &referrer, &PARTIES, 3).await;
    let client = world.login_as(Role::Coordinator).await;
    write_goal(&client, case, "Ett arbete på halvtid").await;
    let activity = add(&client, world, case, "Boka bedömningssamtal", "health_care").await;
    (client, case, activity)
}

pub async fn establish(client: &Client, case: CaseId) {
    let path = format!("/cases/{case}/plan/establish");
    client.fill(&path, &[]).await.expect_to(&format!("/cases/{case}/plan"));
}

/// [`ready`], and the plan is established.
pub async fn carried_out(world: &World) -> (Client, CaseId, ActivityId) {
    let (client, case, activity) = ready(world).await;
    establish(&client, case).await;
    (client, case, activity)
}

async fn a_plan_is_written_and_established(world: World) {
    let (client, case, _) = ready(&world).await;
    let page = client.get(&format!("/cases/{case}/plan")).await.expect(200);
    assert_eq!(page.value_of("goal"), "Ett arbete på halvtid");
    let row = page.text("table.work tbody tr");
    assert!(row.contains("Boka bedömningssamtal") && row.contains("Hälso- och sjukvård"), "{row}");
    establish(&client, case).await;
    assert_eq!(state_of(&world, case).await, StateCode::PlanEstablished);
    let events = world.events().await;
    for event in [EventCode::PlanWritten, EventCode::ActivityAdded, EventCode::PlanEstablished] {
        assert_eq!(events.iter().filter(|e| **e == event).count(), 1, "{event}");
    }
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.text("[aria-labelledby=plan-h]").contains("Ett arbete på halvtid"), "it stands on the case page");
    assert!(page.text("[aria-labelledby=plan-h]").contains("fastställd"));
}

async fn a_change_of_an_established_plan_is_a_revision(world: World) {
    let (client, case, activity) = ready(&world).await;
    establish(&client, case).await;
    let revisions = format!("/cases/{case}/plan/revisions");
    let none = plan_revision::Entity::find().all(world.db.schema_connection()).await.expect("revisions");
    assert!(none.is_empty(), "a draft has no revisions");
    write_goal(&client, case, "Ett arbete på heltid").await;
    let edit = format!("/cases/{case}/activities/{activity}/edit");
    client.fill(&edit, &[("text", "Ringa vårdcentralen")]).await.expect(303);
    add(&client, &world, case, "Skriva ett brev", "participant").await;
    let page = client.get(&revisions).await.expect(200);
    let told = page.texts("ol.tl > li");
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("Ny aktivitet") && told[0].contains("Skriva ett brev"), "{}", told[0]);
    assert!(told[1].contains("Boka bedömningssamtal") && told[1].contains("Ringa vårdcentralen"), "{}", told[1]);
    assert!(told[2].contains("Ett arbete på halvtid") && told[2].contains("Ett arbete på heltid"), "{}", told[2]);
    // saving it as it is changes nothing
    let before = world.contents().await;
    write_goal(&client, case, "Ett arbete på heltid").await;
    assert_eq!(world.contents().await, before);
    assert!(world.events().await.contains(&EventCode::PlanRevised));
    // how far an activity has come is told too: who, from what to what, and why
    let (status, name) = (format!("/cases/{case}/activities/{activity}/status"), "Person ");
    world.pass(chrono::Duration::minutes(1));
    client.post(&status, &[("status", "under_way")]).await.expect(303);
    world.pass(chrono::Duration::minutes(1));
    client.post(&status, &[("status", "not_done"), ("reason", "Ingen tid förrän i vår")]).await.expect(303);
    let told = client.get(&revisions).await.expect(200).texts("ol.tl > li");
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told[0].contains("Aktivitet 1: från pågår till inte gjord") && told[0].contains("i vår"), "{}", told[0]);
    assert!(told[1].contains("Aktivitet 1: från planerad till pågår") && told[1].contains(name), "{}", told[1]);
}

async fn establishing_is_refused_with_clear_words(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let client = world.login_as(Role::Coordinator).await;
    let case = met(&world, &referrer, &PARTIES, 3).await;
    let path = format!("/cases/{case}/plan/establish");
    let said = async |path: &str| client.post(path, &[]).await.expect(422).error_of("");
    assert_eq!(said(&path).await, texts::NO_GOAL.get(Lang::Sv));
    add(&client, &world, case, "Ringa", "participant").await;
    assert_eq!(said(&path).await, texts::NO_GOAL.get(Lang::Sv));
    write_goal(&client, case, "Studier").await;
    world.tamper("UPDATE activity SET status = 'dropped'").await.expect("as a follow-up can leave it");
    assert_eq!(said(&path).await, texts::NO_ACTIVITY.get(Lang::Sv));
    let booked = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    write_goal(&client, booked, "Studier").await;
    add(&client, &world, booked, "Ringa", "lots").await;
    assert_eq!(said(&format!("/cases/{booked}/plan/establish")).await, texts::NOT_MET.get(Lang::Sv));
    let queued = world.case(CaseOf::new(&referrer, StateCode::InQueue, &PARTIES)).await;
    let fields = [("text", "Ringa"), ("responsible", "lots")];
    let refused = client.post_json(&format!("/cases/{queued}/activities/new"), &fields).await.errors();
    assert_eq!(refused, [(String::new(), texts::NOT_NOW.get(Lang::Sv).to_owned())]);
}

async fn two_establishing_at_once_establish_it_once(world: World) {
    let (client, case, _) = ready(&world).await;
    let other = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/plan/establish");
    let (a, b) = tokio::join!(client.post(&path, &[]), other.post(&path, &[]));
    let mut statuses = [a.status(), b.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let loser = if a.status() == 422 { a } else { b };
    assert_eq!(loser.error_of(""), texts::ALREADY_ESTABLISHED.get(Lang::Sv));
    assert_eq!(world.events().await.iter().filter(|e| **e == EventCode::PlanEstablished).count(), 1);
}

async fn two_revising_at_once_cannot_overwrite_each_other(world: World) {
    let (client, case, _) = ready(&world).await;
    establish(&client, case).await;
    let other = world.login_as(Role::Coordinator).await;
    let (path, revision) = (format!("/cases/{case}/plan"), revision(&world).await.to_string());
    let fields = |goal| [("kind", "work"), ("goal", goal), ("revision", revision.as_str())];
    let (one, two) = (fields("Det ena målet"), fields("Det andra målet"));
    let (a, b) = tokio::join!(client.post(&path, &one), other.post(&path, &two));
    let mut statuses = [a.status(), b.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let (loser, typed) = if a.status() == 422 { (a, "Det ena målet") } else { (b, "Det andra målet") };
    assert_eq!(loser.error_of(""), texts::STALE.get(Lang::Sv));
    assert_eq!(loser.value_of("goal"), typed, "nothing typed is lost");
    let kept = plan_revision::Entity::find().all(world.db.schema_connection()).await.expect("revisions");
    assert_eq!(kept.len(), 1);
}

async fn what_is_said_is_sealed(world: World) {
    let (client, case, _) = ready(&world).await;
    establish(&client, case).await;
    write_goal(&client, case, "Ett arbete på heltid").await;
    let contents = format!("{:?}", world.contents().await);
    let hex = app::kernel::keys::hex(b"arbete").to_uppercase();
    assert!(!contents.contains("arbete") && !contents.to_uppercase().contains(&hex));
}

async fn tasks_say_that_a_plan_is_missing(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = met(&world, &referrer, &PARTIES, 3).await;
    let client = world.login_as(Role::Coordinator).await;
    let page = client.get("/").await.expect(200);
    assert!(page.body().contains(texts::TASK_UNPLANNED.get(Lang::Sv)));
    assert!(page.body().contains(&format!("/cases/{case}/plan")));
}

async fn a_missing_plan_counts_from_the_meeting(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    // the outcome was told today, twenty days after the meeting; a plan is to be there within fourteen
    met(&world, &referrer, &PARTIES, 20).await;
    let page = world.login_as(Role::Coordinator).await.get("/").await.expect(200);
    let late = app::kernel::swedish::days_late(Lang::Sv, 6);
    assert!(page.body().contains(&late), "{late}: {}", page.body());
}

async fn each_button_of_the_goal_keeps_what_is_typed(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = met(&world, &referrer, &PARTIES, 3).await;
    let client = world.login_as(Role::Coordinator).await;
    let (path, new) = (format!("/cases/{case}/plan"), format!("/cases/{case}/activities/new"));
    let page = client.get(&path).await.expect(200);
    assert!(!page.has(&format!("a[href='{new}']")), "no link leaves the form behind");
    assert!(page.has("form.form button[name=then][value=add_activity]"));
    assert!(!page.has("form.form button[value=establish]"), "there is no activity yet");
    // nothing is typed: an activity can come before the goal
    client.fill(&path, &[("then", "add_activity")]).await.expect_to(&new);
    assert!(!world.events().await.contains(&EventCode::PlanWritten));
    // half of it is typed: it is told, and still there
    let answer = client.fill(&path, &[("goal", "Ett arbete"), ("then", "add_activity")]).await.expect(422);
    assert_eq!(answer.error_of("kind"), texts::KIND_MISSING.get(Lang::Sv));
    assert_eq!(answer.value_of("goal"), "Ett arbete");
    let typed = [("kind", "work"), ("goal", "Ett arbete"), ("then", "add_activity")];
    let next = client.follow(&client.fill(&path, &typed).await.expect_to(&new)).await;
    assert_eq!(next.text(".flash"), texts::GOAL_SAVED.get(Lang::Sv));
    assert_eq!(client.get(&path).await.value_of("goal"), "Ett arbete");
    add(&client, &world, case, "Ringa", "participant").await;
    // the goal as it stands is not in the way of anything, however much else has changed since the page was made
    let old = [("kind", "work"), ("goal", "Ett arbete"), ("revision", "0"), ("then", "add_activity")];
    client.post(&path, &old).await.expect_to(&new);
    // a goal is not lost by going on without one
    let none = client.post(&path, &[("then", "add_activity")]).await.expect(422);
    assert_eq!(none.error_of("goal"), texts::GOAL_MISSING.get(Lang::Sv));
    let establish = [("goal", "Ett annat arbete"), ("then", "establish")];
    client.fill(&path, &establish).await.expect_to(&format!("/cases/{case}/plan/establish"));
    assert_eq!(client.get(&path).await.value_of("goal"), "Ett annat arbete");
}
