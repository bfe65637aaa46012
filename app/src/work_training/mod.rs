//! Work training: providers, their places with seats, and each participant's way through one.
//!
//! ```text
//! requested ─► information meeting ─► mapping ─► study visit ─► started ─► ended
//!     └───────────────┴──────────────────┴───────────┴──► stopped before start
//! ```
//! Stages before the start may be skipped. A seat is taken by who has started, never by who waits.
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
pub mod scope;
#[cfg(feature = "ssr")]
pub mod store;
