//! Follow-ups in the database.
use super::rules::{FollowUpResult, Hindrance, MONTHS};
use crate::{
    db::{Tx, WriteTx},
    kernel::{
        days::add_months,
        error::AppError,
        id::{ActivityId, CaseId, FollowUpId, UserId},
    },
    meetings::{
        rules::MeetingOutcome,
        store::{slot, team_meeting},
    },
    plans::rules::ActivityStatus,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder,
    sea_query::{Expr, Query},
};
use std::collections::HashSet;

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
        needs_training: Option<bool>,
        /// A coordinator has decided that no new meeting is needed after all.
        meeting_declined_on: Option<NaiveDate>,
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
    plan_missing(tx, case, day).await
}

/// Plans those follow-ups of a case that met on this day which it does not have: an import brings some of them.
pub async fn plan_missing(tx: &WriteTx, case: CaseId, day: NaiveDate) -> Result<(), AppError> {
    let planned: Vec<i32> = of_case(tx, case).await?.into_iter().map(|row| row.months).collect();
    let missing: Vec<_> = MONTHS.into_iter().filter(|m| !planned.contains(m)).map(|m| new_row(case, day, m)).collect();
    if !missing.is_empty() {
        follow_up::Entity::insert_many(missing).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

fn new_row(case: CaseId, day: NaiveDate, months: i32) -> follow_up::ActiveModel {
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
        needs_training: None,
        meeting_declined_on: None,
        notes_sealed: None,
    }
    .into_active_model()
}

/// The follow-ups of a case, the first first.
pub async fn of_case(tx: &impl Tx, case: CaseId) -> Result<Vec<follow_up::Model>, AppError> {
    let find = follow_up::Entity::find().filter(follow_up::Column::CaseId.eq(case));
    let find = find.order_by_asc(follow_up::Column::Months);
    tx.once("follow-ups of a case", case.0, async { Ok(find.all(tx.conn()).await?) }).await
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
        .col_expr(follow_up::Column::NeedsTraining, Expr::value(row.needs_training))
        .col_expr(follow_up::Column::NotesSealed, Expr::value(row.notes_sealed))
        .filter(follow_up::Column::Id.eq(row.id))
        .filter(follow_up::Column::DoneOn.is_null());
    Ok(update.exec(tx.conn()).await?.rows_affected == 1)
}

/// Follow-ups that found a new meeting needed, where none is booked or held since and no coordinator has decided
/// against it.
pub fn wants_meeting() -> Condition {
    let mut since = Query::select();
    since
        .expr(Expr::value(1))
        .from(team_meeting::Entity)
        .inner_join(
            slot::Entity,
            Expr::col((slot::Entity, slot::Column::Id)).equals((team_meeting::Entity, team_meeting::Column::SlotId)),
        )
        .and_where(
            Expr::col((team_meeting::Entity, team_meeting::Column::CaseId))
                .equals((follow_up::Entity, follow_up::Column::CaseId)),
        )
        .and_where(team_meeting::Column::Outcome.is_in([MeetingOutcome::Booked, MeetingOutcome::Held]))
        .and_where(
            Expr::col((slot::Entity, slot::Column::StartsAt))
                .gte(Expr::col((follow_up::Entity, follow_up::Column::DoneOn))),
        );
    Condition::all()
        .add(follow_up::Column::NeedsMeeting.eq(true))
        .add(follow_up::Column::DoneOn.is_not_null())
        .add(follow_up::Column::MeetingDeclinedOn.is_null())
        .add(Expr::exists(since).not())
}

/// Those of these follow-ups that still want a meeting.
pub async fn wanting_meeting(tx: &impl Tx, ids: &[FollowUpId]) -> Result<HashSet<FollowUpId>, AppError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let find = follow_up::Entity::find().filter(follow_up::Column::Id.is_in(ids.to_vec())).filter(wants_meeting());
    Ok(find.all(tx.conn()).await?.into_iter().map(|row| row.id).collect())
}

/// Those of these cases in which a follow-up still wants a meeting. The caller lists cases that the actor may see.
pub async fn cases_wanting_meeting(
    tx: &impl Tx,
    cases: impl Iterator<Item = CaseId>,
) -> Result<HashSet<CaseId>, AppError> {
    let find = follow_up::Entity::find().filter(follow_up::Column::CaseId.is_in(cases)).filter(wants_meeting());
    Ok(find.all(tx.conn()).await?.into_iter().map(|row| row.case_id).collect())
}

/// Notes that no new meeting is needed after all. False when none was asked for, or someone has noted it already.
pub async fn set_meeting_declined(tx: &WriteTx, id: FollowUpId) -> Result<bool, AppError> {
    let update = follow_up::Entity::update_many()
        .col_expr(follow_up::Column::MeetingDeclinedOn, Expr::value(tx.today()))
        .filter(follow_up::Column::Id.eq(id))
        .filter(follow_up::Column::NeedsMeeting.eq(true).and(follow_up::Column::MeetingDeclinedOn.is_null()));
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
    if ids.is_empty() {
        return Ok(Vec::new());
    }
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
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let find = follow_up_try::Entity::find().filter(follow_up_try::Column::FollowUpId.is_in(ids.to_vec()));
    Ok(find.order_by_asc(follow_up_try::Column::TriedAt).all(tx.conn()).await?)
}
