//! The key figures and how they are counted. A value that is zero has no key in a breakdown.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts by the code of what they are counted by.
pub type Counts = BTreeMap<String, i64>;

/// A year's key figures, as they are printed and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFigures {
    pub year: i32,
    /// Team meetings with the outcome *held*, in the year (Swedish time) in which their slot begins. A case that met
    /// twice counts twice.
    pub meetings_held: i64,
    /// Held meetings by the gender that the case's referral states.
    pub meetings_held_by_gender: Counts,
    /// Held meetings by the party whose agency referred the case.
    pub meetings_held_by_referring_party: Counts,
    /// Held meetings by the participant's age in whole years on the day of the case's submission.
    pub meetings_held_by_age_at_referral: Counts,
    /// The two together.
    pub meetings_held_by_gender_and_age: BTreeMap<String, Counts>,
    /// Held meetings whose case has an established plan (an imported one: activities).
    pub meetings_with_plan: i64,
    /// Follow-ups at six months that have a result, of cases whose first held meeting was in the year.
    pub plans_followed_up_at_six_months: i64,
    /// The same by result.
    pub six_month_results: Counts,
    /// Lots assignments of cases whose first held meeting was in the year.
    pub lots_by_gender: Counts,
    /// Cases submitted in the year that stand in the queue now; one with a booked meeting does not.
    pub in_queue: i64,
    /// Cases submitted in the year that are returned now.
    pub returned: i64,
    /// Held meetings whose case's consent to SUS is not *yes*.
    pub without_sus_consent: i64,
    /// Placements by the year in which they started. Those stopped before start are not among them.
    pub work_training_started: i64,
    /// The same by the participant's gender.
    pub work_training_started_by_gender: Counts,
    /// The same by the way in.
    pub work_training_started_by_entry: Counts,
    /// Placements stopped before start, by the year in which they were stopped.
    pub work_training_stopped_before_start: i64,
}

/// The age bands in the order in which they are shown.
pub const AGE_BANDS: [&str; 6] = ["under_16", "16-29", "30-49", "50-64", "over_64", UNKNOWN];

/// The band of those whose age is not known.
pub const UNKNOWN: &str = "unknown";

/// The band of an age at submission; none: no identity number.
pub fn age_band(age: Option<i32>) -> &'static str {
    match age {
        None => UNKNOWN,
        Some(..16) => "under_16",
        Some(16..30) => "16-29",
        Some(30..50) => "30-49",
        Some(50..65) => "50-64",
        Some(65..) => "over_64",
    }
}

/// Held meetings of a year that are alike in what one figure is divided by. Each meeting is among those of every way that
/// it belongs to.
#[derive(Clone, Debug)]
pub struct HeldMeetings {
    pub by: HeldBy,
    pub count: i64,
}

/// What held meetings are divided by.
#[derive(Clone, Debug)]
pub enum HeldBy {
    /// The age in years on the day of submission; none: no identity number. These are all meetings, each once.
    GenderAndAge(String, Option<i32>),
    ReferringParty(String),
    WithPlan,
    WithoutSus,
    /// Counted once a case: with the first held meeting that it ever had.
    SixMonthResult(String),
    /// Lots assignments by gender, whatever became of them; once a case, as the result is.
    Lots(String),
}

/// Cases of placements that are alike.
#[derive(Clone, Debug)]
pub struct Started {
    pub gender: String,
    pub entry: String,
    pub count: i64,
}

impl KeyFigures {
    /// Adds up held meetings.
    pub fn add_meetings(&mut self, held: &[HeldMeetings]) {
        for HeldMeetings { by, count } in held {
            let count = *count;
            match by {
                HeldBy::GenderAndAge(gender, age) => {
                    let band = age_band(*age);
                    self.meetings_held += count;
                    add(&mut self.meetings_held_by_gender, gender, count);
                    add(&mut self.meetings_held_by_age_at_referral, band, count);
                    add(self.meetings_held_by_gender_and_age.entry(gender.clone()).or_default(), band, count);
                }
                HeldBy::ReferringParty(party) => add(&mut self.meetings_held_by_referring_party, party, count),
                HeldBy::WithPlan => self.meetings_with_plan += count,
                HeldBy::WithoutSus => self.without_sus_consent += count,
                HeldBy::SixMonthResult(result) => {
                    self.plans_followed_up_at_six_months += count;
                    add(&mut self.six_month_results, result, count);
                }
                HeldBy::Lots(gender) => add(&mut self.lots_by_gender, gender, count),
            }
        }
    }

