//! Administering users: who they are, which tasks they hold and where, how they get in, when they leave.
//!
//! ```text
//! not opened ──(one-time password, 72 h)──► first login ──► can log in ──► closed (nothing live in their name)
//!     ▲ imported, or the password ran out                       ▲────────────┘ opened again, with a new one-time password
//! ```
pub mod api;
pub mod forms;
pub mod pages;
pub mod rules;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod closing;
#[cfg(feature = "ssr")]
pub mod command_line;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
mod reading;
#[cfg(feature = "ssr")]
pub mod shown_once;
#[cfg(feature = "ssr")]
pub mod store;
