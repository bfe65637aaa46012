//! The person the work is for. What identifies them, and what they say, is sealed with a key of their own:
//! forgetting the key is forgetting the person.
pub mod rules;

#[cfg(feature = "ssr")]
pub mod sealing;
#[cfg(feature = "ssr")]
pub mod store;
