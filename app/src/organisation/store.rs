//! The organisation's tables.
use super::rules::Party;
use crate::kernel::id::{AgencyId, AssociationId, DistrictId, UnitId};
use chrono::{DateTime, Utc};

crate::entities! {
    /// An association and the limits that it has set.
    association = "association" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: AssociationId,
        name: String,
        /// Days in the inbox before a referral is late.
        inbox_days: i32,
        /// Weeks in the queue before a case has waited too long.
        queue_weeks: i32,
        /// Days after a held meeting until the plan must be established.
        plan_days: i32,
        /// Days after its due day until a follow-up is on the coordinator's list.
        follow_up_grace_days: i32,
        /// Days from request to information meeting that work training aims at.
        information_meeting_days: i32,
        created_at: DateTime<Utc>,
    }
    district = "district" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: DistrictId,
        association_id: AssociationId,
        name: String,
        closed_at: Option<DateTime<Utc>>,
    }
    agency = "agency" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: AgencyId,
        association_id: AssociationId,
        code: String,
        name: String,
        party: Party,
        closed_at: Option<DateTime<Utc>>,
    }
    unit = "unit" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: UnitId,
        agency_id: AgencyId,
        name: String,
        covers_colleagues: bool,
        closed_at: Option<DateTime<Utc>>,
    }
}
