//! What the pages of consents read.
use crate::{
    kernel::{error::AppError, id::CaseId},
    organisation::rules::Party,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How a party stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    Yes,
    Withdrawn,
    Expired,
    NotAsked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyConsent {
    pub party: Party,
    pub standing: Standing,
}

/// The consents of a case in one card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentCard {
    pub id: CaseId,
    pub number: String,
    pub parties: Vec<PartyConsent>,
    pub any_in_force: bool,
    pub valid_until: Option<NaiveDate>,
    /// The latest answer; none: not asked.
    pub sus: Option<bool>,
    /// A team meeting is booked.
    pub booked: bool,
    pub may_record: bool,
    pub may_withdraw: bool,
}

/// The consents of a case that the caller may open.
#[server(endpoint = "consent-card")]
pub async fn card(id: CaseId) -> Result<ConsentCard, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::card(&db, &actor, id).await
}
