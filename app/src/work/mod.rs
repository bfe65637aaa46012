//! The start page: what needs this user now, the latest first, from every room.
pub mod api;
pub mod pages;
pub mod rules;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
