//! The use cases of times, bookings and the queue.
use super::{
    rules::{CancelReason, MeetingOutcome},
    store,
};
use crate::{cases::policy::CaseFacts, db::WriteTx, kernel::error::AppError};

/// Cancels the booked meeting of a case that is withdrawn or returned. The caller sets the case's state.
pub async fn cancel_for_withdrawal(tx: &WriteTx, case: &CaseFacts) -> Result<(), AppError> {
    let Some((meeting, _)) = store::booked(tx, case.id).await? else { return Ok(()) };
    let reason = if case.consent.is_none() { CancelReason::ConsentWithdrawn } else { CancelReason::Other };
    store::set_outcome(tx, meeting.id, MeetingOutcome::Cancelled, Some(reason)).await
}

