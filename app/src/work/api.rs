//! What the start page reads.
use super::rules::Task;
use crate::{kernel::error::AppError, plans::api::ListedActivity};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The start page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartRow {
    /// The hour in Sweden, for the greeting.
    pub hour: u32,
    pub tasks: Vec<Task>,
    /// The next open activities of the own party, for a representative.
    pub coming: Vec<ListedActivity>,
    /// How many there are, those that are not listed too.
    pub coming_count: u64,
}

/// How many things wait for the caller, when they may have become others.
#[server(endpoint = "waiting")]
pub async fn waiting() -> Result<u32, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::count(&db, &actor).await
}

/// What waits for the caller.
#[server(endpoint = "work")]
pub async fn start() -> Result<StartRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::start(&db, &actor).await
}
