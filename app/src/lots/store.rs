//! Lots assignments in the database.
use super::rules::{AskedAt, AssignmentEnd, AssignmentState};
use crate::kernel::id::{CaseId, LotsAssignmentId, UserId};
use chrono::{DateTime, NaiveDate, Utc};

crate::entities! {
    lots_assignment = "lots_assignment" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: LotsAssignmentId,
        case_id: CaseId,
        asked_at: DateTime<Utc>,
        asked_on: NaiveDate,
        asked_stage: AskedAt,
        asked_by: Option<UserId>,
        /// The lots that the coordinator assigned, until they decline.
        lots_id: Option<UserId>,
        state: AssignmentState,
        state_since: DateTime<Utc>,
        decline_words_sealed: Option<Vec<u8>>,
        ended_on: Option<NaiveDate>,
        end_reason: Option<AssignmentEnd>,
        /// Contacts before this system kept the log: from an imported register.
        earlier_contacts: i32,
    }
}
