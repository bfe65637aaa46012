//! A case that a register brought sleeps: it makes no task and no reminder until a coordinator takes it up, or until
//! somebody works in it.
use super::{policy::CaseFacts, rules::StateCode, store::cases};
use crate::{
    db::{Tx, WriteTx},
    follow_ups,
    kernel::error::AppError,
    meetings::rules::MeetingOutcome,
    work_training::store::placement,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// The case begins to make tasks, with its placements, and has the follow-ups that the register did not bring. One
/// that is awake stays as it is.
pub async fn wake(tx: &WriteTx, case: &CaseFacts) -> Result<(), AppError> {
    let woken = cases::Entity::update_many()
        .col_expr(cases::Column::Dormant, Expr::value(false))
        .filter(cases::Column::Id.eq(case.id))
        .filter(cases::Column::Dormant.eq(true))
        .exec(tx.conn())
        .await?;
    if woken.rows_affected == 0 {
        return Ok(());
    }
    placement::Entity::update_many()
        .col_expr(placement::Column::Dormant, Expr::value(false))
        .filter(placement::Column::CaseId.eq(case.id))
        .exec(tx.conn())
        .await?;
    let met = case.meetings.iter().filter(|m| m.outcome == MeetingOutcome::Held).map(|m| m.day).min();
    match met.filter(|_| StateCode::FOLLOWED.contains(&case.state.code())) {
        Some(day) => follow_ups::store::plan_missing(tx, case.id, day).await,
        None => Ok(()),
    }
}
