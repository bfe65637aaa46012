//! The participant's permission, for a purpose, to named parties. One record per giving.
//!
//! ```text
//! given ──(withdrawn for a party)──► given, fewer parties ──(withdrawn wholly, or its last day passes)──► not in force
//! ```
pub mod rules;

#[cfg(feature = "ssr")]
pub mod store;
