//! The texts that participants agree to, as versions: made, and never changed in place.
//!
//! ```text
//! shipped 2026-1 ──(a new Swedish text)──► 2026-2, its translations behind until each is made anew
//! translation 2026-1 ──(a better wording)──► 2026-1.2
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
pub mod shipped;
#[cfg(feature = "ssr")]
pub mod store;
