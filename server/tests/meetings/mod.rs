//! Queue, team times and meetings.
mod attendance;
mod booking;
mod changed;
mod changes;
mod clash;
mod flags;
mod joining;
mod moving;
mod queue;
pub mod scenarios;
mod seeing;
mod times;

use crate::support::{CaseOf, Person, World};
use app::{
    access::Role,
    cases::{rules::StateCode, store::cases},
    kernel::{
        holidays::next_working_day,
        id::{CaseId, TeamId},
    },
    meetings::store::team_meeting,
    organisation::rules::Party,
};
use chrono::{Duration, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

const PARTIES: [Party; 2] = [Party::Jobbtorg, Party::HealthCare];

/// A team with a seat for each of [`PARTIES`].
async fn a_team(world: &World) -> TeamId {
    world.team(world.home().await, &PARTIES).await
}

/// A case in queue with a consent for [`PARTIES`].
async fn in_queue(world: &World, referrer: &Person) -> CaseId {
    world.case(CaseOf::new(referrer, StateCode::InQueue, &PARTIES)).await
}

async fn a_referrer(world: &World) -> Person {
    world.user(Role::Referrer, None).await
}

/// A day at least so many days ahead on which people work: a time on another is asked about once more.
fn working_day(world: &World, days_from_now: i64) -> NaiveDate {
    next_working_day(world.clock.today() + Duration::days(days_from_now))
}

async fn row(world: &World, case: CaseId) -> cases::Model {
    cases::Entity::find_by_id(case).one(world.db.schema_connection()).await.expect("cases").expect("the case")
}

async fn meetings(world: &World, case: CaseId) -> Vec<team_meeting::Model> {
    let find = team_meeting::Entity::find().filter(team_meeting::Column::CaseId.eq(case));
    find.order_by_asc(team_meeting::Column::BookedAt).all(world.db.schema_connection()).await.expect("meetings")
}
