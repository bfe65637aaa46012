//! The case: one passage of a participant through the association, from referral to closing.
//!
//! ```text
//! submitted ⇄ completion requested      met ─────────► plan established ──► closed
//!     │              │                   ▲                    │
//!     ├──────────────┴─► returned        │ held               └──► (a new meeting leaves the state as it is)
//!     ├─► withdrawn                      │
//!     └─► in queue ⇄ booked ─────────────┘
//! ```
pub mod api;
pub mod forms;
pub mod journey;
pub mod pages;
pub mod rules;
pub mod texts;
pub mod turn;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
mod ending;
#[cfg(feature = "ssr")]
pub mod label;
#[cfg(feature = "ssr")]
pub mod listing;
#[cfg(feature = "ssr")]
pub mod opening;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod scope;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod tasks;
#[cfg(feature = "ssr")]
pub mod telling;
#[cfg(feature = "ssr")]
pub mod timeline;
#[cfg(feature = "ssr")]
pub mod waking;
