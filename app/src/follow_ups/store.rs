//! Follow-ups in the database.
use super::rules::{FollowUpResult, Hindrance, MONTHS};
use crate::{
    db::{Tx, WriteTx},
    kernel::{
        days::add_months,
        error::AppError,
        id::{ActivityId, CaseId, FollowUpId, UserId},
    },
    plans::rules::ActivityStatus,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

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

/// Plans the follow-ups of a case's first held meeting; a case that has them keeps them.
pub async fn plan_for_meeting(tx: &WriteTx, case: CaseId, day: NaiveDate) -> Result<(), AppError> {
    if follow_up::Entity::find().filter(follow_up::Column::CaseId.eq(case)).count(tx.conn()).await? > 0 {
        return Ok(());
    }
    let rows = MONTHS.map(|months| {
        follow_up::Model {
            id: FollowUpId::new(),
            case_id: case,
            months,
            due_on: add_months(day, months),
            done_on: None,
            done_by: None,
            result: None,
            needs_lots: None,
            needs_meeting: None,
            notes_sealed: None,
        }
        .into_active_model()
    });
    follow_up::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}
