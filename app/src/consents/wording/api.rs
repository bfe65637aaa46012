//! What the pages of the texts read.
use super::rules::{ConsentText, TextLanguage, TextVersion};
use crate::{
    cases::api::CaseHeading,
    consents::rules::Purpose,
    kernel::{
        error::AppError,
        id::{CaseId, ConsentId},
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A text to read, with the Swedish one where it is a translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub text: ConsentText,
    /// What it translates; none: it is the Swedish text itself.
    pub swedish: Option<ConsentText>,
    /// The version of the Swedish text in use, where this one translates an earlier one.
    pub behind: Option<TextVersion>,
    /// A translation that no professional has checked, for whoever reads it to somebody.
    pub unchecked: bool,
}

/// The very text that one consent was given to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedTo {
    pub heading: CaseHeading,
    pub given: bool,
    pub given_on: NaiveDate,
    /// None: the register that the consent came from does not say which text it was.
    pub reading: Option<Reading>,
}

/// Whether a translation was checked by a professional.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// It is what the others translate.
    NotNeeded,
    Lacking,
    Done {
        by: String,
        on: NaiveDate,
    },
}

/// A text as its administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRow {
    pub purpose: Purpose,
    pub language: TextLanguage,
    pub version: TextVersion,
    /// Who made it and when; none: it came with the product.
    pub made: Option<(String, NaiveDate)>,
    pub check: Check,
    /// It translates an earlier Swedish text than the one in use.
    pub behind: bool,
}

/// One text with its earlier versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPage {
    pub row: TextRow,
    pub reading: Reading,
    /// This is the one in use.
    pub in_use: bool,
    /// Every version, the latest first.
    pub versions: Vec<TextRow>,
}

/// The text in use for this purpose in this language.
#[server(endpoint = "consent-text")]
pub async fn text(purpose: Purpose, language: TextLanguage) -> Result<Reading, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::text(&db, &actor, purpose, language).await
}

/// The text that a consent of a case was given to. Opening it is opening the case.
#[server(endpoint = "consent-agreed-to")]
pub async fn of_consent(case: CaseId, consent: ConsentId) -> Result<AgreedTo, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::agreed_to(&db, &actor, case, consent).await
}

/// The texts in use, by purpose and language.
#[server(endpoint = "consent-texts")]
pub async fn texts() -> Result<Vec<TextRow>, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::all(&db, &actor).await
}

/// One text: that version, or the one in use.
#[server(endpoint = "consent-text-versions")]
pub async fn versions(
    purpose: Purpose,
    language: TextLanguage,
    #[server(default)] version: Option<TextVersion>,
) -> Result<TextPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::versions(&db, &actor, purpose, language, version).await
}
