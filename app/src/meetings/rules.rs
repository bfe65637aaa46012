//! How a team meets, who comes, and what became of a meeting (`domain.md` 4.4, 4.5).
mod off_hours;

pub use self::off_hours::OffHours;
use crate::{
    cases::rules::Track,
    kernel::{
        code::Code,
        id::{DistrictId, ParticipantId, SeatId, TeamId, UserId},
        lang::Lang,
    },
    organisation::rules::Party,
    teams::rules::HolderKind,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// How people meet.
    pub enum MeetingForm {
        InPerson = "in_person", "på plats", "in person";
        Video = "video", "video", "video";
        Phone = "phone", "telefon", "phone";
        Hybrid = "hybrid", "delvis på distans", "hybrid";
    }
}

crate::codes! {
    /// What became of a booked meeting.
    pub enum MeetingOutcome {
        Booked = "booked", "bokat", "booked";
        Held = "held", "hållet", "held";
        Moved = "moved", "flyttat", "moved";
        Cancelled = "cancelled", "inställt", "cancelled";
    }
}

crate::codes! {
    /// Why a meeting was cancelled.
    pub enum CancelReason {
        ParticipantIll = "participant_ill", "deltagaren är sjuk", "the participant is ill";
        DidNotCome = "did_not_come", "deltagaren kom inte", "the participant did not come";
        NoInterpreter = "no_interpreter", "tolk saknas", "no interpreter";
        PartyMissing = "party_missing", "en part saknas", "a party is missing";
        ConsentWithdrawn = "consent_withdrawn", "samtycket är återtaget", "consent withdrawn";
        Other = "other", "annat", "other";
    }
}

crate::codes! {
    /// Who can have come to a meeting.
    pub enum Attendee {
        SocialServices = "social_services", "Socialtjänst", "Social services";
        Jobbtorg = "jobbtorg", "Jobbtorg", "Jobbtorg (municipal labour market unit)";
        EmploymentService = "employment_service", "Arbetsförmedlingen", "Employment service (Arbetsförmedlingen)";
        SocialInsurance = "social_insurance", "Försäkringskassan", "Social insurance (Försäkringskassan)";
        HealthCare = "health_care", "Hälso- och sjukvård", "Health care";
        Participant = "participant", "Deltagaren", "The participant";
        Referrer = "referrer", "Anmälaren", "The referrer";
        Lots = "lots", "Lots", "Lots";
        Interpreter = "interpreter", "Tolk", "Interpreter";
    }
}

impl Attendee {
    /// Those who come for no party.
    pub const PERSONS: [Attendee; 4] =
        [Attendee::Participant, Attendee::Referrer, Attendee::Lots, Attendee::Interpreter];
}

impl From<Party> for Attendee {
    fn from(party: Party) -> Self {
        match party {
            Party::SocialServices => Attendee::SocialServices,
            Party::Jobbtorg => Attendee::Jobbtorg,
            Party::EmploymentService => Attendee::EmploymentService,
            Party::SocialInsurance => Attendee::SocialInsurance,
            Party::HealthCare => Attendee::HealthCare,
        }
    }
}

crate::codes! {
    /// Who sits on a team's seat at one of its times.
    pub enum Presence {
        Representative = "representative", "ordinarie", "representative";
        Substitute = "substitute", "ersättare", "substitute";
        /// Its representative has said that they can't come, and nobody steps in.
        Absent = "absent", "kan inte komma", "can't come";
        /// Nobody holds the seat.
        Vacant = "vacant", "vakant", "vacant";
    }
}

impl Presence {
    /// Whether nobody speaks for the party.
    pub fn is_empty(self) -> bool {
        matches!(self, Presence::Absent | Presence::Vacant)
    }
}

impl CancelReason {
    /// Whether it can be why a meeting was cancelled that has begun, or is to come.
    pub fn can_be(self, begun: bool) -> bool {
        begun || self != CancelReason::DidNotCome
    }

    /// What a form offers for such a meeting.
    pub fn choices_when(lang: Lang, begun: bool) -> Vec<(String, String)> {
        let of = Self::ALL.iter().filter(|r| r.can_be(begun));
        of.map(|r| (r.code().to_owned(), r.words().get(lang).to_owned())).collect()
    }
}

/// What stands out in who came to a held meeting: it is asked once more, and can be so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// No party came.
    pub no_party: bool,
    /// Parties came that the consent in force does not name.
    pub unconsented: Vec<Party>,
    /// Parties came that nobody asked for, though the consent names them.
    pub unasked: Vec<Party>,
}

