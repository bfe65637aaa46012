//! FINSAM teams: the application, one room per noun that its users say. See ARCHITECTURE.md.
#![recursion_limit = "256"]

#[macro_use]
pub mod kernel;
pub mod access;
pub mod accounts;
pub mod audit;
pub mod break_glass;
pub mod cases;
pub mod consents;
pub mod consultations;
#[cfg(feature = "ssr")]
pub mod db;
pub mod follow_ups;
#[cfg(feature = "ssr")]
pub mod installation;
pub mod lots;
pub mod meetings;
pub mod organisation;
pub mod participant_portal;
pub mod participants;
pub mod plans;
pub mod referrals;
pub mod register_import;
pub mod routes;
pub mod statistics;
pub mod teams;
pub mod ui;
pub mod work;
pub mod work_training;

pub use routes::App;
