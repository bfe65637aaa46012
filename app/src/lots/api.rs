//! What the pages about lots read.
use super::rules::{AskedAt, AssignmentEnd, AssignmentState};
use crate::kernel::{error::AppError, id::CaseId, page::Page};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The lots of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotsView {
    pub case: CaseId,
    pub number: String,
    /// The latest first.
    pub rows: Vec<AssignmentRow>,
    pub may_ask: bool,
    pub may_assign: bool,
    pub may_answer: bool,
    pub may_end: bool,
    /// The association's lots, for those who assign: value and name.
    pub everyone: Vec<(String, String)>,
}

/// One assignment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentRow {
    pub stage: AskedAt,
    pub asked_on: NaiveDate,
    pub lots: Option<String>,
    pub state: AssignmentState,
    pub since: NaiveDate,
    pub decline_words: String,
    pub end: Option<(NaiveDate, AssignmentEnd)>,
}

/// A row of the list of assignments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedAssignment {
    pub case: CaseId,
    pub label: String,
    pub opens: bool,
    pub stage: AskedAt,
    pub lots: Option<String>,
    pub state: AssignmentState,
    pub asked_on: NaiveDate,
    pub may_answer: bool,
}

/// The list, and whom it can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentList {
    pub page: Page<ListedAssignment>,
    /// For coordinators.
    pub everyone: Vec<(String, String)>,
}

/// What the list is filtered by; from the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignmentFilter {
    /// A state, `all`, or nothing: those that are not over.
    pub state: String,
    pub lots: String,
}

/// The lots of a case.
#[server(endpoint = "case-lots")]
pub async fn case_lots(id: CaseId) -> Result<LotsView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::reading::of_case(&db, &actor, id).await
}

/// The assignments that the caller's list shows.
#[server(endpoint = "lots")]
pub async fn assignments(
    state: String,
    lots: String,
    after: Option<String>,
    before: Option<String>,
) -> Result<AssignmentList, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    let (filter, page) = (AssignmentFilter { state, lots }, crate::kernel::page::PageRequest { after, before });
    super::reading::list(&db, &actor, &filter, &page).await
}
