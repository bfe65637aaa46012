//! Work training through the real router.
pub mod scenarios;
mod scope;
mod together;
mod way;