impl Doubts {
    /// Of who came. `asked` are the parties asked for: none are told where none are known.
    pub fn of(came: &[Attendee], asked: &[Party], named: impl Fn(Party) -> bool) -> Self {
        let parties = || Party::ALL.iter().copied().filter(|p| came.contains(&Attendee::from(*p)));
        Doubts {
            no_party: parties().next().is_none(),
            unconsented: parties().filter(|p| !named(*p)).collect(),
            unasked: parties().filter(|p| named(*p) && !asked.is_empty() && !asked.contains(p)).collect(),
        }
    }

    /// Whether nothing stands out.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// A team meeting is the participant's: where they did not come it was not held, for whatever reason (4.5).
pub fn counts_as_held(came: &[Attendee]) -> bool {
    came.contains(&Attendee::Participant)
}

crate::codes! {
    /// Where a case is moved to in the queue.
    pub enum MoveTo {
        First = "first", "först i kön", "first in the queue";
        Last = "last", "sist i kön", "last in the queue";
        Before = "before", "före ett annat ärende", "before another case";
    }
}

/// How many cases a team time takes unless something else is said: more cannot be borne by phone (*design*).
pub const DEFAULT_CAPACITY: i32 = 2;

/// No team time takes more than this (*design*).
pub const MAX_CAPACITY: i32 = 6;

/// No team time is longer than this, in minutes (*design*).
pub const MAX_MINUTES: i32 = 240;

/// So many weeks in a row a team time can be made for at once.
pub const MAX_WEEKS: i32 = 26;

/// A team time lies at most so many days ahead: further on it is a slip of the pen (*design*).
pub const MAX_DAYS_AHEAD: i64 = 2 * 365;

/// So many days after a held meeting its team's representatives can still open the case (*design*).
pub const OPEN_DAYS_AFTER: i64 = 30;

/// What comes within so many days is on the start page (*design*).
pub const SOON_DAYS: i64 = 14;

/// So many days it is news that a meeting was moved or cancelled, unless the case meets or is booked anew before (*design*).
pub const NEWS_DAYS: i64 = 14;

/// What the queue is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueFilter {
    /// Districts that this team serves.
    pub team: Option<TeamId>,
    pub district: Option<DistrictId>,
    pub track: Option<Track>,
    /// Those that an import brought and nobody has taken up yet, instead of all others.
    pub imported: bool,
}

/// One holding of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    pub seat: SeatId,
    pub user: UserId,
    pub kind: HolderKind,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

impl Holding {
    /// Whether the seat is held so on that day.
    pub fn on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Who sits on a seat at a time of that day: whoever steps in, else the representative unless they are absent.
pub fn sitting(
    seat: SeatId,
    day: NaiveDate,
    holdings: &[Holding],
    steps_in: Option<UserId>,
    absent: bool,
) -> (Presence, Option<UserId>) {
    let representative =
        holdings.iter().rfind(|h| h.seat == seat && h.kind == HolderKind::Representative && h.on(day)).map(|h| h.user);
    match (steps_in, representative) {
        (Some(user), _) => (Presence::Substitute, Some(user)),
        (None, Some(_)) if absent => (Presence::Absent, None),
        (None, Some(user)) => (Presence::Representative, Some(user)),
        (None, None) => (Presence::Vacant, None),
    }
}

/// Whether two times, each with its length in minutes, have a moment in common. One may begin when the other ends.
pub fn overlap((a, a_minutes): (DateTime<Utc>, i32), (b, b_minutes): (DateTime<Utc>, i32)) -> bool {
    let end = |at: DateTime<Utc>, minutes: i32| at + TimeDelta::minutes(i64::from(minutes));
    a < end(b, b_minutes) && b < end(a, a_minutes)
}

/// Someone who is expected at a meeting, and can be at one at a time only (`domain.md` 4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Participant(ParticipantId),
    /// A referrer, a lots, or who sits on a seat.
    User(UserId),
}

/// Who of those that come to one meeting is expected at others at the same time.
pub fn expected_twice(coming: &[Expected], elsewhere: &[Expected]) -> Vec<Expected> {
    let mut twice: Vec<Expected> = Vec::new();
    for who in coming.iter().filter(|who| elsewhere.contains(who)) {
        if !twice.contains(who) {
            twice.push(*who);
        }
    }
    twice
}

/// Who is at another meeting then, as a coordinator is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Busy {
    Participant,
    /// By name.
    User(String),
}

