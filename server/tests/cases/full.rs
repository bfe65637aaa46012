//! A case in which everything has been said: what its tests look for on pages.
use crate::{
    plans::{add, write_goal},
    referrals::filled::{identity, submitted},
    support::{Client, Person, World},
};
use app::{
    access::Role,
    cases::{rules::StateCode, store::cases},
    kernel::id::{ActivityId, CaseId},
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

/// Words that someone said or wrote in the case.
pub const SAID: [&str; 5] = [
    "Orkar inte öppna posten",
    "Hur kommer han vidare",
    "Jag vill förstå varför",
    "halvtid i kök",
    "Ringa vårdcentralen",
];

pub struct Full {
    pub case: CaseId,
    pub activity: ActivityId,
    pub referrer: Person,
    pub coordinator: Client,
}

/// Referred, met yesterday, with a plan that was established and changed, and a follow-up that is due.
pub async fn full(world: &World) -> Full {
    let referrer = world.user(Role::Referrer, None).await;
    let client = world.login(&referrer).await;
    let case = submitted(world, &client, &referrer, &identity(world, "19900101", 984)).await;
    let team = world.team(world.home().await, &[Party::SocialServices, Party::HealthCare]).await;
    world.meeting(case, world.slot(team, -1).await, MeetingOutcome::Held).await;
    change(world, case, |c| c.state = StateCode::Met).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    write_goal(&coordinator, case, "Jobba halvtid").await;
    let activity = add(&coordinator, world, case, "Ringa vårdcentralen", "health_care").await;
    coordinator.post(&format!("/cases/{case}/plan/establish"), &[]).await.expect(303);
    write_goal(&coordinator, case, "Jobba halvtid i kök").await;
    world.follow_up(case, 3).await;
    Full { case, activity, referrer, coordinator }
}

pub async fn change(world: &World, case: CaseId, change: impl FnOnce(&mut cases::Model)) {
    let connection = world.db.schema_connection();
    let mut row = cases::Entity::find_by_id(case).one(connection).await.expect("cases").expect("the case");
    change(&mut row);
    cases::Entity::update(row.into_active_model().reset_all()).exec(connection).await.expect("changed");
}
