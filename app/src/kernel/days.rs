//! Arithmetic on calendar days: pure, without clock or time zone.

use chrono::{Datelike, Months, NaiveDate};

/// The day `months` calendar months after `day` (before it, when negative).
///
/// Where the month reached lacks that day, its last day is taken: 31 January and one month is 28 or 29 February.
/// Source: act 1930:173, section 1. A result outside chrono's calendar (some 262 000 years) stays at `day`.
pub fn add_months(day: NaiveDate, months: i32) -> NaiveDate {
    let distance = Months::new(months.unsigned_abs());
    let reached = if months < 0 { day.checked_sub_months(distance) } else { day.checked_add_months(distance) };
    reached.unwrap_or(day)
}

/// Whole years from `from` to `to`; 0 when `to` is earlier.
///
/// A year is full on the day with the same number in the same month; from a 29 February, in a common year, on
/// 28 February, the last day of that month (act 1930:173, section 1).
pub fn whole_years_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let Ok(years) = u32::try_from(to.year() - from.year()) else {
        return 0;
    };
    let anniversary = add_months(from, (to.year() - from.year()) * 12);
    if anniversary > to { years.saturating_sub(1) } else { years }
}

/// The first day of the month that `day` lies in.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).expect("every month has a first day")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2026-01-15", 2, "2026-03-15")]
    #[case("2026-01-31", 1, "2026-02-28")]
    #[case("2024-01-31", 1, "2024-02-29")]
    #[case("2026-08-31", 6, "2027-02-28")]
    #[case("2026-12-31", 12, "2027-12-31")]
    #[case("2026-03-31", -1, "2026-02-28")]
    #[case("2026-01-15", -13, "2024-12-15")]
    #[case("2026-01-15", 0, "2026-01-15")]
    fn months_are_added_and_clamped(#[case] from: &str, #[case] months: i32, #[case] to: &str) {
        assert_eq!(add_months(d(from), months), d(to));
    }

    #[test]
    fn months_out_of_the_calendar_stay_put() {
        assert_eq!(add_months(d("2026-01-15"), i32::MAX), d("2026-01-15"));
        assert_eq!(add_months(d("2026-01-15"), i32::MIN), d("2026-01-15"));
    }

    #[rstest]
    #[case("2010-11-24", "2026-11-23", 15)]
    #[case("2010-11-24", "2026-11-24", 16)]
    #[case("2008-02-29", "2024-02-28", 15)]
    #[case("2008-02-29", "2024-02-29", 16)]
    #[case("2008-02-29", "2026-02-27", 17)]
    #[case("2008-02-29", "2026-02-28", 18)]
    #[case("2026-11-24", "2026-11-23", 0)]
    #[case("2026-11-24", "2020-01-01", 0)]
    fn years_are_whole(#[case] from: &str, #[case] to: &str, #[case] years: u32) {
        assert_eq!(whole_years_between(d(from), d(to)), years);
    }

    #[test]
    fn first_of_month_is_the_first() {
        assert_eq!(first_of_month(d("2024-02-29")), d("2024-02-01"));
    }

    proptest! {
        #[test]
        fn an_anniversary_completes_the_year(offset in 0i64..40_000, years in 0i32..120) {
            let from = d("1900-01-01") + chrono::Duration::days(offset);
            let on = add_months(from, years * 12);
            prop_assert_eq!(whole_years_between(from, on), years.unsigned_abs());
            if years > 0 {
                prop_assert_eq!(whole_years_between(from, on.pred_opt().unwrap()), years.unsigned_abs() - 1);
            }
        }
    }
}
