//! The participant's permission, for a purpose, to named parties. One record per giving.
//!
//! ```text
//! given ──(withdrawn for a party)──► given, fewer parties ──(withdrawn wholly, or its last day passes)──► not in force
//! ```
//!
//! Nothing is switched off at a withdrawal: who may see what is derived from these records at every request.
pub mod api;
pub mod forms;
pub mod pages;
pub mod rules;
pub mod scan;
pub mod shared;
pub mod texts;
pub mod wording;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod tasks;