    /// Adds up placements that started.
    pub fn add_started(&mut self, alike: &[Started]) {
        for s in alike {
            self.work_training_started += s.count;
            add(&mut self.work_training_started_by_gender, &s.gender, s.count);
            add(&mut self.work_training_started_by_entry, &s.entry, s.count);
        }
    }

    /// Every figure as a line: its key, what it is divided by (two at most), its value.
    pub fn lines(&self) -> Vec<(&'static str, String, String, i64)> {
        let mut lines: Vec<(&'static str, String, String, i64)> = Vec::new();
        let mut whole = |key, value| lines.push((key, String::new(), String::new(), value));
        whole("meetings_held", self.meetings_held);
        whole("meetings_with_plan", self.meetings_with_plan);
        whole("plans_followed_up_at_six_months", self.plans_followed_up_at_six_months);
        whole("in_queue", self.in_queue);
        whole("returned", self.returned);
        whole("without_sus_consent", self.without_sus_consent);
        whole("work_training_started", self.work_training_started);
        whole("work_training_stopped_before_start", self.work_training_stopped_before_start);
        let divided = [
            ("meetings_held_by_gender", &self.meetings_held_by_gender),
            ("meetings_held_by_referring_party", &self.meetings_held_by_referring_party),
            ("meetings_held_by_age_at_referral", &self.meetings_held_by_age_at_referral),
            ("six_month_results", &self.six_month_results),
            ("lots_by_gender", &self.lots_by_gender),
            ("work_training_started_by_gender", &self.work_training_started_by_gender),
            ("work_training_started_by_entry", &self.work_training_started_by_entry),
        ];
        for (key, counts) in divided {
            lines.extend(counts.iter().map(|(by, value)| (key, by.clone(), String::new(), *value)));
        }
        for (gender, counts) in &self.meetings_held_by_gender_and_age {
            let key = "meetings_held_by_gender_and_age";
            lines.extend(counts.iter().map(|(band, value)| (key, gender.clone(), band.clone(), *value)));
        }
        lines
    }

    /// The same as CSV for the command line, in codes and in the form in which registers come in: `;` between cells, CRLF.
    /// People get [`table::csv`](super::table::csv).
    pub fn csv(&self) -> String {
        let mut csv = String::from("year;figure;by;and;value\r\n");
        for (key, by, and, value) in self.lines() {
            csv.push_str(&format!("{};{key};{by};{and};{value}\r\n", self.year));
        }
        csv
    }
}

fn add(counts: &mut Counts, key: &str, count: i64) {
    if count != 0 {
        *counts.entry(key.to_owned()).or_default() += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_meet_without_gap() {
        let bands: Vec<_> =
            [None, Some(15), Some(16), Some(29), Some(30), Some(49), Some(50), Some(64), Some(65)].map(age_band).into();
        let expected = ["unknown", "under_16", "16-29", "16-29", "30-49", "30-49", "50-64", "50-64", "over_64"];
        assert_eq!(bands, expected);
        assert!(bands.iter().all(|b| AGE_BANDS.contains(b)));
    }

    #[test]
    fn parts_add_up_to_totals_and_zero_has_no_key() {
        let alike = |by, count| HeldMeetings { by, count };
        let mut f = KeyFigures { year: 2021, ..KeyFigures::default() };
        f.add_meetings(&[
            alike(HeldBy::GenderAndAge("woman".into(), Some(20)), 2),
            alike(HeldBy::GenderAndAge("woman".into(), Some(21)), 1),
            alike(HeldBy::GenderAndAge("man".into(), None), 2),
            alike(HeldBy::ReferringParty("jobbtorg".into()), 5),
            alike(HeldBy::WithPlan, 3),
            alike(HeldBy::WithoutSus, 3),
            alike(HeldBy::SixMonthResult("closer".into()), 2),
            alike(HeldBy::Lots("woman".into()), 1),
            alike(HeldBy::Lots("man".into()), 0),
        ]);
        assert_eq!((f.meetings_held, f.meetings_with_plan, f.without_sus_consent), (5, 3, 3));
        assert_eq!(f.meetings_held_by_gender, Counts::from([("man".into(), 2), ("woman".into(), 3)]));
        assert_eq!(f.meetings_held_by_gender_and_age["woman"]["16-29"], 3);
        assert_eq!(f.plans_followed_up_at_six_months, 2);
        assert_eq!(f.six_month_results, Counts::from([("closer".into(), 2)]));
        assert_eq!(f.lots_by_gender, Counts::from([("woman".into(), 1)]));
        assert!(f.csv().contains("2021;meetings_held_by_gender_and_age;man;unknown;2\r\n"));
    }
}
