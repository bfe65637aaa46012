//! The register as types: what one CSV row says, once it is known to make sense by itself.
use super::codes::{
    ActivityStatus, ConsentForm, Education, EndReason, Entry, FollowUpResult, Gender, Livelihood, LotsStage,
    MeetingForm, Months, Outcome, Responsible, ReturnReason, Stage, Status, SupportBand, Track,
};
use crate::{kernel::identity_number::IdentityNumber, organisation::rules::Party};
use chrono::{DateTime, NaiveDate, Utc};

/// A row with its place in the file and its cells, in the order of the file's columns, for its hash.
#[derive(Clone, Debug)]
pub struct Row<T> {
    pub line: u64,
    pub cells: Vec<String>,
    /// The values of the key columns.
    pub key: String,
    pub is: T,
}

impl<T> std::ops::Deref for Row<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.is
    }
}

/// All eight files.
#[derive(Clone, Debug, Default)]
pub struct Register {
    pub agencies: Vec<Row<Agency>>,
    pub teams: Vec<Row<Team>>,
    pub referrals: Vec<Row<Referral>>,
    pub meetings: Vec<Row<Meeting>>,
    pub activities: Vec<Row<Activity>>,
    pub follow_ups: Vec<Row<FollowUp>>,
    pub lots: Vec<Row<Lots>>,
    pub placements: Vec<Row<Placement>>,
}

impl Register {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.agencies.len()
            + self.teams.len()
            + self.referrals.len()
            + self.meetings.len()
            + self.activities.len()
            + self.follow_ups.len()
            + self.lots.len()
            + self.placements.len()
    }
}

#[derive(Clone, Debug)]
pub struct Agency {
    pub code: String,
    pub name: String,
    pub party: Party,
}

#[derive(Clone, Debug)]
pub struct Team {
    pub code: String,
    pub name: String,
    pub districts: Vec<String>,
}

/// A person as a row tells of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub identity: Option<IdentityNumber>,
    pub given_name: String,
    pub family_name: String,
    pub gender: Gender,
}

#[derive(Clone, Debug)]
pub struct Consent {
    pub on: NaiveDate,
    pub parties: Vec<Party>,
    pub form: ConsentForm,
}

#[derive(Clone, Debug)]
pub struct Referral {
    pub case: String,
    pub submitted_on: NaiveDate,
    pub agency: String,
    pub referrer_email: String,
    pub person: Person,
    pub district: Option<String>,
    pub language: Option<String>,
    pub livelihood: Vec<Livelihood>,
    pub support_band: SupportBand,
    pub education: Education,
    pub parties: Vec<Party>,
    pub question: String,
    pub track: Track,
    pub status: Status,
    pub return_reason: Option<ReturnReason>,
    pub consent: Option<Consent>,
    pub sus_consent: Option<bool>,
    pub closed_on: Option<NaiveDate>,
    pub end_reason: Option<EndReason>,
    pub livelihood_end: Vec<Livelihood>,
}

#[derive(Clone, Debug)]
pub struct Meeting {
    pub case: String,
    pub team: String,
    pub starts_at: DateTime<Utc>,
    pub form: MeetingForm,
    pub outcome: Outcome,
}

#[derive(Clone, Debug)]
pub struct Activity {
    pub case: String,
    pub no: i32,
    pub text: String,
    pub responsible: Responsible,
    pub due_on: Option<NaiveDate>,
    pub status: ActivityStatus,
}

#[derive(Clone, Debug)]
pub struct FollowUp {
    pub case: String,
    pub months: Months,
    pub done_on: Option<NaiveDate>,
    pub result: Option<FollowUpResult>,
}

#[derive(Clone, Debug)]
pub struct Lots {
    pub case: String,
    pub asked_on: NaiveDate,
    pub asked_at: LotsStage,
    pub ended_on: Option<NaiveDate>,
    pub contacts: i32,
}

#[derive(Clone, Debug)]
pub struct Placement {
    pub reference: String,
    pub case: Option<String>,
    pub person: Person,
    pub entry: Entry,
    /// Provider and place.
    pub place: Option<(String, String)>,
    pub requested_on: NaiveDate,
    pub information_meeting_on: Option<NaiveDate>,
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub stage: Stage,
    pub end_reason: Option<EndReason>,
    pub hours_per_week: Option<i32>,
}

/// How many months after the meeting.
pub fn months_number(months: Months) -> i32 {
    match months {
        Months::Two => 2,
        Months::Six => 6,
        Months::Twelve => 12,
    }
}
