//! The use cases of times, bookings and the queue.
mod booking;
mod free;
mod letters;
mod queue;
mod reads;
mod slots;
mod tasks;

pub use booking::{Outcome, Refusal, book, cancel, move_meeting, register};
pub use free::free_slots;
pub use letters::{letter, print};
pub use queue::{MoveRefusal, move_choices, move_in_queue, queue};
pub use reads::{calendar, case_meetings, outcome_choices, slot_page, stand_in_choices, team_choices};
pub use slots::{
    ChangedSlot, NewSlot, SlotRefusal, StandInRefusal, Who, cancel_slot, change_slot, make_slots, stand_in,
};
pub use tasks::tasks;

use super::{
    rules::{CancelReason, MeetingOutcome},
    store,
};
use crate::{
    audit::{Event, EventCode},
    cases::policy::CaseFacts,
    db::WriteTx,
    kernel::error::AppError,
};

/// Cancels the booked meeting of a case that is withdrawn, and gives the event for its entry. The caller sets the state.
pub async fn cancel_for_withdrawal(tx: &WriteTx, case: &CaseFacts) -> Result<Option<Event>, AppError> {
    let Some((meeting, at)) = store::booked(tx, case.id).await? else { return Ok(None) };
    let reason = if case.consent.is_none() { CancelReason::ConsentWithdrawn } else { CancelReason::Other };
    store::set_outcome(tx, meeting.id, MeetingOutcome::Cancelled, Some(reason)).await?;
    Ok(Some(EventCode::MeetingCancelled.with(booking::details_of(&meeting, &at, Some(&reason)))))
}

/// How a list names a case: its number, and whom it is about where the reader may see that.
fn about(number: &str, who: Option<&String>) -> String {
    match who {
        Some(who) => format!("{number} · {who}"),
        None => number.to_owned(),
    }
}
