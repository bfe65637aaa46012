//! What the pages about plans and activities read.
use super::{
    revisions::Change,
    rules::{ActivityStatus, DecisionOutcome, GoalKind, Responsible},
};
use crate::{
    cases::api::CaseHeading,
    kernel::{
        error::AppError,
        id::{ActivityId, CaseId},
        page::Page,
    },
    organisation::rules::Party,
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The joint plan of a case as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    pub case: CaseId,
    pub heading: CaseHeading,
    /// Somebody has begun to write it.
    pub written: bool,
    pub goal_kind: Option<GoalKind>,
    pub goal: String,
    pub own_words: String,
    /// Counts the changes: a form gives it back, so that two can't overwrite each other.
    pub revision: i32,
    /// The day, and by whom.
    pub established: Option<(NaiveDate, String)>,
    pub has_revisions: bool,
    pub activities: Vec<ActivityRow>,
    pub may_write: bool,
    pub may_establish: bool,
}

/// One activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityRow {
    pub id: ActivityId,
    /// Its number in the plan, by which the case's events name it.
    pub number: i32,
    pub text: String,
    pub responsible: Responsible,
    /// Agency and unit, in words.
    pub place: String,
    /// The value of the form's field for it.
    pub place_value: String,
    pub person: String,
    pub due: Option<NaiveDate>,
    pub status: ActivityStatus,
    pub status_on: NaiveDate,
    pub reason: String,
    /// The participant has marked it so themself, and nobody who follows it up has looked at it since.
    pub told_by_participant: bool,
    pub needs_decision: bool,
    pub asked_on: Option<NaiveDate>,
    pub outcome: Option<DecisionOutcome>,
    pub decided_on: Option<NaiveDate>,
    /// The consent in force names the responsible party, or no party answers for it.
    pub named: bool,
    pub may_mark: bool,
}

/// What the form of an activity starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityDraft {
    pub heading: CaseHeading,
    pub revision: i32,
    pub activity: Option<ActivityRow>,
    /// Agencies and their units, as the form offers them: party by party.
    pub places: Vec<(Party, Vec<(String, String)>)>,
}

/// One activity, for the one who marks it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkView {
    pub heading: CaseHeading,
    pub activity: ActivityRow,
    pub may_open_case: bool,
}

/// What the plan was before a change: who changed it when, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionRow {
    pub at: NaiveDateTime,
    pub by: String,
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionsView {
    pub heading: CaseHeading,
    pub rows: Vec<RevisionRow>,
}

/// The plan as a letter to the participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLetter {
    pub association: String,
    pub participant: String,
    /// The letter is written in English for who prefers it, else in Swedish.
    pub in_english: bool,
    pub today: NaiveDate,
    /// The coordinator whose name stands under it, if there is one.
    pub signed: Option<String>,
    /// After how many months the next follow-up is; none: all are done.
    pub followed_up_after: Option<i32>,
    /// Where the participant calls; empty where the team that the case met has no number.
    pub phone: String,
    pub plan: PlanView,
}

/// A row of the list of activities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedActivity {
    pub id: ActivityId,
    pub case: CaseId,
    pub number: String,
    pub who: Option<String>,
    pub opens: bool,
    pub text: String,
    pub responsible: Responsible,
    pub due: Option<NaiveDate>,
    pub status: ActivityStatus,
}

/// What the list of activities is filtered by; from the address, so anything may stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityFilter {
    /// `all`, a status, or nothing: those that are open.
    pub status: String,
    pub late: bool,
    /// A party's code.
    pub party: String,
    /// The team that the case meets.
    pub team: String,
    /// The beginning of a case number.
    pub number: String,
}

/// The list, and what it can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityList {
    pub page: Page<ListedActivity>,
    /// The association's teams, for coordinators: value and name.
    pub teams: Vec<(String, String)>,
    /// The parties whose activities the reader's list can hold, where there is more than one.
    pub parties: Vec<Party>,
}

/// The joint plan of a case.
#[server(endpoint = "plan")]
pub async fn plan(id: CaseId) -> Result<PlanView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::reading::plan(&db, &actor, id).await
}

/// What the form of a new activity, or of one to change, starts from.
#[server(endpoint = "activity-form")]
pub async fn activity_form(id: CaseId, activity: Option<ActivityId>) -> Result<ActivityDraft, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::reading::activity_form(&db, &actor, id, activity).await
}

/// One activity, for the one who marks it.
#[server(endpoint = "activity")]
pub async fn activity(id: CaseId, activity: ActivityId) -> Result<MarkView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::reading::activity(&db, &actor, id, activity).await
}

/// How the plan has changed since it was established.
#[server(endpoint = "plan-revisions")]
pub async fn revisions(id: CaseId) -> Result<RevisionsView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::reading::revisions(&db, &actor, id).await
}

/// The plan as a letter; noted in the log before it is given.
#[server(endpoint = "plan-letter")]
pub async fn letter(id: CaseId) -> Result<PlanLetter, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::reading::letter(&db, &actor, id).await
}

/// The activities that the caller's list shows.
#[server(endpoint = "activities")]
pub async fn activities(
    status: String,
    late: bool,
    party: String,
    team: String,
    number: String,
    after: Option<String>,
    before: Option<String>,
) -> Result<ActivityList, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    let filter = ActivityFilter { status, late, party, team, number };
    let page = crate::kernel::page::PageRequest { after, before };
    super::listing::list(&db, &actor, &filter, &page).await
}
