//! What the participant's page reads.
use super::rules::{Gender, Language};
use crate::{
    cases::rules::StateCode,
    kernel::{
        error::AppError,
        id::{CaseId, ParticipantId},
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantRow {
    pub id: ParticipantId,
    /// As the latest case says it of which the reader sees more than the shell.
    pub who: WhoRow,
    pub cases: Vec<CaseOfRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoRow {
    pub name: String,
    /// Masked.
    pub identity: Option<String>,
    pub gender: Gender,
    pub language: Language,
    pub interpreter: bool,
    pub accessibility: String,
    pub phone: String,
    pub email: String,
    pub protected: bool,
    /// The case whose words these are, where the reader sees another one that says it otherwise.
    pub as_said_in: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOfRow {
    pub id: CaseId,
    pub number: String,
    pub state: StateCode,
    pub submitted_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRow {
    pub id: ParticipantId,
    pub name: String,
    /// In full.
    pub identity: Option<String>,
}

/// A participant through the cases that the caller may see; the opening is logged.
#[server(endpoint = "participant")]
pub async fn open(id: ParticipantId) -> Result<ParticipantRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::open(&db, &actor, id).await
}

/// The identity number in full; its showing is logged.
#[server(endpoint = "participant-identity")]
pub async fn identity(id: ParticipantId) -> Result<IdentityRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::identity(&db, &actor, id).await
}
