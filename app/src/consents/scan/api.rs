//! What the pages of a consent's scan read: never the paper itself.
use super::rules::ScanKind;
use crate::{
    cases::api::CaseHeading,
    consents::rules::Purpose,
    kernel::{
        error::AppError,
        id::{CaseId, ConsentId, ScanId},
    },
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Whether a consent on paper has its scan, for the list of consents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanMark {
    pub there: bool,
    pub may_see: bool,
    pub may_add: bool,
}

/// A scan, as a page tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanShown {
    pub id: ScanId,
    pub kind: ScanKind,
    /// In bytes.
    pub size: i32,
    pub added_at: NaiveDateTime,
    pub by: String,
}

/// A consent on paper with its scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanView {
    pub heading: CaseHeading,
    pub purpose: Purpose,
    pub given_on: NaiveDate,
    pub scan: Option<ScanShown>,
    pub may_add: bool,
    /// The paper can be opened, and taken back. It can't by a coordinator without a consent in force.
    pub may_see: bool,
}

/// The scan of a consent on paper, as its pages tell of it.
#[server(endpoint = "consent-scan")]
pub async fn view(case: CaseId, consent: ConsentId) -> Result<ScanView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::view(&db, &actor, case, consent).await
}
