//! Work training through the real router.
mod people;
pub mod scenarios;
mod scope;
mod together;
mod way;
