//! What the handler's page of the participant's link reads.
use super::rules::{LinkStanding, PreparedPart};
use crate::{
    cases::api::CaseHeading,
    kernel::{error::AppError, id::CaseId},
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The participant's link, for whoever may make one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPage {
    pub heading: CaseHeading,
    /// The latest; none: none was made.
    pub link: Option<LinkRow>,
    /// The case is over: no link can be made.
    pub over: bool,
    /// The participant's identity number is not known, so that nothing would open a link.
    pub unknown: bool,
}

/// A link as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    pub standing: LinkStanding,
    pub made_by: String,
    pub made_at: NaiveDateTime,
    pub until: NaiveDateTime,
    pub used_at: Option<NaiveDateTime>,
    /// Wrong ones, until now.
    pub tries: i32,
    /// What is given to the participant; none: it can't be opened any longer.
    pub secret: Option<LinkSecret>,
}

/// What opens a link, beside the birth date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSecret {
    /// The whole address.
    pub address: String,
    /// The address where a link from paper is typed, and the link to type there.
    pub typed_at: String,
    pub typed: String,
    /// The address as a QR code: the dark squares as one SVG path, and how many squares a side has.
    pub squares: (String, usize),
    /// The six digits.
    pub code: String,
}

/// What a participant has prepared for a meeting and shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    pub part: PreparedPart,
    pub text: String,
    /// The day on which it was written.
    pub on: NaiveDate,
}

/// What has happened with the link since, for a page that is open during a phone call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkNow {
    pub standing: Option<LinkStanding>,
    /// How many answers the participant has signed by their own hand in this case.
    pub signed: u64,
}

/// The participant's link of a case.
#[server(endpoint = "participant-link")]
pub async fn link(id: CaseId) -> Result<LinkPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::link(&db, &actor, id, &crate::ui::request::public_url()?).await
}

/// How it stands now, and how much was signed.
#[server(endpoint = "participant-link-now")]
pub async fn now(id: CaseId) -> Result<LinkNow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::now(&db, &actor, id).await
}
