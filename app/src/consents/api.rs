//! What the pages of consents read.
use super::{
    rules::{ConsentForm, Purpose},
    scan::api::ScanMark,
    wording::rules::{TextLanguage, TextVersion},
};
use crate::{
    cases::api::CaseHeading,
    kernel::{
        error::AppError,
        id::{CaseId, ConsentId},
    },
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
    /// The last day of what is in force.
    pub until: Option<NaiveDate>,
}

/// One answer of the participant's, as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecord {
    pub id: ConsentId,
    pub purpose: Purpose,
    pub given: bool,
    pub parties: Vec<Party>,
    pub form: ConsentForm,
    /// Which text it was, and in which language; none: it is not known.
    pub text: Option<(TextLanguage, TextVersion)>,
    pub interpreter: bool,
    pub given_on: NaiveDate,
    pub valid_until: NaiveDate,
    pub withdrawn_on: Option<NaiveDate>,
    /// Who recorded it; empty for an imported one.
    pub by: String,
    /// Who heard an oral one: for those who see more than the shell.
    pub heard_by: String,
    /// Whether the signed paper is here; none: it was not given on paper.
    pub scan: Option<ScanMark>,
}

/// The consents of a case in one card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentCard {
    pub id: CaseId,
    pub heading: CaseHeading,
    pub parties: Vec<PartyConsent>,
    pub any_in_force: bool,
    /// The last day that all parties in force have in common; none: each has its own.
    pub valid_until: Option<NaiveDate>,
    /// Parties that were asked for, or answer for an open activity: the coordinator is told when one is withdrawn.
    /// None: the reader does not see the whole case.
    pub concerned: Option<Vec<Party>>,
    /// The latest answer; none: not asked.
    pub sus: Option<bool>,
    /// The same of the survey.
    pub survey: Option<bool>,
    /// Each time that something was said, the latest first.
    pub records: Vec<ConsentRecord>,
    /// A team meeting is booked.
    pub booked: bool,
    pub may_record: bool,
    pub may_withdraw: bool,
    pub may_see_readers: bool,
}

/// The consents of a case that the caller may open.
#[server(endpoint = "consent-card")]
pub async fn card(id: CaseId) -> Result<ConsentCard, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::card(&db, &actor, id).await
}
