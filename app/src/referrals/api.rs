//! What the pages of referrals read.
use super::rules::{DraftStep, Exception, ReturnReason, WhoseReferral};
use crate::{
    cases::{
        api::{CaseHeading, Searched},
        rules::{Education, Livelihood, StateCode, SupportBand, Track},
        turn::Whose,
    },
    kernel::{
        error::AppError,
        id::{CaseId, ParticipantId, ReferralId, SearchId, UserId},
        page::{Page, PageRequest},
    },
    meetings::rules::MeetingForm,
    organisation::rules::Party,
    participants::rules::{Gender, Language},
    ui::form::Pairs,
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A draft as its author's pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    pub id: ReferralId,
    pub unit: String,
    pub party: Party,
    pub may_submit: bool,
    pub values: Pairs,
    /// What each page carries along: what it was made with.
    pub seen: Vec<(DraftStep, String)>,
    pub districts: Vec<(String, String)>,
    pub missing: Vec<MissingRow>,
}

/// What a draft's address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftFound {
    Draft(Box<DraftRow>),
    /// It has been submitted: the case that it has become.
    Submitted(CaseId),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingRow {
    pub step: DraftStep,
    pub field: String,
    pub text: String,
    /// The same as it stands away from its field.
    pub alone: String,
    /// What is there does not do: its page says so beside the field.
    pub failed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyDraftRow {
    pub id: ReferralId,
    /// Initials, or the name where the author has switched names on; none until one is typed.
    pub who: Option<String>,
    /// The author has said that the identity is protected.
    pub protected: bool,
    pub unit: String,
    pub begun_at: NaiveDateTime,
    pub changed_at: NaiveDateTime,
    pub gone_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MineRow {
    pub id: CaseId,
    pub number: String,
    pub who: Option<String>,
    /// The reader is told that the identity is protected.
    pub protected: bool,
    pub state: StateCode,
    pub submitted_on: NaiveDate,
    pub whose: Whose,
    pub meeting: Option<NaiveDateTime>,
    /// Where it is a colleague's.
    pub referrer: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyReferrals {
    pub drafts: Vec<MyDraftRow>,
    /// There are older ones than those listed.
    pub more_drafts: bool,
    pub submitted: Page<MineRow>,
    pub searched: Searched,
}

/// The inbox, a page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxList {
    pub page: Page<InboxRow>,
    pub searched: Searched,
}

/// Which of the own and the unit's referrals are shown. Everything in it may stand in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MineFilter {
    pub state: Option<StateCode>,
    /// Only those under way.
    pub live: bool,
    pub whose: Option<WhoseReferral>,
    pub oldest_first: bool,
    pub search: Option<SearchId>,
    pub page: PageRequest,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxFilter {
    pub party: Option<Party>,
    pub state: Option<StateCode>,
    pub search: Option<SearchId>,
    pub page: PageRequest,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    pub id: CaseId,
    pub number: String,
    pub who: Option<String>,
    /// The reader is told that the identity is protected.
    pub protected: bool,
    pub party: Party,
    pub agency: String,
    pub state: StateCode,
    pub submitted_on: NaiveDate,
    pub consented: Vec<Party>,
    pub exceptions: Vec<Exception>,
    pub doubled: bool,
    pub days_late: i64,
    pub due: Option<NaiveDate>,
}

/// What a referral says, to those who may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentRow {
    /// Whose page the reader may open.
    pub participant: Option<ParticipantId>,
    pub name: String,
    pub age: Option<i32>,
    pub gender: Gender,
    pub district: Option<String>,
    pub language: Language,
    pub interpreter: bool,
    pub accessibility: String,
    pub livelihood: Vec<Livelihood>,
    pub support_band: SupportBand,
    pub education: Education,
    pub involved: Vec<(Party, String)>,
    pub asked_for: Vec<Party>,
    pub tried: String,
    pub question: String,
    pub own_words: String,
    pub own_goal: String,
    pub meeting_form: Option<MeetingForm>,
    pub exceptions: Vec<Exception>,
    pub exception_reason: String,
    pub return_words: String,
    pub withdrawal_words: String,
    pub completions: Vec<CompletionRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletionRow {
    pub asked_at: NaiveDateTime,
    pub question: String,
    pub answered_at: Option<NaiveDateTime>,
    pub answer: String,
}

/// The referral as the case's page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralRow {
    pub id: CaseId,
    pub number: String,
    pub state: StateCode,
    pub track: Track,
    pub referrer: String,
    /// Where they are reached; empty where the account is closed.
    pub email: String,
    pub unit: String,
    pub party: Party,
    pub return_reason: Option<ReturnReason>,
    /// None: not to be shown without a consent in force.
    pub content: Option<ContentRow>,
    /// Other live cases of the same person: for coordinators only.
    pub duplicates: Vec<(CaseId, String)>,
    pub booked: bool,
    pub may_ask: bool,
    pub may_answer: bool,
    pub may_accept: bool,
    pub may_return: bool,
    pub may_withdraw: bool,
    pub may_take_over: bool,
    pub may_hand_over: bool,
}

/// What the page of an answer to the coordinator shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRow {
    pub id: CaseId,
    pub heading: CaseHeading,
    pub asked: String,
    /// A question waits.
    pub is_open: bool,
    pub identity_unknown: bool,
    pub values: Pairs,
    pub districts: Vec<(String, String)>,
}

