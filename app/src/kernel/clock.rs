//! The time. `Utc::now` is a disallowed method everywhere else, so that a test can stand at any day.
use chrono::{DateTime, Duration, NaiveDate, SubsecRound, Utc};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Tells the time: the machine's own, moved by a number of microseconds that a test may set.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    shift: Arc<AtomicI64>,
}

impl Clock {
    /// Now, in UTC, truncated to whole microseconds (what both databases keep).
    pub fn now(&self) -> DateTime<Utc> {
        #[allow(clippy::disallowed_methods)] // the one place
        let now = Utc::now();
        (now + Duration::microseconds(self.shift.load(Ordering::Relaxed))).trunc_subsecs(6)
    }

    /// Today in Sweden.
    pub fn today(&self) -> NaiveDate {
        super::local_time::local_day(self.now())
    }

    /// Moves the clock, for tests and for building demo data in the past.
    pub fn shift_by(&self, by: Duration) {
        self.shift.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::Relaxed);
    }
}
