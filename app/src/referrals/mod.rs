//! How a case begins: the registration that a referrer submits. Ends at acceptance to the queue.
//!
//! ```text
//! draft ──► submitted ⇄ completion requested ──► in queue
//!   │            └─────────────┴──► returned │ withdrawn
//!   └──► discarded (by its author, or by itself after 30 days)
//! ```
//!
//! A draft is its author's alone. Once submitted it is a case, with the same id, so that a second press of the button
//! finds what the first one made.
pub mod api;
pub mod content;
pub mod forms;
pub mod pages;
pub mod rules;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod case_store;
#[cfg(feature = "ssr")]
pub mod lists;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(all(test, feature = "ssr"))]
mod policy_table;
#[cfg(feature = "ssr")]
pub mod reading;
#[cfg(feature = "ssr")]
pub mod standing;
#[cfg(feature = "ssr")]
pub mod store;
