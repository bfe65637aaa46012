//! Associations and what belongs to them: districts, agencies with their parties, units.
pub mod rules;

#[cfg(feature = "ssr")]
pub mod store;
