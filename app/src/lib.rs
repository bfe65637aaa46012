//! FINSAM teams: the application, one room per noun that its users say. See ARCHITECTURE.md.
#![recursion_limit = "256"]

#[macro_use]
pub mod kernel;
pub mod access;
pub mod accounts;
pub mod audit;
#[cfg(feature = "ssr")]
pub mod db;
#[cfg(feature = "ssr")]
pub mod installation;
pub mod organisation;
pub mod routes;
pub mod teams;
pub mod ui;
pub mod work;

pub use routes::App;
