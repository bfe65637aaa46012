//! Plans and activities in the database.
use super::rules::{ActivityStatus, GoalKind, Responsible};
use crate::kernel::id::{ActivityId, AgencyId, CaseId, PlanId, UnitId, UserId};
use chrono::{DateTime, NaiveDate, Utc};

crate::entities! {
    plan = "plan" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: PlanId,
        case_id: CaseId,
        goal_kind: Option<GoalKind>,
        goal_sealed: Option<Vec<u8>>,
        own_words_sealed: Option<Vec<u8>>,
        established_at: Option<DateTime<Utc>>,
        established_by: Option<UserId>,
        revision: i32,
        made_at: DateTime<Utc>,
    }
    plan_revision = "plan_revision" {
        #[sea_orm(primary_key, auto_increment = false)]
        plan_id: PlanId,
        #[sea_orm(primary_key, auto_increment = false)]
        revision: i32,
        at: DateTime<Utc>,
        by_user: Option<UserId>,
        sealed: Vec<u8>,
    }
    activity = "activity" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ActivityId,
        case_id: CaseId,
        ordinal: i32,
        text_sealed: Vec<u8>,
        responsible: Responsible,
        agency_id: Option<AgencyId>,
        unit_id: Option<UnitId>,
        person_sealed: Option<Vec<u8>>,
        due_on: Option<NaiveDate>,
        status: ActivityStatus,
        status_at: DateTime<Utc>,
        reason_sealed: Option<Vec<u8>>,
        needs_decision: bool,
        decision_asked_on: Option<NaiveDate>,
        decision_outcome: Option<String>,
        decided_on: Option<NaiveDate>,
    }
}
