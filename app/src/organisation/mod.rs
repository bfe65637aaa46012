//! Associations and what belongs to them: districts, agencies with their parties, units. Administrators change them.
//!
//! ```text
//! in use ⇄ closed      (nothing is deleted: old cases name what is closed)
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
pub mod store;