/// Who can take a case over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewReferrers {
    pub id: CaseId,
    pub heading: CaseHeading,
    pub is_live: bool,
    pub referrer: UserId,
    pub referrer_name: String,
    /// The present one's account is closed.
    pub is_closed: bool,
    /// So many others could take it over, were their accounts opened.
    pub not_opened: usize,
    pub choices: Vec<(String, String)>,
}

/// A live case of a referrer's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOfReferrer {
    pub id: CaseId,
    pub number: String,
    pub who: Option<String>,
    /// The reader is told that the identity is protected.
    pub protected: bool,
    pub state: StateCode,
    pub submitted_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasesOfReferrer {
    pub name: String,
    pub cases: Page<CaseOfReferrer>,
}

/// What the caller answers the coordinator's question with.
#[server(endpoint = "answer-form")]
pub async fn answer_form(id: CaseId) -> Result<AnswerRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::answer_form(&db, &actor, id).await
}

/// Who can take over a case of the caller's association.
#[server(endpoint = "new-referrers")]
pub async fn who_can_take_over(id: CaseId) -> Result<NewReferrers, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::new_referrers(&db, &actor, id).await
}

/// The live cases of one referrer.
#[server(endpoint = "cases-of-referrer")]
pub async fn live_of_referrer(id: UserId, page: PageRequest) -> Result<CasesOfReferrer, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::cases_of_referrer(&db, &actor, id, page).await
}

/// The units that the caller refers for.
#[server(endpoint = "referral-units")]
pub async fn my_units() -> Result<Vec<(String, String)>, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::my_units(&db, &actor).await
}

/// A draft of the caller's own, or the case that it has become.
#[server(endpoint = "draft")]
pub async fn draft(id: ReferralId) -> Result<DraftFound, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::draft(&db, &actor, id).await
}

/// The caller's drafts and referrals.
#[server(endpoint = "my-referrals")]
pub async fn mine(#[server(default)] filter: MineFilter) -> Result<MyReferrals, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::lists::mine(&db, &actor, filter).await
}

/// What waits for the coordinators.
#[server(endpoint = "inbox")]
pub async fn inbox(#[server(default)] filter: InboxFilter) -> Result<InboxList, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::lists::inbox(&db, &actor, filter).await
}

/// The referral of a case that the caller may open.
#[server(endpoint = "case-referral")]
pub async fn of_case(id: CaseId) -> Result<ReferralRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::reading::of_case(&db, &actor, id).await
}
