//! Follow-ups in the database.
use super::rules::{FollowUpResult, Hindrance};
use crate::{
    kernel::id::{ActivityId, CaseId, FollowUpId, UserId},
    plans::rules::ActivityStatus,
};
use chrono::{DateTime, NaiveDate, Utc};

crate::entities! {
    follow_up = "follow_up" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: FollowUpId,
        case_id: CaseId,
        months: i32,
        due_on: NaiveDate,
        done_on: Option<NaiveDate>,
        done_by: Option<UserId>,
        result: Option<FollowUpResult>,
        needs_lots: Option<bool>,
        needs_meeting: Option<bool>,
        notes_sealed: Option<Vec<u8>>,
    }
    follow_up_answer = "follow_up_answer" {
        #[sea_orm(primary_key, auto_increment = false)]
        follow_up_id: FollowUpId,
        #[sea_orm(primary_key, auto_increment = false)]
        activity_id: ActivityId,
        status: ActivityStatus,
        hindrance: Option<Hindrance>,
    }
    follow_up_try = "follow_up_try" {
        #[sea_orm(primary_key, auto_increment = false)]
        follow_up_id: FollowUpId,
        #[sea_orm(primary_key, auto_increment = false)]
        tried_at: DateTime<Utc>,
        by_user: UserId,
    }
}
