//! What the pages about follow-ups read.
use super::rules::{FollowUpResult, Hindrance};
use crate::{
    kernel::{error::AppError, id::CaseId, page::Page},
    plans::rules::{ActivityStatus, Responsible},
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The follow-ups of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpsView {
    pub case: CaseId,
    pub number: String,
    pub rows: Vec<FollowUpRow>,
}

/// One follow-up, with what was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpRow {
    pub months: i32,
    pub due: NaiveDate,
    pub done: Option<Answered>,
    pub tries: Vec<NaiveDateTime>,
    /// It can be done today, and by the reader.
    pub may_do: bool,
}

/// What a follow-up found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub on: NaiveDate,
    pub by: String,
    pub result: Option<FollowUpResult>,
    pub needs_lots: bool,
    pub needs_meeting: bool,
    pub notes: String,
    pub activities: Vec<AnswerRow>,
}

/// What was answered about one activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRow {
    pub text: String,
    pub status: ActivityStatus,
    pub hindrance: Option<Hindrance>,
}

/// What the form of a follow-up starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpDraft {
    pub case: CaseId,
    pub number: String,
    pub row: FollowUpRow,
    /// Whom to ask: the referrer's name.
    pub referrer: String,
    pub activities: Vec<AskedActivity>,
    /// There is a lots already.
    pub has_lots: bool,
}

/// An activity that is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedActivity {
    pub ordinal: i32,
    pub text: String,
    pub responsible: Responsible,
    pub due: Option<NaiveDate>,
    pub status: ActivityStatus,
}

/// A row of the list of follow-ups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFollowUp {
    pub case: CaseId,
    pub label: String,
    pub opens: bool,
    pub months: i32,
    pub due: NaiveDate,
    pub done_on: Option<NaiveDate>,
    pub result: Option<FollowUpResult>,
    pub needs_meeting: bool,
}

/// What the list is filtered by; from the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUpFilter {
    pub months: String,
    /// `done`, `coming`, `all`, or nothing: those that can be done now.
    pub state: String,
    pub late: bool,
}

/// The follow-ups of a case.
#[server(endpoint = "case-follow-ups")]
pub async fn case_follow_ups(id: CaseId) -> Result<FollowUpsView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::reading::of_case(&db, &actor, id).await
}

/// What the form of a follow-up starts from.
#[server(endpoint = "follow-up")]
pub async fn follow_up(id: CaseId, months: i32) -> Result<FollowUpDraft, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::reading::draft(&db, &actor, id, months).await
}

/// The follow-ups that the caller's list shows.
#[server(endpoint = "follow-ups")]
pub async fn follow_ups(
    months: String,
    state: String,
    late: bool,
    after: Option<String>,
    before: Option<String>,
) -> Result<Page<ListedFollowUp>, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    let (filter, page) = (FollowUpFilter { months, state, late }, crate::kernel::page::PageRequest { after, before });
    super::reading::list(&db, &actor, &filter, &page).await
}
