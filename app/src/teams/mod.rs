//! Teams, their seats, and who held them when.
//!
//! ```text
//! a seat: vacant ⇄ held by one representative (from – until), with any number of substitutes
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
