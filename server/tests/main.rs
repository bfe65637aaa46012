//! The server as its users meet it: through the real router, on SQLite and PostgreSQL.
#![allow(clippy::unwrap_used)] // clippy sees tests only in functions marked so
#[allow(dead_code)] // builders stand ready for rooms that come later
mod support;

mod accounts;
mod accounts_admin;
mod audit;
mod break_glass;
mod busy;
mod cases;
mod command_line;
mod consents;
mod consultations;
mod demo;
mod doors;
mod files;
mod follow_ups;
mod forms;
mod housekeeping;
mod lots;
mod meetings;
mod organisation;
mod participant_portal;
mod participants;
mod plans;
mod referrals;
mod register_import;
mod scenarios;
mod security;
mod statistics;
mod teams;
mod work;
mod work_training;
