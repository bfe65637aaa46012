//! Users, how they log in, and their sessions.
//!
//! ```text
//! one-time password ──(first login)──► own password ──► session (idle 30 min, at most 12 h) ──► ended
//! ```
pub mod api;
pub mod forms;
pub mod pages;
pub mod rules;
pub mod texts;
pub mod users;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod housekeeping;
#[cfg(feature = "ssr")]
pub mod kept_forms;
#[cfg(feature = "ssr")]
pub mod searches;
#[cfg(feature = "ssr")]
pub mod sessions;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod submissions;
#[cfg(feature = "ssr")]
pub mod throttle;
