//! How a team's seats are held: one representative at a time, shown as vacant when there is none.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// How a seat is held.
    pub enum HolderKind {
        Representative = "representative", "ordinarie", "representative";
        Substitute = "substitute", "ersättare", "substitute";
    }
}

/// Whether one can call what was typed: digits, and what people write between them.
pub fn is_phone(words: &str) -> bool {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    digits >= 6 && words.chars().all(|c| c.is_ascii_digit() || "+-() /".contains(c))
}

/// A time in a seat, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub kind: HolderKind,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

impl Held {
    /// Whether it covers the day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &Held) -> bool {
        self.until.is_none_or(|until| other.from <= until) && other.until.is_none_or(|until| self.from <= until)
    }
}

/// Who fills a seat on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filling {
    Held,
    /// Nobody is representative: since this day, or never was.
    Vacant {
        since: Option<NaiveDate>,
    },
}

/// Whether the seat has a representative on the day; substitutes do not fill it.
pub fn filling(times: &[Held], day: NaiveDate) -> Filling {
    let mut representatives = times.iter().filter(|t| t.kind == HolderKind::Representative);
    if representatives.clone().any(|t| t.covers(day)) {
        return Filling::Held;
    }
    let last = representatives.by_ref().filter_map(|t| t.until).filter(|until| *until < day).max();
    Filling::Vacant { since: last.and_then(|until| until.succ_opt()) }
}

/// Why someone can't take a seat then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatFault {
    /// It would end before it begins.
    Backwards,
    /// Another is representative on some of the days.
    Taken,
}

/// One representative at a time; substitutes as many as the party likes.
pub fn may_sit(times: &[Held], new: &Held) -> Result<(), SeatFault> {
    if new.until.is_some_and(|until| until < new.from) {
        return Err(SeatFault::Backwards);
    }
    let taken = new.kind == HolderKind::Representative
        && times.iter().any(|t| t.kind == HolderKind::Representative && t.overlaps(new));
    if taken { Err(SeatFault::Taken) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use HolderKind::{Representative, Substitute};

    #[test]
    fn a_number_to_call_is_digits_and_what_stands_between_them() {
        for number in ["08-465 004 10", "+46 (0)8 465 004 10", "112 313"] {
            assert!(is_phone(number), "{number}");
        }
        for other in ["ring oss", "08-46", "08-465 004 10 (växel)", ""] {
            assert!(!is_phone(other), "{other}");
        }
    }

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn held(kind: HolderKind, from: &str, until: Option<&str>) -> Held {
        Held { kind, from: d(from), until: until.map(d) }
    }

    #[test]
    fn a_seat_is_vacant_from_the_day_after_its_last_representative() {
        let day = d("2026-11-24");
        assert_eq!(filling(&[], day), Filling::Vacant { since: None });
        let left = held(Representative, "2024-01-01", Some("2026-11-11"));
        assert_eq!(filling(&[left], day), Filling::Vacant { since: Some(d("2026-11-12")) });
        assert_eq!(filling(&[left], d("2026-11-11")), Filling::Held);
        let substitute = held(Substitute, "2024-01-01", None);
        assert_eq!(filling(&[left, substitute], day), Filling::Vacant { since: Some(d("2026-11-12")) });
        let coming = held(Representative, "2026-12-01", None);
        assert_eq!(filling(&[left, coming], day), Filling::Vacant { since: Some(d("2026-11-12")) });
        assert_eq!(filling(&[left, coming], d("2026-12-01")), Filling::Held);
    }

    #[test]
    fn one_representative_at_a_time_and_several_substitutes() {
        let now = held(Representative, "2025-01-01", Some("2026-06-30"));
        let after = held(Representative, "2026-07-01", None);
        assert_eq!(may_sit(&[now], &after), Ok(()));
        assert_eq!(may_sit(&[now], &held(Representative, "2026-06-30", None)), Err(SeatFault::Taken));
        assert_eq!(may_sit(&[after], &held(Representative, "2025-01-01", None)), Err(SeatFault::Taken));
        assert_eq!(may_sit(&[after], &now), Ok(()));
        let substitute = held(Substitute, "2026-01-01", None);
        assert_eq!(may_sit(&[now, substitute], &substitute), Ok(()));
        assert_eq!(may_sit(&[], &held(Substitute, "2026-01-02", Some("2026-01-01"))), Err(SeatFault::Backwards));
    }
}
