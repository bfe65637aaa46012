//! What the pages of questions without identity read.
use super::rules::{AgeBand, ConsultationState, support::Support};
use crate::{
    kernel::{
        error::AppError,
        id::{CaseId, ConsultationId, ReferralId},
        page::{Page, PageRequest},
    },
    organisation::rules::Party,
    ui::form::Options,
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Whom a question describes, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationRow {
    pub id: ConsultationId,
    pub state: ConsultationState,
    /// None: it is over.
    pub age_band: Option<AgeBand>,
    pub district: Option<String>,
    /// Who asked and from where; none: the reader did.
    pub asked_by: Option<String>,
    pub asked_at: NaiveDateTime,
    pub gone_on: NaiveDate,
}

/// The list's filter, as the address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationFilter {
    /// Empty: the open ones; `all`; or the code of a state.
    pub state: String,
    pub latest_first: bool,
}

/// An answer, or what was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRow {
    /// None: the reader.
    pub by: Option<String>,
    /// Where a coordinator is reached; empty for others, and where the account is closed.
    pub email: String,
    pub by_coordinator: bool,
    pub at: NaiveDateTime,
    pub text: String,
    pub supports: Vec<Support>,
}

/// One question with all that is written in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationView {
    pub row: ConsultationRow,
    pub situation: String,
    pub question: String,
    pub parties: Vec<Party>,
    pub entries: Vec<EntryRow>,
    pub may_answer: bool,
    pub may_add: bool,
    pub may_refer: bool,
    pub may_close: bool,
    /// The referral that the reader has begun from it.
    pub draft: Option<ReferralId>,
    /// What it has become, where the reader may see that.
    pub case: Option<CaseId>,
    /// The unit that the question was asked from.
    pub unit: String,
    /// The reader's units.
    pub units: Options,
}

/// What the form of a new question offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewForm {
    pub units: Options,
    pub districts: Options,
}

/// The caller's questions, or the association's for a coordinator: a page of those that the filter leaves.
#[server(endpoint = "consultations")]
pub async fn list(
    #[server(default)] filter: ConsultationFilter,
    #[server(default)] page: PageRequest,
) -> Result<Page<ConsultationRow>, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::list(&db, &actor, &filter, &page).await
}

/// One question.
#[server(endpoint = "consultation")]
pub async fn one(id: ConsultationId) -> Result<ConsultationView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::read(&db, &actor, id).await
}

/// What a new question begins from.
#[server(endpoint = "consultation-form")]
pub async fn form() -> Result<NewForm, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::form(&db, &actor).await
}
