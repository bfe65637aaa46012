//! A thing that waits for someone, as the start page lists it.
use crate::kernel::id::CaseId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One row of *Needs you now*. Each room gives its own, for the one who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What to do, in the user's language: "Möte utan gemensam plan".
    pub what: String,
    /// One line more: which team, which day. No names.
    pub detail: String,
    /// The case number with initials, or the name where the user has switched names on and may see them; of a draft whom it
    /// is about, as far as that is typed.
    pub about: String,
    /// The case, where this user may open it: its number leads there.
    pub case: Option<CaseId>,
    /// Where it is done.
    pub href: String,
    /// Whose turn, in words: "du", an agency.
    pub whose: String,
    /// Since when it waits.
    pub since: NaiveDate,
    /// The last day on which it is in time.
    pub due: Option<NaiveDate>,
}

impl Task {
    /// How many days late it is; 0 when it is in time.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        self.due.map_or(0, |due| (today - due).num_days().max(0))
    }
}

/// The latest first, then what has no day and waits, the longest first, then what is due soonest: what waits without a
/// day must not hide behind what is due in two weeks.
pub fn sort(tasks: &mut [Task], today: NaiveDate) {
    tasks.sort_by_key(|t| (-t.days_late(today), t.due.unwrap_or(t.since), t.since));
}

crate::texts! {
    /// Whose turn, when it is the reader's own.
    YOU: "du", "you";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(since: u32, due: Option<u32>) -> Task {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).expect("a day");
        Task {
            what: String::new(),
            detail: String::new(),
            about: since.to_string(),
            case: None,
            href: String::new(),
            whose: String::new(),
            since: day(since),
            due: due.map(day),
        }
    }

    #[test]
    fn late_first_then_what_waits_without_a_day_then_soonest() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let mut tasks = [task(5, None), task(4, None), task(9, Some(25)), task(8, Some(18)), task(7, Some(10))];
        sort(&mut tasks, today);
        assert_eq!(tasks.map(|t| t.about), ["7", "8", "4", "5", "9"]);
    }
}
