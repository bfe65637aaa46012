//! Drafts, their submission, and what happens to a referral until it is in the queue.
mod draft;
mod inbox_steps;
mod submit;
mod tasks;

pub use draft::{begin, delete_old_drafts, discard, draft, keep, my_units};
pub use inbox_steps::{Completion, accept, answer_completion, ask_completion, return_it, take_over, withdraw};
pub use submit::{Refusal, submit};
pub(crate) use tasks::about;
pub use tasks::tasks;
