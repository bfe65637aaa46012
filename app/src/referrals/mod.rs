//! How a case begins: the registration that a referrer submits. Ends at acceptance to the queue.
//!
//! ```text
//! draft ──► submitted ⇄ completion requested ──► in queue
//!   │            └─────────────┴──► returned │ withdrawn
//!   └──► discarded
//! ```
pub mod rules;
