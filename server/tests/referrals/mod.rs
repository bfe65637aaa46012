//! Referrals: the draft, its submission, and what happens until the case is in the queue.
mod drafts;
pub mod filled;
mod people;
pub mod scenarios;
mod steps;
mod submission;
