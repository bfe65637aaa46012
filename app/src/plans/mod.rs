//! The joint plan: a goal and activities, each with one responsible party. Revised, never overwritten.
//!
//! ```text
//! written ──(established)──► established ──(revised)──► established, revision + 1
//! ```
pub mod rules;

#[cfg(feature = "ssr")]
pub mod store;
