//! What an import tells: what it made, what it knew already, what differs, and what is wrong.
use super::{
    codes::{FollowUpResult, Responsible},
    texts,
};
use crate::{
    kernel::{
        code::Code,
        lang::{Lang, Text},
        swedish,
    },
    organisation::rules::Party,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// What should have stood there, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    text: Text,
    detail: String,
}

impl Expected {
    /// The words with `{}` filled in.
    pub fn with(text: Text, detail: impl Into<String>) -> Self {
        Expected { text, detail: detail.into() }
    }

    pub fn words(&self, lang: Lang) -> String {
        self.text.with(lang, &self.detail)
    }
}

impl From<Text> for Expected {
    fn from(text: Text) -> Self {
        Expected { text, detail: String::new() }
    }
}

/// A fault in the files. Values of personal and free-text columns are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub file: File,
    /// From 1, the names being the first; 0 for the file as a whole.
    pub line: u64,
    pub column: String,
    pub value: String,
    pub expected: Expected,
}

/// So many faults are told in one run.
pub const MOST_FAULTS: usize = 100;

/// Collects faults up to [`MOST_FAULTS`].
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    /// Notes a fault; `value` as it stood, masked here.
    pub fn add(&mut self, file: File, line: u64, column: &str, value: &str, expected: impl Into<Expected>) {
        if !self.full() {
            let fault =
                Fault { file, line, column: column.into(), value: masked(column, value), expected: expected.into() };
            self.list.push(fault);
        }
    }

    /// Whether reading on would tell nothing more.
    pub fn full(&self) -> bool {
        self.list.len() >= MOST_FAULTS
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// File by file, line by line.
    pub fn sorted(mut self) -> Vec<Fault> {
        self.list.sort_by_key(|a| (a.file, a.line));
        self.list
    }
}

const DOTS: &str = "····";
/// Columns whose values may tell who someone is or what was written about them.
const PERSONAL: &[&str] = &["given_name", "family_name", "question", "text", "referrer_email"];
const LONGEST_SHOWN: usize = 60;

/// What may be shown of a value: `19780121-····`, nothing of a name or text, the rest cut to a sensible length.
pub fn masked(column: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    if column == "identity_number" {
        let day: String = value.chars().take(8).collect();
        let is_day = day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit());
        return if is_day && value.len() > 8 { format!("{day}-{DOTS}") } else { DOTS.into() };
    }
    if PERSONAL.contains(&column) || tells_of_a_person(value) {
        return DOTS.into();
    }
    let shown: String = value.chars().filter(|c| !c.is_control()).take(LONGEST_SHOWN).collect();
    if shown.len() < value.len() { format!("{shown}…") } else { shown }
}

/// A value that slipped into another column: an address, or digits enough for an identity or phone number.
fn tells_of_a_person(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let is_time = value.len() == 16 && value.as_bytes()[10].is_ascii_whitespace();
    value.contains('@') || (digits >= 9 && !is_time)
}

crate::codes! {
    /// Something taken in as it stood although it differs from what else is known.
    pub enum DifferenceKind {
        ResponsibleWithoutConsent = "responsible_without_consent", "Samtycket omfattar inte den ansvariga parten, som därför inte kan öppna aktiviteten", "The consent does not name the responsible party, which can therefore not open the activity";
        FollowUpResult = "follow_up_result", "Aktiviteterna skulle ge ett annat resultat än registret", "The activities would give another result than the register";
        OtherPersonData = "other_person_data", "Samma personnummer har andra personuppgifter i en annan rad", "The same identity number has other personal data in another row";
        OtherKnownPerson = "other_known_person", "Förbundet har redan andra personuppgifter för personnumret", "The association has other personal data for this identity number already";
        DistrictWithoutTeam = "district_without_team", "Inget team har området", "No team serves the district";
    }
}

/// A difference, listed case by case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: DifferenceKind,
    pub file: File,
    pub line: u64,
    /// The case's or the placement's reference.
    pub reference: String,
    /// What the register says, as a code.
    pub register: String,
    /// What else is known, as a code.
    pub known: String,
}

/// The outcome of an import or a dry run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub dry_run: bool,
    /// Whether the database is another than before.
    pub changed: bool,
    pub created: BTreeMap<&'static str, u64>,
    pub unchanged: BTreeMap<&'static str, u64>,
    pub differences: Vec<Difference>,
    pub faults: Vec<Fault>,
}

impl Report {
    /// A refusal: nothing was changed.
    pub fn refused(dry_run: bool, faults: Faults) -> Self {
        Report { dry_run, faults: faults.sorted(), ..Report::default() }
    }

    /// As it is printed and shown, in one language.
    pub fn told(&self, lang: Lang) -> Told {
        Told {
            dry_run: self.dry_run,
            changed: self.changed,
            created: self.created.iter().map(|(k, n)| ((*k).to_owned(), *n)).collect(),
            unchanged: self.unchanged.iter().map(|(k, n)| ((*k).to_owned(), *n)).collect(),
            differences: self
                .differences
                .iter()
                .map(|d| ToldDifference {
                    kind: d.kind,
                    file: d.file.name().into(),
                    line: d.line,
                    reference: d.reference.clone(),
                    register: d.register.clone(),
                    known: d.known.clone(),
                    words: d.kind.words().get(lang).into(),
                })
                .collect(),
            errors: self
                .faults
                .iter()
                .map(|f| ToldFault {
                    file: f.file.name().into(),
                    line: f.line,
                    column: f.column.clone(),
                    value: f.value.clone(),
                    expected: f.expected.words(lang),
                })
                .collect(),
        }
    }
}

