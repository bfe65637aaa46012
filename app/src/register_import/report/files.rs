//! The eight files: their names, columns and keys.

crate::codes! {
    /// The eight files, in the order in which they are read.
    pub enum File {
        Agencies = "agencies", "myndigheter", "agencies";
        Teams = "teams", "team", "teams";
        Referrals = "referrals", "anmälningar", "referrals";
        Meetings = "meetings", "möten", "meetings";
        Activities = "activities", "aktiviteter", "activities";
        FollowUps = "followups", "uppföljningar", "follow-ups";
        Lots = "lots", "lotsuppdrag", "lots assignments";
        Placements = "placements", "arbetsträningar", "placements";
    }
}

impl File {
    /// The file's name in the folder.
    pub fn name(self) -> &'static str {
        match self {
            File::Agencies => "agencies.csv",
            File::Teams => "teams.csv",
            File::Referrals => "referrals.csv",
            File::Meetings => "meetings.csv",
            File::Activities => "activities.csv",
            File::FollowUps => "followups.csv",
            File::Lots => "lots.csv",
            File::Placements => "placements.csv",
        }
    }

    /// The columns, all of them required, in the order that a row's hash is made in.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            File::Agencies => &["agency_code", "agency_name", "party"],
            File::Teams => &["team_code", "team_name", "districts"],
            File::Referrals => REFERRALS,
            File::Meetings => &["case_ref", "team_code", "starts_at", "form", "outcome"],
            File::Activities => &["case_ref", "no", "text", "responsible", "due_on", "status"],
            File::FollowUps => &["case_ref", "months", "done_on", "result"],
            File::Lots => &["case_ref", "asked_on", "asked_at", "ended_on", "contacts"],
            File::Placements => PLACEMENTS,
        }
    }

    /// The columns by which a row is known again.
    pub fn key(self) -> &'static [&'static str] {
        match self {
            File::Agencies => &["agency_code"],
            File::Teams => &["team_code"],
            File::Referrals => &["case_ref"],
            File::Meetings => &["case_ref", "starts_at"],
            File::Activities => &["case_ref", "no"],
            File::FollowUps => &["case_ref", "months"],
            File::Lots => &["case_ref", "asked_on"],
            File::Placements => &["placement_ref"],
        }
    }
}

const REFERRALS: &[&str] = &[
    "case_ref",
    "submitted_on",
    "agency_code",
    "referrer_email",
    "identity_number",
    "given_name",
    "family_name",
    "gender",
    "district",
    "language",
    "livelihood",
    "support_band",
    "education",
    "parties",
    "question",
    "track",
    "status",
    "return_reason",
    "consent_on",
    "consent_parties",
    "consent_form",
    "sus_consent",
    "closed_on",
    "end_reason",
    "livelihood_end",
];

const PLACEMENTS: &[&str] = &[
    "placement_ref",
    "case_ref",
    "identity_number",
    "given_name",
    "family_name",
    "gender",
    "entry",
    "provider",
    "place",
    "requested_on",
    "information_meeting_on",
    "started_on",
    "ended_on",
    "stage",
    "end_reason",
    "hours_per_week",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::code::Code;

    #[test]
    fn keys_are_columns() {
        for file in File::ALL {
            assert!(file.key().iter().all(|k| file.columns().contains(k)));
        }
    }
}
