//! Between instants (UTC, as stored) and the wall clock in Sweden (Europe/Stockholm, as shown and typed).

use chrono::{DateTime, MappedLocalTime, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Stockholm;
use thiserror::Error;

use super::days;

/// A wall-clock time that does not occur: the clock went from 02.00 to 03.00 that night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("that time does not occur: the clock was put forward")]
pub struct SkippedByClockChange;

/// What the wall clock shows at `instant`.
pub fn to_local(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.with_timezone(&Stockholm).naive_local()
}

/// The day it is in Sweden at `instant`.
pub fn local_day(instant: DateTime<Utc>) -> NaiveDate {
    to_local(instant).date()
}

/// The instant at which the wall clock shows `local`.
///
/// A time that occurs twice (the clock is put back) is the first, as in summer time; one that never occurs is an error.
pub fn from_local(local: NaiveDateTime) -> Result<DateTime<Utc>, SkippedByClockChange> {
    match Stockholm.from_local_datetime(&local) {
        MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(instant, _) => Ok(instant.to_utc()),
        MappedLocalTime::None => Err(SkippedByClockChange),
    }
}

/// The instants between which the local day lies: from the first, up to but not including the second (23, 24 or 25 hours).
pub fn day_bounds(day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    (midnight(day), midnight(day.succ_opt().unwrap_or(day)))
}

/// The bounds of the local month that `day` lies in: from the first, up to but not including the second.
pub fn month_bounds(day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let first = days::first_of_month(day);
    (midnight(first), midnight(days::add_months(first, 1)))
}

/// The bounds of the local calendar year: from the first, up to but not including the second.
///
/// A year outside 1900–9998 is taken as the nearest of these: SQLite orders times as texts with four digits of the year.
pub fn year_bounds(year: i32) -> (DateTime<Utc>, DateTime<Utc>) {
    let first = NaiveDate::from_ymd_opt(year.clamp(1900, 9998), 1, 1).expect("1 January is in every year");
    (midnight(first), midnight(first + Months::new(12)))
}

/// The start of the local day.
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    // The change is at two in the morning, so midnight always occurs; were the law to move it, the day starts an hour on.
    from_local(midnight).or_else(|_| from_local(midnight + TimeDelta::hours(1))).unwrap_or_else(|_| midnight.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn utc(text: &str) -> DateTime<Utc> {
        format!("{text}:00Z").parse().unwrap()
    }

    fn local(text: &str) -> NaiveDateTime {
        format!("{text}:00").parse().unwrap()
    }

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2026-01-15T12:00", "2026-01-15T13:00")]
    #[case("2026-07-15T12:00", "2026-07-15T14:00")]
    #[case("2025-12-31T23:30", "2026-01-01T00:30")]
    #[case("2021-03-28T00:59", "2021-03-28T01:59")]
    #[case("2021-03-28T01:00", "2021-03-28T03:00")]
    #[case("2021-10-31T00:59", "2021-10-31T02:59")]
    #[case("2026-03-29T00:59", "2026-03-29T01:59")]
    #[case("2026-03-29T01:00", "2026-03-29T03:00")]
    #[case("2026-10-25T00:59", "2026-10-25T02:59")]
    fn instants_and_wall_clock_agree(#[case] instant: &str, #[case] wall: &str) {
        assert_eq!(to_local(utc(instant)), local(wall));
        assert_eq!(from_local(local(wall)), Ok(utc(instant)));
        assert_eq!(local_day(utc(instant)), local(wall).date());
    }

    #[rstest]
    #[case("2021-03-28T02:00")]
    #[case("2021-03-28T02:30")]
    #[case("2026-03-29T02:00")]
    #[case("2026-03-29T02:59")]
    fn a_skipped_time_is_an_error(#[case] wall: &str) {
        assert_eq!(from_local(local(wall)), Err(SkippedByClockChange));
    }

    #[rstest]
    #[case("2021-10-31T02:30", "2021-10-31T00:30", "2021-10-31T01:30")]
    #[case("2026-10-25T02:00", "2026-10-25T00:00", "2026-10-25T01:00")]
    fn a_repeated_time_is_the_first(#[case] wall: &str, #[case] first: &str, #[case] second: &str) {
        assert_eq!(from_local(local(wall)), Ok(utc(first)));
        assert_eq!(to_local(utc(second)), local(wall));
    }

    #[rstest]
    #[case("2026-11-24", "2026-11-23T23:00", "2026-11-24T23:00")]
    #[case("2021-03-28", "2021-03-27T23:00", "2021-03-28T22:00")]
    #[case("2021-10-31", "2021-10-30T22:00", "2021-10-31T23:00")]
    #[case("2026-03-29", "2026-03-28T23:00", "2026-03-29T22:00")]
    #[case("2026-10-25", "2026-10-24T22:00", "2026-10-25T23:00")]
    fn days_have_23_24_or_25_hours(#[case] day: &str, #[case] from: &str, #[case] to: &str) {
        assert_eq!(day_bounds(d(day)), (utc(from), utc(to)));
    }

    #[test]
    fn months_and_years_follow_the_wall_clock() {
        assert_eq!(month_bounds(d("2026-10-31")), (utc("2026-09-30T22:00"), utc("2026-10-31T23:00")));
        assert_eq!(month_bounds(d("2026-12-01")), (utc("2026-11-30T23:00"), utc("2026-12-31T23:00")));
        assert_eq!(year_bounds(2026), (utc("2025-12-31T23:00"), utc("2026-12-31T23:00")));
        assert_eq!(year_bounds(i32::MAX), year_bounds(9998));
        assert_eq!(year_bounds(i32::MIN), year_bounds(1900));
    }

    proptest! {
        #[test]
        fn an_instant_lies_within_its_day(minutes in 0i64..60_000_000) {
            let instant = utc("1990-01-01T00:00") + TimeDelta::minutes(minutes);
            let (from, to) = day_bounds(local_day(instant));
            prop_assert!(from <= instant && instant < to);
            prop_assert!((23..=25).contains(&(to - from).num_hours()));
        }

        #[test]
        fn bounds_of_neighbours_meet(offset in 0i64..40_000) {
            let day = d("1990-01-01") + TimeDelta::days(offset);
            prop_assert_eq!(day_bounds(day).1, day_bounds(day.succ_opt().unwrap()).0);
            prop_assert_eq!(month_bounds(day).1, month_bounds(days::add_months(day, 1)).0);
        }
    }
}
