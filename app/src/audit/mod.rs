//! The audit log: what happened, when, by whom and in which task. Append-only, chained, sealed, verifiable.
//!
//! Entries hold ids, codes and times; names and free text are looked up when shown, so that retention can empty them.
pub mod event;

#[cfg(feature = "ssr")]
pub mod append;
#[cfg(feature = "ssr")]
pub mod chain;
#[cfg(feature = "ssr")]
pub mod sealing;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod triggers;
#[cfg(feature = "ssr")]
pub mod verify;

pub use event::{Details, Event, EventCode, SubjectKind};

#[cfg(feature = "ssr")]
pub use append::{Entries, Entry, Subject};
