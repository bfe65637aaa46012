//! What the pages of work training read.
use super::{
    rules::{Entry, ProviderDetails, Stage, StopReason},
    texts,
};
use crate::{
    cases::{api::CaseHeading, rules::EndReason},
    kernel::{
        error::AppError,
        id::{CaseId, PlaceId, PlacementId, ProviderId, SearchId},
        lang::Text,
        page::{Page, PageRequest},
    },
    ui::form::Options,
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::actions::{listing, lists, reading};

/// A placement as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementLine {
    pub id: PlacementId,
    pub reference: String,
    /// Initials or name; none where no consent is in force.
    pub who: Option<String>,
    pub case: Option<CaseId>,
    pub entry: Entry,
    pub stage: Stage,
    /// The day on which the stage began.
    pub stage_on: NaiveDate,
    pub requested_on: NaiveDate,
    /// "Kök, Grönytan".
    pub place: Option<String>,
    pub hours: Option<i32>,
    /// The last day for the information meeting, where it is still to come.
    pub due: Option<NaiveDate>,
}

/// A place with its seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceRow {
    pub id: PlaceId,
    pub provider: ProviderId,
    pub provider_name: String,
    /// What one does at the provider, where that is known.
    pub trade: String,
    pub name: String,
    pub district: Option<String>,
    pub seats: i32,
    pub free: i32,
    pub waiting: u64,
    pub confirmed_on: Option<NaiveDate>,
    pub closed: bool,
}

/// Who waits, who is in training, which seats are free. Totals count the whole association, whoever reads them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewRow {
    pub waiting: Vec<PlacementLine>,
    pub waiting_total: u64,
    /// How many of them the reader may see: the lists have these.
    pub waiting_seen: u64,
    pub late: u64,
    pub training: Vec<PlacementLine>,
    pub training_total: u64,
    pub training_seen: u64,
    pub places: Vec<PlaceRow>,
    pub information_meeting_days: i32,
    pub may_keep: bool,
}

/// A provider as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderRow {
    pub id: ProviderId,
    pub name: String,
    pub trade: String,
    pub contact_name: String,
    pub phone: String,
    pub places: usize,
    pub seats: i32,
    pub free: i32,
    pub closed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvidersPage {
    pub rows: Vec<ProviderRow>,
    pub may_keep: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderPage {
    pub id: ProviderId,
    pub details: ProviderDetails,
    pub closed: bool,
    pub places: Vec<PlaceRow>,
    pub districts: Options,
    pub may_change: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacePage {
    pub place: PlaceRow,
    pub district: String,
    pub districts: Options,
}

/// What the list of placements is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// A stage, `all`, or empty: those under way.
    pub stage: String,
    pub provider: String,
    pub entry: String,
    /// Those who wait for this place or train there.
    pub place: String,
    /// An order's code; else the longest in their stage first, of those that are over the latest.
    pub order: String,
    /// A search kept in the session: its words are in no address.
    pub search: Option<SearchId>,
    /// Only those without an information meeting in time.
    pub late: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementsPage {
    pub page: Page<PlacementLine>,
    pub providers: Options,
    pub place: Option<String>,
    pub may_keep: bool,
}

/// A change in a placement's timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub at: NaiveDateTime,
    pub what: String,
    pub detail: String,
    pub by: String,
}

/// An opened placement. Without a consent in force `whole` is none: reference, stage and days are all there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementPage {
    pub id: PlacementId,
    pub reference: String,
    /// Whom the page is about: none where the reader sees the shell alone, or is told of a protected identity.
    pub who: Option<String>,
    pub stage: Stage,
    pub requested_on: NaiveDate,
    pub information_meeting_on: Option<NaiveDate>,
    pub mapping_on: Option<NaiveDate>,
    pub study_visit_on: Option<NaiveDate>,
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub due: Option<NaiveDate>,
    pub whole: Option<Whole>,
    pub may_move: bool,
    pub may_end: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    pub name: String,
    pub case: Option<(CaseId, String)>,
    pub entry: Entry,
    pub wishes: String,
    pub requested_by: String,
    pub place: Option<PlaceRow>,
    /// Opens the place and its provider.
    pub may_open_place: bool,
    pub hours: Option<i32>,
    pub end_reason: Option<EndReason>,
    pub stop_reason: Option<StopReason>,
    pub changes: Vec<Change>,
}

/// What the forms of one placement need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPage {
    pub id: PlacementId,
    pub reference: String,
    /// Whom the page is about, as on the placement's own.
    pub who: Option<String>,
    pub stage: Stage,
    /// Stages that it can be moved on to.
    pub next: Options,
    /// The day that the next one must not be before.
    pub not_before: NaiveDate,
    pub place: String,
    pub hours: String,
    /// Open places, with their free seats in words.
    pub places: Options,
}

/// A case's placements on its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePlacementRows {
    /// The reader would ask for work training, and can't: work training does not see cases with protected identity.
    pub protected: bool,
    pub rows: Vec<PlacementLine>,
    pub may_request: bool,
}

/// What the request from a case needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    pub heading: CaseHeading,
    pub activities: Options,
    /// Nothing can be asked for: there is no form.
    pub refused: Option<NotHere>,
}

/// Why work training can't be asked for in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotHere {
    /// Work training does not see cases with protected identity, and the reader is told of it.
    Protected,
    /// The reader is told no reason.
    NotSaid,
}

impl NotHere {
    pub fn words(self) -> Text {
        match self {
            NotHere::Protected => texts::PROTECTED,
            NotHere::NotSaid => texts::NOT_HERE,
        }
    }
}

#[server(endpoint = "work-training")]
pub async fn overview() -> Result<OverviewRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    lists::overview(&db, &actor).await
}

#[server(endpoint = "providers")]
pub async fn providers() -> Result<ProvidersPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    lists::all_providers(&db, &actor).await
}

#[server(endpoint = "provider")]
pub async fn provider(id: ProviderId) -> Result<ProviderPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    lists::one_provider(&db, &actor, id).await
}

#[server(endpoint = "place")]
pub async fn place(id: PlaceId) -> Result<PlacePage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    lists::one_place(&db, &actor, id).await
}

#[server(endpoint = "placements")]
pub async fn placements(#[server(default)] filter: Filter, page: PageRequest) -> Result<PlacementsPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    listing::placements(&db, &actor, filter, page).await
}

#[server(endpoint = "placement")]
pub async fn placement(id: PlacementId) -> Result<PlacementPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    reading::open(&db, &actor, id).await
}

#[server(endpoint = "placement-step")]
pub async fn step(id: PlacementId) -> Result<StepPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    reading::step(&db, &actor, id).await
}

#[server(endpoint = "case-placements")]
pub async fn of_case(case: CaseId) -> Result<CasePlacementRows, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    reading::of_case(&db, &actor, case).await
}

#[server(endpoint = "placement-request")]
pub async fn request_page(case: CaseId) -> Result<RequestRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    reading::request_page(&db, &actor, case).await
}
