//! Login, sessions, passwords and profiles.
mod login;
mod password;
mod profile;
mod sessions;
