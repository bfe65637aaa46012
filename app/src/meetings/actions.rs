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
use crate::participants::{rules::initials, store::participant};
use crate::{access::Actor, cases::policy::CaseFacts, db::WriteTx, kernel::error::AppError};

/// Cancels the booked meeting of a case that is withdrawn or returned. The caller sets the case's state.
pub async fn cancel_for_withdrawal(tx: &WriteTx, case: &CaseFacts) -> Result<(), AppError> {
    let Some((meeting, _)) = store::booked(tx, case.id).await? else { return Ok(()) };
    let reason = if case.consent.is_none() { CancelReason::ConsentWithdrawn } else { CancelReason::Other };
    store::set_outcome(tx, meeting.id, MeetingOutcome::Cancelled, Some(reason)).await
}

/// How a list names a case: its number and initials, or the name for users who chose so; the number alone where the
/// participant must not be seen.
fn about(actor: &Actor, number: &str, person: Option<&participant::Model>) -> String {
    match person {
        Some(p) if actor.shows_names => format!("{number} · {} {}", p.given_name, p.family_name),
        Some(p) => format!("{number} · {}", initials(&p.given_name, &p.family_name)),
        None => number.to_owned(),
    }
}
