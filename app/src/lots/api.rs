//! What the pages about lots read.
use super::rules::{AskedAt, AssignmentEnd, AssignmentState};
use crate::{
    cases::api::CaseHeading,
    kernel::{error::AppError, id::CaseId, page::Page},
};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The lots of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotsView {
    pub case: CaseId,
    pub heading: CaseHeading,
    /// The latest first.
    pub rows: Vec<AssignmentRow>,
    pub may_ask: bool,
    pub may_assign: bool,
    /// Assigning takes it from the lots who has it.
    pub hands_over: bool,
    pub may_begin: bool,
    pub may_answer: bool,
    pub may_end: bool,
    /// The reader would ask or assign, and can't: lots don't see cases with protected identity.
    pub protected: bool,
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
    /// Contacts that an imported register counts.
    pub earlier_contacts: i32,
}

/// A row of the list of assignments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedAssignment {
    pub case: CaseId,
    pub label: String,
    pub opens: bool,
    /// Nothing of the case may be shown; the assignment can be ended.
    pub may_only_end: bool,
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
    /// The beginning of a case number.
    pub number: String,
    pub latest_first: bool,
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
    number: String,
    latest_first: bool,
    after: Option<String>,
    before: Option<String>,
) -> Result<AssignmentList, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    let filter = AssignmentFilter { state, lots, number, latest_first };
    let page = crate::kernel::page::PageRequest { after, before };
    super::reading::list(&db, &actor, &filter, &page).await
}
