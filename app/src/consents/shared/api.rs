//! What the page of what was shared reads.
use crate::{
    access::Role,
    cases::api::CaseHeading,
    kernel::{error::AppError, id::CaseId},
    organisation::rules::Party,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A time in which a party could read the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenFor {
    pub party: Party,
    pub from: NaiveDate,
    /// The last day, past or to come.
    pub until: NaiveDate,
    /// It ended since the participant withdrew it.
    pub withdrawn: bool,
}

/// Those of one office, in one task, who have read the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readers {
    pub role: Role,
    /// The agencies at which they hold it, or the association.
    pub office: String,
    /// They opened it without consent.
    pub without_consent: bool,
    /// Each day once, the latest first.
    pub days: Vec<NaiveDate>,
}

/// What was shared of a case, with whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    pub heading: CaseHeading,
    pub open_for: Vec<OpenFor>,
    pub readers: Vec<Readers>,
}

/// For whom the case was open, and who has read it.
#[server(endpoint = "case-shared")]
pub async fn of_case(id: CaseId) -> Result<Shared, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::shared(&db, &actor, id).await
}
