//! Login, sessions, passwords and profiles.
mod closing;
mod login;
mod password;
mod profile;
pub mod scenarios;
mod sessions;
