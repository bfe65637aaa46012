//! How long a link and a session live, and how a link stands (`domain.md` section 7; the numbers are *design*).
use chrono::{DateTime, Duration, Utc};

/// A link can be opened for so long.
pub const LINK_LIVES: Duration = Duration::hours(72);
/// So many wrong tries end it.
pub const TRIES: i32 = 5;
/// A session ends so long after its last use.
pub const SESSION_LIVES: Duration = Duration::minutes(15);
/// However much it is used, a session ends so long after it began (*design*).
pub const SESSION_AT_MOST: Duration = Duration::hours(2);

crate::codes! {
    /// How a link stands.
    pub enum LinkStanding {
        Open = "open", "kan öppnas", "can be opened";
        Used = "used", "öppnad", "opened";
        TriedOut = "tried_out", "spärrad efter fem felaktiga försök", "blocked after five wrong tries";
        Ended = "ended", "avslutad", "ended";
        Over = "over", "tiden har gått ut", "the time has run out";
    }
}

crate::codes! {
    /// What a participant prepares for a meeting.
    pub enum PreparedPart {
        Say = "say", "Vill säga på mötet", "Wants to say at the meeting";
        Remember = "remember", "Får inte glömmas", "Must not be forgotten";
    }
}

/// What is known of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkTimes {
    pub made_at: DateTime<Utc>,
    pub tries: i32,
    pub used_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
}

impl LinkTimes {
    /// The moment from which it can't be opened any longer.
    pub fn until(&self) -> DateTime<Utc> {
        self.made_at + LINK_LIVES
    }

    /// How it stands at that moment.
    pub fn standing(&self, now: DateTime<Utc>) -> LinkStanding {
        match self {
            LinkTimes { ended_at: Some(_), .. } => LinkStanding::Ended,
            LinkTimes { used_at: Some(_), .. } => LinkStanding::Used,
            LinkTimes { tries, .. } if *tries >= TRIES => LinkStanding::TriedOut,
            _ if now >= self.until() => LinkStanding::Over,
            _ => LinkStanding::Open,
        }
    }
}

/// When a session ends that began and was used then.
pub fn session_ends(begun_at: DateTime<Utc>, seen_at: DateTime<Utc>) -> DateTime<Utc> {
    (seen_at + SESSION_LIVES).min(begun_at + SESSION_AT_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::hours(hour)
    }

    #[rstest]
    #[case(0, None, None, 71, LinkStanding::Open)]
    #[case(4, None, None, 71, LinkStanding::Open)]
    #[case(5, None, None, 1, LinkStanding::TriedOut)]
    #[case(0, None, None, 72, LinkStanding::Over)]
    #[case(0, Some(1), None, 2, LinkStanding::Used)]
    #[case(4, Some(1), None, 100, LinkStanding::Used)]
    #[case(0, Some(1), Some(2), 3, LinkStanding::Ended)]
    #[case(0, None, Some(2), 100, LinkStanding::Ended)]
    fn a_link_stands(
        #[case] tries: i32,
        #[case] used: Option<i64>,
        #[case] ended: Option<i64>,
        #[case] now: i64,
        #[case] standing: LinkStanding,
    ) {
        let times = LinkTimes { made_at: at(0), tries, used_at: used.map(at), ended_at: ended.map(at) };
        assert_eq!(times.standing(at(now)), standing);
    }

    #[test]
    fn a_session_lasts_a_quarter_of_an_hour_and_never_longer_than_two_hours() {
        assert_eq!(session_ends(at(0), at(0)), at(0) + Duration::minutes(15));
        assert_eq!(session_ends(at(0), at(0) + Duration::minutes(119)), at(2));
    }
}
