//! Sessions and throttling in numbers (WCAG 2.2.1 for the warning; the rest *design*).
use chrono::{DateTime, Duration, Utc};

/// A session that is not used ends after this.
pub const IDLE: Duration = Duration::minutes(30);
/// A session ends after this, used or not.
pub const ABSOLUTE: Duration = Duration::hours(12);
/// So long before an idle session ends the user is warned.
pub const WARNING: Duration = Duration::minutes(5);
/// A one-time password can be used so long.
pub const ONE_TIME: Duration = Duration::hours(72);
/// Failed logins are counted in windows of this length.
pub const WINDOW: Duration = Duration::minutes(15);
/// So many failures in a window shut an account's login until the window ends.
pub const FAILURES_PER_ACCOUNT: i32 = 5;
/// So many failures in a window shut an address: a whole agency shares one.
pub const FAILURES_PER_ADDRESS: i32 = 100;

/// When a session ends if it is not used again.
pub fn ends_at(created: DateTime<Utc>, seen: DateTime<Utc>) -> DateTime<Utc> {
    (seen + IDLE).min(created + ABSOLUTE)
}

/// How a session came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was not used.
    Idle,
    /// It had lasted as long as one may.
    Absolute,
    /// It was ended: by its user, by a new password, by an administrator.
    Deed,
}

/// By which of its two times a session ends.
pub fn ends_by(created: DateTime<Utc>, seen: DateTime<Utc>) -> End {
    if seen + IDLE <= created + ABSOLUTE { End::Idle } else { End::Absolute }
}

/// Who the demonstration is played by: the accounts that its login page names.
#[cfg(feature = "ssr")]
pub mod demo {
    pub const ADMINISTRATOR: &str = "administrator@exempelstad.example";
    pub const COORDINATOR: &str = "koordinator@exempelstad.example";
    pub const SECOND_COORDINATOR: &str = "koordinator2@exempelstad.example";
    pub const LOTS: &str = "lots@exempelstad.example";
    pub const WORK_TRAINING: &str = "arbetstraning@exempelstad.example";
    pub const OFFICE: &str = "kansli@exempelstad.example";
    pub const SOCIAL_WORKER: &str = "socialtjanst@exempelstad.example";
    pub const COLLEAGUE: &str = "socialtjanst2@exempelstad.example";
    pub const JOB_COACH: &str = "jobbtorg@exempelstad.example";
    pub const CASE_OFFICER: &str = "forsakringskassan@exempelstad.example";
    pub const NURSE: &str = "varden@exempelstad.example";
    pub const SITS_FOR_SOCIAL_SERVICES: &str = "team.socialtjanst@exempelstad.example";
    pub const SITS_FOR_HEALTH_CARE: &str = "team.varden@exempelstad.example";

    /// All of them.
    pub const EMAILS: [&str; 13] = [
        COORDINATOR,
        SECOND_COORDINATOR,
        SOCIAL_WORKER,
        COLLEAGUE,
        JOB_COACH,
        CASE_OFFICER,
        NURSE,
        SITS_FOR_SOCIAL_SERVICES,
        SITS_FOR_HEALTH_CARE,
        LOTS,
        WORK_TRAINING,
        OFFICE,
        ADMINISTRATOR,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_after_half_an_hour_idle_and_after_twelve_hours_in_any_case() {
        let start = DateTime::<Utc>::UNIX_EPOCH;
        assert_eq!(ends_at(start, start), start + Duration::minutes(30));
        let late = start + Duration::hours(11) + Duration::minutes(50);
        assert_eq!(ends_at(start, late), start + Duration::hours(12));
        assert_eq!((ends_by(start, start), ends_by(start, late)), (End::Idle, End::Absolute));
    }
}
