//! The scan of a signed consent paper: kept with the consent that it shows, opened by those who handle the consents.
//!
//! ```text
//! paper without a scan ──(added)──► scan ──(taken back, for a reason)──► erased; the next one is added as a new one
//! ```
//!
//! A consent stands without its scan: the paper can be in the agency's binder.
pub mod api;
pub mod forms;
pub mod pages;
pub mod rules;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod file;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod store;
