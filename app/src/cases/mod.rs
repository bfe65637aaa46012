//! The case: one passage of a participant through the association, from referral to closing.
//!
//! ```text
//! submitted ⇄ completion requested      met ─────────► plan established ──► closed
//!     │              │                   ▲                    │
//!     ├──────────────┴─► returned        │ held               └──► (a new meeting leaves the state as it is)
//!     ├─► withdrawn                      │
//!     └─► in queue ⇄ booked ─────────────┘
//! ```
pub mod rules;
pub mod turn;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod label;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod scope;
#[cfg(feature = "ssr")]
pub mod store;
