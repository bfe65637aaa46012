//! The lots and their assignments.
//!
//! ```text
//! asked ──(assigned, accepted)──► accepted ──► active ──► ended
//!   └──(declined)──► asked again, for another lots
//! ```
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
