//! What the pages about follow-ups read.
use super::rules::{FollowUpResult, Hindrance};
use crate::{
    cases::api::CaseHeading,
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
    /// It wants a new meeting, which the reader may book or decide against.
    pub may_book_or_decline: bool,
    /// Imported, and nobody has taken the case up yet: it is nobody's late work.
    pub dormant: bool,
    /// The case is over: what is not done will not be.
    pub over: bool,
}

/// What a follow-up found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub on: NaiveDate,
    pub by: String,
    pub result: Option<FollowUpResult>,
    pub needs_lots: bool,
    pub needs_meeting: bool,
    pub needs_training: bool,
    pub meeting_declined_on: Option<NaiveDate>,
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
    pub heading: CaseHeading,
    pub row: FollowUpRow,
    /// Whom to ask: the referrer's name, agency and unit, and e-mail address.
    pub referrer: String,
    pub unit: String,
    pub email: String,
    pub activities: Vec<AskedActivity>,
    /// There is a lots already.
    pub has_lots: bool,
    /// Protected identity, while it is to be done: a lots would not see the case.
    pub protected: bool,
    /// Work training can be asked for, while it is to be done: none is under way, and the participant may be known of there.
    pub may_ask_training: bool,
}

/// An activity that is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedActivity {
    pub ordinal: i32,
    pub text: String,
    pub responsible: Responsible,
    pub due: Option<NaiveDate>,
    pub status: ActivityStatus,
    /// What the participant has told of it on their own page, and nobody has looked at: how it stands, and why.
    pub told: Option<String>,
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
    /// A new meeting is needed, and neither booked nor decided against.
    pub needs_meeting: bool,
    /// Imported, and nobody has taken the case up yet.
    pub dormant: bool,
    /// The case is over.
    pub over: bool,
}

/// The list, and whom it can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpList {
    pub page: Page<ListedFollowUp>,
    /// The association's lots, for coordinators: value and name.
    pub everyone: Vec<(String, String)>,
}

/// What the list is filtered by; from the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUpFilter {
    pub months: String,
    /// `done`, `coming`, `all`, or nothing: those that can be done now.
    pub state: String,
    pub late: bool,
    /// The beginning of a case number.
    pub number: String,
    /// Whose assignment the case has.
    pub lots: String,
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
    number: String,
    lots: String,
    after: Option<String>,
    before: Option<String>,
) -> Result<FollowUpList, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    let filter = FollowUpFilter { months, state, late, number, lots };
    let page = crate::kernel::page::PageRequest { after, before };
    super::reading::list(&db, &actor, &filter, &page).await
}
