//! Opening a case without the participant's consent: with a reason, for an hour, and reviewed by another person.
//!
//! ```text
//! opened ──(an hour passes)──► shut ──(another person signs)──► reviewed: justified, or not
//! ```
//!
//! It changes nothing of what anyone may see or do elsewhere: the case can be read on one page of its own, by the one who
//! gave the reason. Who may see the case is told that it was opened so.
pub mod api;
pub mod forms;
pub mod pages;
pub mod rules;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod store;
