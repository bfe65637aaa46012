//! Team times and meetings in the database.
use super::rules::{CancelReason, MeetingForm, MeetingOutcome};
use crate::kernel::id::{CaseId, MeetingId, SeatId, SlotId, TeamId, UserId};
use chrono::{DateTime, Utc};

crate::entities! {
    slot = "slot" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SlotId,
        team_id: TeamId,
        starts_at: DateTime<Utc>,
        minutes: i32,
        form: MeetingForm,
        place: String,
        capacity: i32,
        extra: bool,
        cancelled_at: Option<DateTime<Utc>>,
    }
    team_meeting = "team_meeting" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: MeetingId,
        case_id: CaseId,
        slot_id: SlotId,
        outcome: MeetingOutcome,
        cancel_reason: Option<CancelReason>,
        booked_by: Option<UserId>,
        booked_at: DateTime<Utc>,
        outcome_at: Option<DateTime<Utc>>,
    }
    /// Who came: a party's code, `participant`, `referrer`, `lots` or `interpreter`.
    attendance = "attendance" {
        #[sea_orm(primary_key, auto_increment = false)]
        meeting_id: MeetingId,
        #[sea_orm(primary_key, auto_increment = false)]
        attendee: String,
        present: bool,
        user_id: Option<UserId>,
    }
    /// A substitute who steps in for a seat at one team time.
    stand_in = "stand_in" {
        #[sea_orm(primary_key, auto_increment = false)]
        slot_id: SlotId,
        #[sea_orm(primary_key, auto_increment = false)]
        seat_id: SeatId,
        user_id: UserId,
        made_at: DateTime<Utc>,
    }
}

/// Cancels the case's booked meeting when its referral is withdrawn. The caller writes the entry of the withdrawal.
pub async fn cancel_for_withdrawal(
    tx: &crate::db::WriteTx,
    case: &crate::cases::policy::CaseFacts,
) -> Result<(), crate::kernel::error::AppError> {
    use crate::db::Tx;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
    team_meeting::Entity::update_many()
        .col_expr(team_meeting::Column::Outcome, Expr::value(MeetingOutcome::Cancelled))
        .col_expr(team_meeting::Column::CancelReason, Expr::value(CancelReason::Other))
        .col_expr(team_meeting::Column::OutcomeAt, Expr::value(tx.now()))
        .filter(team_meeting::Column::CaseId.eq(case.id))
        .filter(team_meeting::Column::Outcome.eq(MeetingOutcome::Booked))
        .exec(tx.conn())
        .await?;
    Ok(())
}
