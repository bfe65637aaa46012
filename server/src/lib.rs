//! The server: configuration, sessions, security layers, the router, jobs and the command line.
#![recursion_limit = "256"]

mod address;
pub mod cli;
pub mod client;
pub mod commands;
pub mod config;
pub mod demo;
pub mod document;
pub mod downloads;
pub mod jobs;
pub mod open;
pub mod own_pages;
mod posts;
pub mod private;
pub mod router;
pub mod security;
pub mod sessions;
pub mod telemetry;
pub mod upload;
pub mod waiting;
