//! The lots and their assignments.
//!
//! ```text
//! asked ──(assigned, accepted)──► accepted ──► active ──► ended
//!   └──(declined)──► asked again, for another lots
//! ```
pub mod rules;

#[cfg(feature = "ssr")]
pub mod store;
