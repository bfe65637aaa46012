//! Work training: providers, their places with seats, and each participant's way through one.
//!
//! ```text
//! requested ─► information meeting ─► mapping ─► study visit ─► started ─► ended
//!     └───────────────┴──────────────────┴───────────┴──► stopped before start
//! ```
pub mod rules;

#[cfg(feature = "ssr")]
pub mod store;
