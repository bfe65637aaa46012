//! Work training through the real router.
mod people;
mod providers;
pub mod scenarios;
mod scope;
mod together;
mod way;
