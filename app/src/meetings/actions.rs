//! The use cases of times, bookings and the queue.
mod attendance;
mod booking;
mod free;
mod letters;
mod queue;
mod reads;
mod slots;
mod tasks;
mod telling;

pub use attendance::{correct_attendance, held_attendance};
pub use booking::{Outcome, Refusal, book, cancel, move_meeting, register};
pub use free::free_slots;
pub(crate) use letters::{Coming, coming_to};
pub use letters::{letter, print};
pub use queue::{MoveRefusal, move_choices, move_in_queue, queue};
pub use reads::{calendar, case_meetings, outcome_choices, slot_page, stand_in_choices, team_choices};
pub use slots::{
    ChangedSlot, NewSlot, SlotRefusal, StandInRefusal, Who, cancel_slot, change_slot, make_slots, stand_in,
};
pub use tasks::tasks;

use super::{
    rules::{CancelReason, MeetingOutcome},
    store::{self, outcome::set_outcome},
};
use crate::{
    audit::{Event, EventCode},
    cases::{label::Whom, policy::CaseFacts},
    db::{Tx, WriteTx},
    kernel::{error::AppError, id::UserId},
};
use chrono::TimeDelta;

/// Cancels the booked meeting of a case that is withdrawn, and gives the event for its entry. The caller sets the state.
pub async fn cancel_for_withdrawal(tx: &WriteTx, case: &CaseFacts) -> Result<Option<Event>, AppError> {
    let Some((meeting, at)) = store::booked(tx, case.id).await? else { return Ok(None) };
    let reason = if case.consent.is_none() { CancelReason::ConsentWithdrawn } else { CancelReason::Other };
    set_outcome(tx, meeting.id, MeetingOutcome::Cancelled, Some(reason)).await?;
    Ok(Some(EventCode::MeetingCancelled.with(booking::details_of(&meeting, &at, Some(&reason)))))
}

/// Whether someone who is to come to the case's booked meeting is expected at another then. The caller has locked the
/// calendar, before any other lock.
pub async fn is_elsewhere_then(tx: &WriteTx, case: &CaseFacts, user: UserId) -> Result<bool, AppError> {
    let Some((_, at)) = store::booked(tx, case.id).await? else { return Ok(false) };
    let until = at.starts_at + TimeDelta::minutes(i64::from(at.minutes));
    Ok(until > tx.now() && store::clash::is_elsewhere(tx, case.association, user, &at).await?)
}

/// How a list names a case: its number, and whom it is about where the reader may see that.
fn about(number: &str, whom: Option<&Whom>) -> String {
    match whom {
        Some(whom) => format!("{number} · {}", whom.name),
        None => number.to_owned(),
    }
}
