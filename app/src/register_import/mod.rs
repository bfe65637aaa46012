//! A year of an association's work, taken in from eight CSV files: everything or nothing.
//!
//! ```text
//! files ─► read (cells, types) ─► check (between rows and files) ─► import (one transaction) ─► report
//!              └── up to 100 faults, and nothing is changed ──┘          └ dry run: rolled back
//! ```
//! The format and its rules stand in the `report`, `read` and `check` files. A row that was taken in once is known again by a keyed hash:
//! equal, it is skipped; changed, it is a fault. What is imported sleeps until a coordinator takes it up.
pub mod api;
pub mod codes;
pub mod forms;
pub mod pages;
pub mod report;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
mod cells;
#[cfg(feature = "ssr")]
pub mod check;
#[cfg(feature = "ssr")]
mod intake;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod read;
#[cfg(feature = "ssr")]
pub mod register;
#[cfg(feature = "ssr")]
pub mod runs;
#[cfg(feature = "ssr")]
pub mod slots;
#[cfg(feature = "ssr")]
pub mod store;
