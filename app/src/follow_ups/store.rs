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
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

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

/// The follow-ups of a case, the first first.
pub async fn of_case(tx: &impl Tx, case: CaseId) -> Result<Vec<follow_up::Model>, AppError> {
    let find = follow_up::Entity::find().filter(follow_up::Column::CaseId.eq(case));
    Ok(find.order_by_asc(follow_up::Column::Months).all(tx.conn()).await?)
}

/// The follow-up after so many months.
pub async fn after(tx: &impl Tx, case: CaseId, months: i32) -> Result<Option<follow_up::Model>, AppError> {
    let find = follow_up::Entity::find().filter(follow_up::Column::CaseId.eq(case));
    Ok(find.filter(follow_up::Column::Months.eq(months)).one(tx.conn()).await?)
}

/// Stores what was answered. False when someone else has done it meanwhile.
pub async fn set_done(tx: &WriteTx, row: follow_up::Model) -> Result<bool, AppError> {
    let update = follow_up::Entity::update_many()
        .col_expr(follow_up::Column::DoneOn, Expr::value(row.done_on))
        .col_expr(follow_up::Column::DoneBy, Expr::value(row.done_by))
        .col_expr(follow_up::Column::Result, Expr::value(row.result))
        .col_expr(follow_up::Column::NeedsLots, Expr::value(row.needs_lots))
        .col_expr(follow_up::Column::NeedsMeeting, Expr::value(row.needs_meeting))
        .col_expr(follow_up::Column::NotesSealed, Expr::value(row.notes_sealed))
        .filter(follow_up::Column::Id.eq(row.id))
        .filter(follow_up::Column::DoneOn.is_null());
    Ok(update.exec(tx.conn()).await?.rows_affected == 1)
}

/// Writes the answer for each activity.
pub async fn insert_answers(tx: &WriteTx, rows: Vec<follow_up_answer::Model>) -> Result<(), AppError> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(|r| r.into_active_model().reset_all());
    follow_up_answer::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// The answers of these follow-ups.
pub async fn answers_of(tx: &impl Tx, ids: &[FollowUpId]) -> Result<Vec<follow_up_answer::Model>, AppError> {
    let find = follow_up_answer::Entity::find();
    Ok(find.filter(follow_up_answer::Column::FollowUpId.is_in(ids.to_vec())).all(tx.conn()).await?)
}

/// Logs a try.
pub async fn insert_try(tx: &WriteTx, id: FollowUpId, by: UserId) -> Result<(), AppError> {
    let row = follow_up_try::Model { follow_up_id: id, tried_at: tx.now(), by_user: by };
    follow_up_try::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// The tries of these follow-ups, the first first.
pub async fn tries_of(tx: &impl Tx, ids: &[FollowUpId]) -> Result<Vec<follow_up_try::Model>, AppError> {
    let find = follow_up_try::Entity::find().filter(follow_up_try::Column::FollowUpId.is_in(ids.to_vec()));
    Ok(find.order_by_asc(follow_up_try::Column::TriedAt).all(tx.conn()).await?)
}
