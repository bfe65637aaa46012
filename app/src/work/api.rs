//! What the start page reads.
use super::rules::Task;
use crate::kernel::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The start page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartRow {
    /// The hour in Sweden, for the greeting.
    pub hour: u32,
    pub tasks: Vec<Task>,
}

/// What waits for the caller.
#[server(endpoint = "work")]
pub async fn start() -> Result<StartRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::start(&db, &actor).await
}
