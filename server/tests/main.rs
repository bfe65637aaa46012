//! The server as its users meet it: through the real router, on SQLite and PostgreSQL.
#[allow(dead_code)] // builders stand ready for rooms that come later
mod support;

mod accounts;
mod audit;
mod forms;
mod security;
