//! The longer commands of the command line.
pub mod import;
pub mod report;
