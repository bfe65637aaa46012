//! What the papers of a meeting say: the letter to the participant, and what the team needs.
use super::SlotRow;
use crate::{
    kernel::{
        error::AppError,
        id::{CaseId, SlotId},
    },
    meetings::rules::MeetingForm,
    organisation::rules::Party,
    participant_portal::api::Prepared,
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the letter to the participant says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterView {
    pub number: String,
    /// The reader is told that the identity is protected: for the page around the letter, not for the letter.
    pub protected: bool,
    pub association: String,
    pub team: String,
    pub to: String,
    /// The letter is written in English for who prefers it, else in Swedish.
    pub in_english: bool,
    pub today: NaiveDate,
    pub at: NaiveDateTime,
    pub minutes: i32,
    pub form: MeetingForm,
    pub place: String,
    /// The parties that come, all of them named in the consent.
    pub parties: Vec<Party>,
    pub referrer: String,
    pub interpreter: bool,
    pub signed: String,
    /// Where the participant calls; empty where the team has no number.
    pub phone: String,
}

/// What a meeting needs of one case, on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedCase {
    pub number: String,
    pub name: String,
    /// The reader is told that the identity is protected.
    pub protected: bool,
    pub question: String,
    pub own_words: String,
    pub own_goal: String,
    pub tried: String,
    /// The parties asked for that the consent in force names.
    pub parties: Vec<Party>,
    /// The parties asked for that it does not name.
    pub unconsented: Vec<Party>,
    /// Involved parties with their handler, empty where none is named.
    pub involved: Vec<(Party, String)>,
    pub referrer: String,
    pub interpreter: Option<String>,
    /// What is needed to take part; empty: nothing is said.
    pub accessibility: String,
    /// What the participant shares before the meeting.
    pub prepared: Vec<Prepared>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintView {
    pub slot: SlotRow,
    pub cases: Vec<PrintedCase>,
    pub printed: NaiveDate,
}

/// The letter to the participant; the printing is written in the log first.
#[server(endpoint = "meeting-letter")]
pub async fn letter(case: CaseId) -> Result<LetterView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    crate::meetings::actions::letter(&db, &actor, case).await
}

/// What a team time needs on paper; the printing is written in the log of each case first.
#[server(endpoint = "slot-print")]
pub async fn slot_print(id: SlotId) -> Result<PrintView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    crate::meetings::actions::print(&db, &actor, id).await
}
