//! Team times and the meetings of cases in them.
//!
//! ```text
//! booked ──► held
//!    ├─────► moved      (a new booking takes its place)
//!    └─────► cancelled  (the case is back at its old place in the queue)
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
