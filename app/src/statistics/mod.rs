//! The year's key figures: who came, who referred them, what came of the plans. Counts, never a case.
//!
//! How each figure is counted is documented beside it in `rules`.
pub mod api;
pub mod pages;
pub mod rules;
pub mod table;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod store;
