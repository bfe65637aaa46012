//! Drafts, their submission, and what happens to a referral until it is in the queue.
mod completion;
mod draft;
mod handover;
mod inbox_steps;
mod submit;
mod tasks;

pub(crate) use super::reading::of_broken as read_broken;
pub use completion::{Completion, NotAnswered, answer_completion, answer_form};
pub use draft::{NoDraft, PageTyped, begin, begin_with, delete_old_drafts, discard, draft, keep, my_units};
pub use handover::{NotHandedOver, cases_of_referrer, hand_over, new_referrers};
pub use inbox_steps::{NotReturned, NotTakenOver, accept, ask_completion, return_it, take_over, withdraw};
pub use submit::{Refusal, submit};
pub(crate) use tasks::whose;
pub use tasks::{tasks, waiting};
