//! What the pages of openings without consent read.
use super::rules::{GlassReason, Judgement};
use crate::{
    cases::api::CaseHeading,
    kernel::{
        error::AppError,
        id::{CaseId, GlassId},
    },
    plans::api::PlanView,
    referrals::api::ReferralRow,
};
use chrono::NaiveDateTime;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An opening without consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassRow {
    pub id: GlassId,
    /// The number of its case.
    pub number: String,
    pub by: String,
    pub at: NaiveDateTime,
    pub reason: GlassReason,
    /// None: nobody has reviewed it yet.
    pub review: Option<(Judgement, String, NaiveDateTime)>,
}

/// What everyone who may see a case is told of an opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkRow {
    pub by: String,
    pub at: NaiveDateTime,
    pub reviewed: bool,
    /// Why, and what the review found; none: the reader is no coordinator.
    pub why: Option<(GlassReason, Option<Judgement>)>,
}

/// A case as whoever opened it without consent reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BrokenView {
    pub heading: CaseHeading,
    pub name: String,
    pub until: NaiveDateTime,
    /// How the participant is reached; nothing of a protected identity.
    pub phone: String,
    pub email: String,
    pub referral: ReferralRow,
    pub plan: PlanView,
}

/// What the form begins from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakForm {
    pub heading: CaseHeading,
    /// It is open already, until then.
    pub until: Option<NaiveDateTime>,
    /// A consent is in force: there is nothing to break.
    pub consented: bool,
}

/// One opening, for whoever reviews it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewView {
    pub row: GlassRow,
    /// Why, in the words of whoever opened it; none: they are not for the reader.
    pub words: Option<String>,
    /// What the review said; none likewise.
    pub review_words: Option<String>,
    /// When it was read, the first time first.
    pub read_at: Vec<NaiveDateTime>,
    pub may_sign: bool,
    /// The reader opened it.
    pub own: bool,
}

/// What was opened without consent at the association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviews {
    /// The oldest first.
    pub waiting: Vec<GlassRow>,
    pub page: crate::kernel::page::Page<GlassRow>,
}

/// What the form that opens a case without consent begins from.
#[server(endpoint = "break-form")]
pub async fn form(id: CaseId) -> Result<BreakForm, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::form(&db, &actor, id).await
}

/// The case that the caller has opened without consent.
#[server(endpoint = "broken-case")]
pub async fn broken(id: CaseId) -> Result<BrokenView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::read(&db, &actor, id).await
}

/// Openings without consent: those that wait for a review, and a page of the others.
#[server(endpoint = "reviews")]
pub async fn all(#[server(default)] page: crate::kernel::page::PageRequest) -> Result<Reviews, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::reviews(&db, &actor, &page).await
}

/// One of them.
#[server(endpoint = "review")]
pub async fn review(id: GlassId) -> Result<ReviewView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::review(&db, &actor, id).await
}
