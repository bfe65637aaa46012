//! What the page of a run reads.
use super::report::Told;
use crate::kernel::{error::AppError, id::ImportId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunState {
    Checking,
    Checked,
    Importing,
    Done,
}

impl RunState {
    /// Whether it goes on by itself.
    pub fn is_ongoing(self) -> bool {
        matches!(self, RunState::Checking | RunState::Importing)
    }
}

/// A run as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRow {
    pub id: ImportId,
    pub state: RunState,
    pub report: Option<Told>,
    pub done: usize,
    pub total: usize,
}

/// The caller's own run.
#[server(endpoint = "import-run")]
pub async fn run(id: ImportId) -> Result<RunRow, AppError> {
    let (_, actor) = crate::ui::request::asking()?;
    super::runs::show(&actor, id, actor.lang)
}
