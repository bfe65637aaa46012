//! Referrals: the draft, its submission, and what happens until the case is in the queue.
mod completion;
mod drafts;
pub mod filled;
mod handover;
mod lists;
mod people;
pub mod scenarios;
mod steps;
mod submission;
