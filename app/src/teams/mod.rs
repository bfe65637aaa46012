//! Teams, their seats, and who held them when.
pub mod rules;

#[cfg(feature = "ssr")]
pub mod store;
