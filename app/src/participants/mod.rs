//! The person the work is for. What identifies them, and what they say, is sealed with a key of their own:
//! forgetting the key is forgetting the person.
//!
//! A participant has no page of their own accord: it opens through a case that the one who asks may see.
pub mod api;
pub mod pages;
pub mod rules;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod sealing;
#[cfg(feature = "ssr")]
pub mod store;
