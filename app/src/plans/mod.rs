//! The joint plan: a goal and activities, each with one responsible party. Revised, never overwritten.
//!
//! ```text
//! written ──(established)──► established ──(revised)──► established, revision + 1
//! ```
pub mod api;
pub mod forms;
pub mod pages;
pub mod revisions;
pub mod rules;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
mod coming;
#[cfg(feature = "ssr")]
pub mod listing;
#[cfg(feature = "ssr")]
pub mod participant;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod reading;
#[cfg(feature = "ssr")]
pub mod scope;
#[cfg(feature = "ssr")]
pub mod sealed;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod tasks;
