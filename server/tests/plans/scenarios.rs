//! How each form about plans, lots and follow-ups comes to be submitted.
use super::{PARTIES, add, met, write_goal};
use crate::{
    scenarios::{Fields, Ready, Scenario},
    support::{Client, Person, World},
};
use app::{
    access::Role,
    audit::EventCode as E,
    follow_ups::{
        forms as follow_ups,
        store::{follow_up, follow_up_try},
    },
    kernel::id::{ActivityId, CaseId},
    lots::forms as lots,
    plans::forms as plans,
    ui::form::Form,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

pub const ALL: &[Scenario] = &[
    Scenario::of(plans::WritePlan::PATH, |world| Box::pin(write(world, false))).leaving(&[E::PlanWritten]),
    Scenario::of(plans::WritePlan::PATH, |world| Box::pin(write(world, true))).leaving(&[E::PlanRevised]),
    Scenario::of(plans::EstablishPlan::PATH, |world| Box::pin(establish(world))),
    Scenario::of(plans::AddActivity::PATH, |world| Box::pin(add_activity(world))),
    Scenario::of(plans::ChangeActivity::PATH, |world| Box::pin(change_activity(world))),
    Scenario::of(plans::MarkActivity::PATH, |world| Box::pin(mark_activity(world))),
    Scenario::of(lots::AskForLots::PATH, |world| Box::pin(ask(world, true))),
    Scenario::of(lots::AskForLots::PATH, |world| Box::pin(ask(world, false))).leaving(&[E::LotsAsked]),
    Scenario::of(lots::AssignLots::PATH, |world| Box::pin(assign(world, false))).leaving(&[E::LotsAssigned]),
    Scenario::of(lots::AssignLots::PATH, |world| Box::pin(assign(world, true))).leaving(&[E::LotsHandedOver]),
    Scenario::of(lots::AnswerLots::PATH, |world| Box::pin(answer(world, ACCEPT))).leaving(&[E::LotsAccepted]),
    Scenario::of(lots::AnswerLots::PATH, |world| Box::pin(answer(world, DECLINE))).leaving(&[E::LotsDeclined]),
    Scenario::of(lots::BeginLots::PATH, |world| Box::pin(begin(world))),
    Scenario::of(follow_ups::DeclineMeeting::PATH, |world| Box::pin(decline_meeting(world))),
    Scenario::of(lots::EndLots::PATH, |world| Box::pin(end(world))),
    Scenario::of(follow_ups::DoFollowUp::PATH, |world| Box::pin(follow_up(world))),
    Scenario::of(follow_ups::TriedFollowUp::PATH, |world| Box::pin(tried(world))),
    Scenario::of(follow_ups::GiveUpFollowUp::PATH, |world| Box::pin(give_up(world))),
];

/// A case with a goal and an activity that needs a decision, and a coordinator's browser.
struct Planned {
    case: CaseId,
    activity: ActivityId,
    coordinator: Client,
    /// Who holds a task like it elsewhere.
    foreign: Client,
}

async fn planned(world: &World) -> Planned {
    let referrer = world.user(Role::Referrer, None).await;
    let case = met(world, &referrer, &PARTIES, 60).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    write_goal(&coordinator, case, "Arbete").await;
    add(&coordinator, world, case, "Söka stöd", "health_care").await;
    let path = format!("/cases/{case}/activities/new");
    let fields = [("text", "Söka sjukpenning"), ("responsible", "social_services"), ("needs_decision", "yes")];
    coordinator.fill(&path, &fields).await.expect(303);
    let activity = super::activities(world, case).await.last().expect("the activity").id;
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let foreign = world.user_in(elsewhere, Role::Coordinator, None).await;
    world.grant(&foreign, Role::Lots, None).await;
    Planned { case, activity, coordinator, foreign: world.login(&foreign).await }
}

fn fields(values: &[(&'static str, &str)]) -> Fields {
    values.iter().map(|(n, v)| (*n, (*v).to_owned())).collect()
}

fn ready(p: Planned, path: String, accepted: &[(&'static str, &str)], refused: &[&[(&'static str, &str)]]) -> Ready {
    Ready {
        client: p.coordinator,
        path,
        fields: fields(accepted),
        refused: refused.iter().map(|r| fields(r)).collect(),
        strangers: vec![p.foreign],
    }
}

async fn write(world: World, established: bool) -> Ready {
    let p = planned(&world).await;
    if established {
        p.coordinator.fill(&format!("/cases/{}/plan/establish", p.case), &[]).await.expect(303);
    }
    let path = format!("/cases/{}/plan", p.case);
    let accepted = [("kind", "studies"), ("goal", "Studier"), ("own_words", "Jag vill läsa.")];
    ready(p, path, &accepted, &[&[], &[("kind", "work")], &[("kind", "work"), ("goal", "Nytt"), ("revision", "1")]])
}

async fn establish(world: World) -> Ready {
    let p = planned(&world).await;
    let path = format!("/cases/{}/plan/establish", p.case);
    ready(p, path, &[], &[&[("revision", "1")]])
}

async fn add_activity(world: World) -> Ready {
    let p = planned(&world).await;
    let path = format!("/cases/{}/activities/new", p.case);
    let accepted = [("text", "Ringa"), ("responsible", "participant"), ("due", "2030-01-01")];
    // a party that the consent does not name is asked about once more
    let unconsented = [("text", "Ringa"), ("responsible", "social_insurance")];
    ready(p, path, &accepted, &[&[], &[("text", "Ringa"), ("responsible", "polisen")], &unconsented])
}

async fn change_activity(world: World) -> Ready {
    let p = planned(&world).await;
    let path = format!("/cases/{}/activities/{}/edit", p.case, p.activity);
    let accepted = [("text", "Ringa"), ("responsible", "lots")];
    let stale = [("text", "Ringa"), ("responsible", "lots"), ("revision", "0")];
    ready(p, path, &accepted, &[&[], &stale, &[("text", "Ringa"), ("responsible", "lots"), ("due", "i morgon")]])
}

async fn mark_activity(world: World) -> Ready {
    let p = planned(&world).await;
    p.coordinator.fill(&format!("/cases/{}/plan/establish", p.case), &[]).await.expect(303);
    let path = format!("/cases/{}/activities/{}/status", p.case, p.activity);
    let accepted = [("status", "done"), ("outcome", "granted"), ("decided_on", "2020-01-02"), ("was", "planned")];
    let stale = [("status", "done"), ("was", "under_way")];
    ready(p, path, &accepted, &[&[], &[("status", "dropped")], &stale, &[("status", "done"), ("outcome", "refused")]])
}

async fn ask(world: World, someone: bool) -> Ready {
    let lots = world.user(Role::Lots, None).await.id.to_string();
    let p = planned(&world).await;
    let path = format!("/cases/{}/lots/ask", p.case);
    let nobody = app::kernel::id::UserId::new().to_string();
    let refused: [&[(&'static str, &str)]; 2] = [&[], &[("stage", "meeting"), ("lots", &nobody)]];
    ready(p, path, &[("stage", "meeting"), ("lots", if someone { lots.as_str() } else { "" })], &refused)
}

async fn asked(world: &World, lots: Option<&Person>) -> Planned {
    let p = planned(world).await;
    let id = lots.map(|l| l.id.to_string()).unwrap_or_default();
    let fields = [("stage", "meeting"), ("lots", id.as_str())];
    p.coordinator.fill(&format!("/cases/{}/lots/ask", p.case), &fields).await.expect(303);
    p
}

async fn assign(world: World, another: bool) -> Ready {
    let lots = world.user(Role::Lots, None).await.id.to_string();
    let p = asked(&world, None).await;
    if another {
        world.tamper("DELETE FROM lots_assignment").await.expect("nobody has it");
        world.assignment(p.case, world.user(Role::Lots, None).await.id).await;
    }
    let path = format!("/cases/{}/lots/assign", p.case);
    ready(p, path, &[("lots", &lots)], &[&[]])
}

const ACCEPT: &[(&str, &str)] = &[("answer", "accept")];
const DECLINE: &[(&str, &str)] = &[("answer", "decline"), ("words", "Jag har fullt.")];

async fn answer(world: World, accepted: &[(&'static str, &str)]) -> Ready {
    let lots = world.user(Role::Lots, None).await;
    let p = asked(&world, Some(&lots)).await;
    let path = format!("/cases/{}/lots/answer", p.case);
    let client = world.login(&lots).await;
    let another = world.login_as(Role::Lots).await;
    let mut ready = ready(p, path, accepted, &[&[], &[("answer", "decline")]]);
    ready.client = client;
    ready.strangers.push(another);
    ready
}

async fn begin(world: World) -> Ready {
    let lots = world.user(Role::Lots, None).await;
    let p = asked(&world, Some(&lots)).await;
    let client = world.login(&lots).await;
    client.post(&format!("/cases/{}/lots/answer", p.case), &[("answer", "accept")]).await.expect(303);
    let path = format!("/cases/{}/lots/begin", p.case);
    let another = world.login_as(Role::Lots).await;
    let mut ready = ready(p, path, &[], &[]);
    ready.client = client;
    ready.strangers.push(another);
    ready
}

async fn decline_meeting(world: World) -> Ready {
    let (p, path) = due(&world).await;
    let wants = [("status-1", "done"), ("status-2", "under_way"), ("needs_lots", "no"), ("needs_meeting", "yes")];
    p.coordinator.post(&path, &wants).await.expect(303);
    ready(p, format!("{path}/no-meeting"), &[], &[])
}

async fn end(world: World) -> Ready {
    let p = asked(&world, None).await;
    let path = format!("/cases/{}/lots/end", p.case);
    ready(p, path, &[("reason", "no_longer_wanted")], &[&[]])
}

async fn due(world: &World) -> (Planned, String) {
    let p = planned(world).await;
    world.follow_up(p.case, 0).await;
    let path = format!("/cases/{}/follow-ups/2", p.case);
    (p, path)
}

async fn follow_up(world: World) -> Ready {
    let (p, path) = due(&world).await;
    let accepted = [
        ("status-1", "done"),
        ("status-2", "under_way"),
        ("needs_lots", "yes"),
        ("needs_meeting", "no"),
        ("needs_training", "yes"),
    ];
    let dropped = [("status-1", "dropped"), ("status-2", "done"), ("needs_lots", "no"), ("needs_meeting", "no")];
    let without_why = [("status-1", "not_done"), ("status-2", "done"), ("needs_lots", "no"), ("needs_meeting", "no")];
    let one = [("status-1", "done"), ("needs_lots", "no"), ("needs_meeting", "no"), ("notes", "")];
    ready(p, path, &accepted, &[&[], &without_why, &dropped, &one])
}

async fn tried(world: World) -> Ready {
    let (p, path) = due(&world).await;
    ready(p, format!("{path}/tried"), &[], &[])
}

async fn give_up(world: World) -> Ready {
    let (p, path) = due(&world).await;
    let of = follow_up::Entity::find().filter(follow_up::Column::CaseId.eq(p.case));
    let of = of.one(world.db.schema_connection()).await.expect("follow-ups").expect("the follow-up");
    let by_user = world.user(Role::Coordinator, None).await.id;
    for day in 0..3 {
        let tried_at = world.clock.now() - chrono::Duration::days(day);
        world.insert(follow_up_try::Model { follow_up_id: of.id, tried_at, by_user }).await;
    }
    let long = "x".repeat(2_001);
    ready(p, format!("{path}/give-up"), &[("notes", "Ingen svarar")], &[&[("notes", &long)]])
}
