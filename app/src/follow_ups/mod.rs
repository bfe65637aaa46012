//! What has become of each activity, 2, 6 and 12 months after the meeting.
//!
//! ```text
//! due ──► done (result computed) │ could not be followed up (after three tries)
//! ```
pub mod rules;

#[cfg(feature = "ssr")]
pub mod store;
