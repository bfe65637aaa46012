//! The participant's own way in, without an account (`domain.md` section 7).
//!
//! A handler makes a link for one case and gives it to the participant, and by another way a code of six digits. With the
//! birth date and the code it opens once:
//!
//! ```text
//! open ──(birth date and code)──► used, and a session of 15 minutes begins
//!   ├──(five wrong tries)──► dead
//!   ├──(a handler ends it, or makes another)──► ended, and its session with it
//!   └──(72 hours)──► over
//! ```
//!
//! The participant's pages are made by the server alone: a phone has nothing to fetch but the page and a small style, and
//! nothing of them comes into the client. [`guests`] is the guard: a [`Guest`](guests::Guest) is one case's participant, and
//! every deed asks for one.
pub mod api;
pub mod forms;
pub mod pages;
pub mod rules;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod guests;
#[cfg(feature = "ssr")]
pub mod own_pages;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod preparation;
#[cfg(feature = "ssr")]
pub mod said;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod tokens;
