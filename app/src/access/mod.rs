//! Who is asking, what they may do, and the list of every door into the product.
//!
//! Nothing is done on the strength of an id: a use case loads its subject in its own transaction ([`Loaded`]),
//! asks [`Actor::may`] for a verb, and gets an [`Allowed`] that owns the checked subject.
pub mod actor;
pub mod role;

#[cfg(feature = "ssr")]
pub mod allowed;
#[cfg(feature = "ssr")]
pub mod doors;

pub use actor::{Actor, Grant, SeatHeld};
pub use role::Role;

#[cfg(feature = "ssr")]
pub use allowed::{Allowed, Loaded, Verb, Verdict};
