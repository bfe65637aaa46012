//! From times to a team's slots, and from placements to a place's seats: pure.
use chrono::{DateTime, Duration, NaiveDate, Utc};

/// A meeting that begins less than this after the slot's first belongs to the slot.
pub const SLOT_MINUTES: i64 = 60;

/// For the times of one team, in order: the beginning of the slot that each belongs to.
///
/// The earliest begins a slot and takes those that begin less than an hour after it; the next one begins another.
pub fn slot_starts(times: &[DateTime<Utc>]) -> Vec<DateTime<Utc>> {
    debug_assert!(times.is_sorted());
    let mut starts: Vec<DateTime<Utc>> = Vec::with_capacity(times.len());
    for time in times {
        let start = starts.last().copied().filter(|s| *time - *s < Duration::minutes(SLOT_MINUTES));
        starts.push(start.unwrap_or(*time));
    }
    starts
}

/// The greatest number of stays at the same time. A stay without an end goes on; its last day counts.
pub fn greatest_overlap(stays: &[(NaiveDate, Option<NaiveDate>)]) -> usize {
    let mut changes: Vec<(NaiveDate, i32)> = Vec::with_capacity(stays.len() * 2);
    for (from, until) in stays {
        changes.push((*from, 1));
        if let Some(after) = until.and_then(|u| u.succ_opt()) {
            changes.push((after, -1));
        }
    }
    // those who leave the day before make room first
    changes.sort_unstable();
    let (mut now, mut most) = (0_i32, 0_i32);
    for (_, change) in changes {
        now += change;
        most = most.max(now);
    }
    usize::try_from(most).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::minutes(minute)
    }

    #[test]
    fn a_slot_takes_what_begins_within_the_hour_of_its_first() {
        let starts = slot_starts(&[at(0), at(30), at(59), at(60), at(90), at(119), at(500)]);
        assert_eq!(starts, [at(0), at(0), at(0), at(60), at(60), at(60), at(500)]);
        assert!(slot_starts(&[]).is_empty());
    }

    #[test]
    fn the_greatest_overlap_counts_the_last_day_and_open_stays() {
        let d = |day| NaiveDate::from_ymd_opt(2021, 3, day).expect("a day");
        assert_eq!(greatest_overlap(&[]), 0);
        assert_eq!(greatest_overlap(&[(d(1), Some(d(5))), (d(6), None)]), 1);
        assert_eq!(greatest_overlap(&[(d(1), Some(d(5))), (d(5), None)]), 2);
        assert_eq!(greatest_overlap(&[(d(1), None), (d(2), None), (d(9), Some(d(9)))]), 3);
    }
}
