//! The lots and their assignments.
//!
//! ```text
//! asked ──(assigned, accepted)──► accepted ──(begun)──► active ──► ended
//!   ├──(declined)──► asked again, for another lots
//!   └──◄── handed over: the same assignment, for another lots, who answers
//! ```
//! What is not over ends with its case.
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