/// A report in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub dry_run: bool,
    pub changed: bool,
    pub created: BTreeMap<String, u64>,
    pub unchanged: BTreeMap<String, u64>,
    pub differences: Vec<ToldDifference>,
    pub errors: Vec<ToldFault>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldDifference {
    pub kind: DifferenceKind,
    pub file: String,
    pub line: u64,
    pub reference: String,
    pub register: String,
    pub known: String,
    pub words: String,
}

impl ToldDifference {
    /// What the register says and what else is known, in the words of their codes; the command line prints the codes.
    pub fn in_words(&self, lang: Lang) -> (String, String) {
        let words = |codes: &str, of: &dyn Fn(&str) -> Option<Text>| {
            let named = codes.split('|').filter(|c| !c.is_empty());
            let named: Vec<_> = named.map(|c| of(c).map_or(c, |words| words.get(lang))).collect();
            swedish::list(lang, &named)
        };
        match self.kind {
            DifferenceKind::ResponsibleWithoutConsent => {
                let known = words(&self.known, &|c| Party::from_code(c).ok().map(Code::words));
                let known = if known.is_empty() { texts::NOBODY_NAMED.get(lang).to_owned() } else { known };
                (words(&self.register, &|c| Responsible::from_code(c).ok().map(Code::words)), known)
            }
            DifferenceKind::FollowUpResult => {
                let result = |c: &str| FollowUpResult::from_code(c).ok().map(Code::words);
                (words(&self.register, &result), words(&self.known, &result))
            }
            DifferenceKind::OtherPersonData | DifferenceKind::OtherKnownPerson => {
                (words(&self.register, &column), words(&self.known, &column))
            }
            DifferenceKind::DistrictWithoutTeam => (self.register.clone(), self.known.clone()),
        }
    }
}

/// What a column about a person holds.
fn column(name: &str) -> Option<Text> {
    Some(match name {
        "given_name" => texts::COLUMN_GIVEN_NAME,
        "family_name" => texts::COLUMN_FAMILY_NAME,
        "gender" => texts::COLUMN_GENDER,
        _ => return None,
    })
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFault {
    pub file: String,
    pub line: u64,
    pub column: String,
    pub value: String,
    pub expected: String,
}

impl Told {
    /// The report as lines for people: `referrals.csv:8 identity_number: …`.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for e in &self.errors {
            let at = if e.line == 0 { e.file.clone() } else { format!("{}:{}", e.file, e.line) };
            let column = if e.column.is_empty() { String::new() } else { format!(" {}", e.column) };
            let value = if e.value.is_empty() { String::new() } else { format!(" ({})", e.value) };
            lines.push(format!("{at}{column}: {}{value}", e.expected));
        }
        if self.errors.len() >= MOST_FAULTS {
            lines.push(texts::MORE_FAULTS.get(lang).into());
        }
        if !self.errors.is_empty() {
            lines.push(texts::NOTHING_CHANGED.get(lang).into());
            return lines;
        }
        for d in &self.differences {
            lines.push(format!("{}:{} {}: {} ({} / {})", d.file, d.line, d.reference, d.words, d.register, d.known));
        }
        let counts = |m: &BTreeMap<String, u64>| {
            m.iter().filter(|(_, n)| **n > 0).map(|(k, n)| format!("{n} {k}")).collect::<Vec<_>>().join(", ")
        };
        for (text, counts) in [(texts::MADE, counts(&self.created)), (texts::KNOWN, counts(&self.unchanged))] {
            if !counts.is_empty() {
                lines.push(text.with(lang, counts));
            }
        }
        if !self.changed {
            lines.push(texts::NOTHING_CHANGED.get(lang).into());
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_values_are_masked_wherever_they_stand() {
        assert_eq!(masked("identity_number", "19780121-9960"), "19780121-····");
        assert_eq!(masked("identity_number", "Tove"), "····");
        assert_eq!(masked("identity_number", ""), "");
        assert_eq!(masked("given_name", "Tove"), "····");
        assert_eq!(masked("district", "197801219960"), "····");
        assert_eq!(masked("track", "tove@example.se"), "····");
        assert_eq!(masked("starts_at", "2021-03-28 02:30"), "2021-03-28 02:30");
        assert_eq!(masked("status", "mett"), "mett");
        assert_eq!(masked("status", &"x".repeat(70)).chars().count(), 61);
    }

    #[test]
    fn a_difference_is_told_to_people_without_a_code() {
        let told = |kind: DifferenceKind, register: &str, known: &str| {
            let (register, known) = (register.to_owned(), known.to_owned());
            let (file, reference, words) = (String::new(), String::new(), String::new());
            ToldDifference { kind, file, line: 1, reference, register, known, words }.in_words(Lang::Sv)
        };
        use DifferenceKind as K;
        let consent = told(K::ResponsibleWithoutConsent, "health_care", "jobbtorg|social_insurance");
        assert_eq!(consent.1, "Jobbtorg och Försäkringskassan");
        assert_eq!(told(K::ResponsibleWithoutConsent, "health_care", "").1, "ingen part");
        assert_eq!(told(K::OtherPersonData, "given_name|gender", "").0, "förnamn och kön");
        for of in [told(K::FollowUpResult, "all_done", "partly_done"), consent] {
            assert!(!of.0.contains('_') && !of.1.contains('_') && !of.0.is_empty(), "{of:?}");
        }
    }

    #[test]
    fn keys_are_columns_and_faults_stop_at_a_hundred() {
        for file in File::ALL {
            assert!(file.key().iter().all(|k| file.columns().contains(k)));
        }
        let mut faults = Faults::default();
        for line in 0..200 {
            faults.add(File::Lots, 200 - line, "contacts", "x", texts::A_NUMBER);
        }
        let list = faults.sorted();
        assert_eq!(list.len(), MOST_FAULTS);
        assert!(list[0].line < list[99].line);
    }
}
