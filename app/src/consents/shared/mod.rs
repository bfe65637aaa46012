//! What the participant is told of what was shared: for whom the case was open, and who has read it.
pub mod api;
pub mod pages;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