/// A place strictly between two neighbours in the queue. None: they stand so close that nothing fits between.
pub fn place_between(before: Option<DateTime<Utc>>, after: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    let step = TimeDelta::seconds(1);
    match (before, after) {
        (Some(before), Some(after)) => {
            let half = (after - before).num_microseconds()? / 2;
            (half > 0).then(|| before + TimeDelta::microseconds(half))
        }
        (None, Some(after)) => Some(after - step),
        (Some(before), None) => Some(before + step),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).expect("a day")
    }

    #[test]
    fn a_seat_is_held_stood_in_for_absent_or_vacant() {
        let seat = SeatId(Uuid::from_u128(1));
        let (anna, bo) = (UserId(Uuid::from_u128(2)), UserId(Uuid::from_u128(3)));
        let held = Holding { seat, user: anna, kind: HolderKind::Representative, from: day(1), until: Some(day(10)) };
        let substitute = Holding { user: bo, kind: HolderKind::Substitute, until: None, ..held };
        let both = [held, substitute];
        assert_eq!(sitting(seat, day(10), &both, None, false), (Presence::Representative, Some(anna)));
        assert_eq!(sitting(seat, day(11), &both, None, false), (Presence::Vacant, None));
        assert_eq!(sitting(seat, day(10), &both, None, true), (Presence::Absent, None));
        assert_eq!(sitting(seat, day(10), &both, Some(bo), true), (Presence::Substitute, Some(bo)));
        assert_eq!(sitting(SeatId(Uuid::from_u128(9)), day(10), &both, None, false), (Presence::Vacant, None));
    }

    #[test]
    fn who_has_not_been_waited_for_has_not_failed_to_come() {
        for reason in CancelReason::ALL {
            assert!(reason.can_be(true));
            assert_eq!(reason.can_be(false), *reason != CancelReason::DidNotCome);
        }
        assert!(!CancelReason::choices_when(Lang::Sv, false).iter().any(|c| c.0 == "did_not_come"));
        assert_eq!(CancelReason::choices_when(Lang::Sv, true), CancelReason::choices(Lang::Sv));
    }

    #[test]
    fn what_stands_out_in_who_came() {
        use Party::{HealthCare, Jobbtorg, SocialInsurance};
        let of = |parties: &[Party], asked: &[Party], named: &[Party]| {
            let mut came = vec![Attendee::Participant, Attendee::Referrer];
            came.extend(parties.iter().map(|p| Attendee::from(*p)));
            Doubts::of(&came, asked, |p| named.contains(&p))
        };
        assert!(of(&[Jobbtorg], &[Jobbtorg, HealthCare], &[Jobbtorg, HealthCare]).is_none());
        assert_eq!(of(&[], &[Jobbtorg], &[Jobbtorg]), Doubts { no_party: true, ..Doubts::default() });
        let unasked = Doubts { unasked: vec![HealthCare], ..Doubts::default() };
        assert_eq!(of(&[Jobbtorg, HealthCare], &[Jobbtorg], &[Jobbtorg, HealthCare]), unasked);
        // that they did not consent weighs more, and is told alone
        let unconsented = Doubts { unconsented: vec![SocialInsurance], ..Doubts::default() };
        assert_eq!(of(&[Jobbtorg, SocialInsurance], &[Jobbtorg], &[Jobbtorg]), unconsented);
        // a case of which nobody knows whom it asked for
        assert!(of(&[Jobbtorg], &[], &[Jobbtorg]).is_none());
    }

    #[test]
    fn times_overlap_when_they_share_a_moment() {
        let at = |hour, minute| day(2).and_hms_opt(hour, minute, 0).expect("a time").and_utc();
        for (a, b, expected) in [
            ((at(9, 0), 60), (at(9, 30), 60), true),
            ((at(9, 30), 60), (at(9, 0), 60), true),
            ((at(9, 0), 60), (at(10, 0), 60), false),
            ((at(9, 0), 240), (at(10, 0), 15), true),
            ((at(9, 0), 60), (at(9, 0), 60), true),
            ((at(9, 0), 60), (at(13, 0), 60), false),
        ] {
            assert_eq!(overlap(a, b), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn who_is_expected_twice_is_told_once() {
        let user = |n| Expected::User(UserId(Uuid::from_u128(n)));
        let person = Expected::Participant(ParticipantId(Uuid::from_u128(1)));
        // the same person refers and sits; a participant with the number of a user is someone else
        assert_eq!(expected_twice(&[person, user(2), user(2)], &[user(1), user(2)]), [user(2)]);
        assert_eq!(expected_twice(&[person, user(3)], &[person]), [person]);
        assert_eq!(expected_twice(&[user(3)], &[]), []);
    }

    #[test]
    fn a_place_lies_strictly_between_its_neighbours() {
        let at = |micros| DateTime::from_timestamp_micros(micros).expect("an instant");
        assert_eq!(place_between(Some(at(10)), Some(at(20))), Some(at(15)));
        assert_eq!(place_between(Some(at(10)), Some(at(12))), Some(at(11)));
        assert_eq!(place_between(Some(at(10)), Some(at(11))), None);
        assert_eq!(place_between(None, Some(at(5_000_000))), Some(at(4_000_000)));
        assert_eq!(place_between(Some(at(0)), None), Some(at(1_000_000)));
    }
}
