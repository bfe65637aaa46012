//! The longer commands of the command line.
pub mod backup;
pub mod import;
mod postgres_tools;
pub mod report;
