//! Team times and the meetings of cases in them.
//!
//! ```text
//! booked ──► held
//!    ├─────► moved      (a new booking takes its place)
//!    └─────► cancelled  (the case is back at its old place in the queue)
//! ```
pub mod rules;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod store;
