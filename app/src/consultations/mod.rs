//! Questions about a situation, without identity: from a referrer to the association's coordinators (`domain.md` 4.1).
//!
//! ```text
//! asked ⇄ answered ──(a referral that was begun from it is submitted)──► converted
//!   └───────┴──(not needed any longer)──► closed
//! ```
//!
//! What is said lies sealed while the question is open. When it is over only that it was asked is left, after 90 days
//! without a change only a number by year.
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
pub mod reading;
#[cfg(feature = "ssr")]
pub mod store;
