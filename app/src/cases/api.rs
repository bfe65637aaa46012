//! What the case pages read.
use super::{
    journey::{JourneyStep, Missing},
    rules::{EndReason, Livelihood, StateCode, Track},
    turn::Turn,
};
use crate::{
    break_glass::api::MarkRow,
    kernel::{
        error::AppError,
        id::{CaseId, ParticipantId, SearchId},
        page::{Page, PageRequest},
    },
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Which cases a list shows. Everything in it may stand in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFilter {
    pub state: Option<StateCode>,
    /// Closed, returned and withdrawn ones too.
    pub over_too: bool,
    pub oldest_first: bool,
    /// A search kept in the session: its words are in no address.
    pub search: Option<SearchId>,
    pub page: PageRequest,
}

/// What a list was searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Searched {
    /// It was not searched.
    #[default]
    No,
    /// These words, which only the one who searched is told.
    For(String),
    /// The search is no longer kept.
    Gone,
}

/// A page of the case list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseList {
    pub page: Page<CaseRow>,
    pub searched: Searched,
}

/// A row of the case list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    pub id: CaseId,
    pub number: String,
    /// Initials, or the name where the user has switched names on; none where no consent is in force.
    pub who: Option<String>,
    pub state: StateCode,
    pub state_since: NaiveDate,
    /// When it meets, where a meeting is booked.
    pub meets_at: Option<NaiveDateTime>,
    pub submitted_on: NaiveDate,
    pub agency: String,
    pub district: Option<String>,
    /// The reader is told that the identity is protected.
    pub protected: bool,
}

/// How much of the case is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    Shell,
    Referral,
    Whole,
}

/// One entry of the timeline, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineRow {
    pub at: NaiveDateTime,
    pub words: String,
    pub by: String,
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    pub on: NaiveDate,
    /// It and the rest for those who see the case as a whole: until the consent has ended with the case.
    pub reason: Option<EndReason>,
    pub livelihood: Vec<Livelihood>,
    pub words: String,
}

/// The case page's own part; the rooms add theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePage {
    pub id: CaseId,
    pub number: String,
    pub shown: Shown,
    /// A consent is in force, and does not name the reader's party.
    pub others_consent: bool,
    /// "Younes A.", with a consent in force or for the referrer.
    pub name: Option<String>,
    /// The reader is told that the identity is protected.
    pub protected: bool,
    pub age: Option<u32>,
    pub participant: Option<ParticipantId>,
    pub lead: Vec<String>,
    pub track: Track,
    pub state: StateCode,
    pub turn: Turn,
    pub my_turn: bool,
    pub dormant: bool,
    /// Why it was moved in the queue, while it waits there.
    pub queue_reason: String,
    /// How it ended, or to those who don't see the case as a whole the day alone.
    pub ended: Option<Ending>,
    /// The way that it has come, and is to go.
    pub journey: Vec<JourneyStep>,
    /// The latest events; the others have a page of their own.
    pub timeline: Vec<TimelineRow>,
    pub more_events: bool,
    pub may_close: MayClose,
    pub may_take_up: bool,
    /// Each time that it was opened without consent.
    pub broken: Vec<MarkRow>,
    pub may_break: bool,
}

/// Whether the case can be closed now, by the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MayClose {
    Yes,
    /// Not before its work training has ended.
    AfterTraining,
    No,
}

/// What the head of a page about a case calls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseHeading {
    pub number: String,
    pub state: StateCode,
    /// "Younes A.", for those who see more than the shell; of nobody with a protected identity.
    pub who: Option<String>,
    /// The reader is told that the identity is protected.
    pub protected: bool,
}

/// What the page that closes a case begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingView {
    pub heading: CaseHeading,
    /// What the case would never have had, as far as the reader is told.
    pub missing: Vec<Missing>,
    /// A consent is in force: what is written now can be read until it has ended with the case.
    pub consented: bool,
}

/// A page of what happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventsPage {
    pub number: String,
    pub page: Page<TimelineRow>,
}

/// A page of the cases that the caller may see.
#[server(endpoint = "cases")]
pub async fn list(filter: CaseFilter) -> Result<CaseList, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::listing::list(&db, &actor, filter).await
}

/// Opens a case: written in the log before it is shown.
#[server(endpoint = "case")]
pub async fn open(id: CaseId) -> Result<CasePage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::opening::open(&db, &actor, id).await
}

/// What happened in a case, as much of it as the caller is told, the latest first.
#[server(endpoint = "case-events")]
pub async fn events(id: CaseId, page: PageRequest) -> Result<EventsPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::opening::events(&db, &actor, id, &page).await
}

/// What closing a case now would leave undone.
#[server(endpoint = "case-closing")]
pub async fn closing(id: CaseId) -> Result<ClosingView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::opening::closing(&db, &actor, id).await
}

/// What the pages below a case that the caller may know of call it.
#[server(endpoint = "case-number")]
pub async fn heading(id: CaseId) -> Result<CaseHeading, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::label::heading_of(&db, &actor, id).await
}
