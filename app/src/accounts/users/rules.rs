//! How an account stands, and what hinders that a task or an account is ended.
use super::texts;
use crate::{
    access::Role,
    kernel::{
        code::Code,
        id::{SeatHolderId, TeamId},
        lang::Lang,
        swedish,
    },
    organisation::rules::Party,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// How an account stands.
    pub enum AccountState {
        Open = "open", "kan logga in", "can log in";
        OneTime = "one_time", "engångslösenord", "one-time password";
        NotOpened = "not_opened", "inte öppnad", "not opened";
        Closed = "closed", "avslutad", "closed";
    }
}

/// The account's state at a moment. A one-time password that has run out opens nothing any more.
pub fn account_state(
    has_password: bool,
    one_time_until: Option<DateTime<Utc>>,
    closed: bool,
    now: DateTime<Utc>,
) -> AccountState {
    match (closed, has_password, one_time_until) {
        (true, _, _) => AccountState::Closed,
        (false, false, _) => AccountState::NotOpened,
        (false, true, None) => AccountState::Open,
        (false, true, Some(until)) if now <= until => AccountState::OneTime,
        (false, true, Some(_)) => AccountState::NotOpened,
    }
}

/// What is live in someone's name: no case without a named contact (`domain.md` section 4.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hinder {
    /// So many cases that are not over, with them as referrer.
    Cases(usize),
    /// A seat that is theirs beyond today.
    Seat(SeatBeyond),
    /// So many lots assignments that are asked, accepted or active.
    LotsAssignments(usize),
    /// They hold the association's only administrator's task.
    LastAdministrator,
    /// They hold tasks at another association.
    TasksElsewhere,
}

impl Hinder {
    /// What must be done first, in words.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Hinder::Cases(1) => texts::HINDER_CASES_ONE.get(lang).to_owned(),
            Hinder::Cases(n) => texts::HINDER_CASES.with(lang, n),
            Hinder::Seat(seat) => seat.words(lang),
            Hinder::LotsAssignments(1) => texts::HINDER_LOTS_ONE.get(lang).to_owned(),
            Hinder::LotsAssignments(n) => texts::HINDER_LOTS.with(lang, n),
            Hinder::LastAdministrator => texts::HINDER_LAST.get(lang).to_owned(),
            Hinder::TasksElsewhere => texts::HINDER_ELSEWHERE.get(lang).to_owned(),
        }
    }
}

/// A seat in a team that someone holds beyond today. On its last day it hinders no more: after that day it is nobody's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatBeyond {
    pub holder: SeatHolderId,
    pub team: TeamId,
    pub team_name: String,
    pub party: Party,
    pub until: Option<NaiveDate>,
}

impl SeatBeyond {
    /// Whose seat it is and until when, and what can be done.
    fn words(&self, lang: Lang) -> String {
        let text = if self.until.is_some() { texts::HINDER_SEAT_UNTIL } else { texts::HINDER_SEAT };
        let day = self.until.map(|day| swedish::long_day(lang, day)).unwrap_or_default();
        let filled = text.with(lang, self.party.words().get(lang));
        filled.replacen("{}", &self.team_name, 1).replacen("{}", &day, 1)
    }
}

/// A task held at a unit needs one; another task has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitFault {
    Missing,
    NotWanted,
}

/// Holds task and unit against each other.
pub fn unit_fits<U>(role: Role, unit: Option<&U>) -> Result<(), UnitFault> {
    match (role.is_held_at_a_unit(), unit.is_some()) {
        (true, false) => Err(UnitFault::Missing),
        (false, true) => Err(UnitFault::NotWanted),
        (true, true) | (false, false) => Ok(()),
    }
}

/// How a name sorts in Swedish: å, ä, ö last and in that order, capitals like small letters.
pub fn sort_key(name: &str) -> String {
    let last = |c: char| match c {
        'å' => '{',
        'ä' | 'æ' => '|',
        'ö' | 'ø' => '}',
        c => c,
    };
    name.chars().flat_map(char::to_lowercase).map(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn an_account_stands_as_its_password_says() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let (before, after) = (Some(now - Duration::seconds(1)), Some(now + Duration::seconds(1)));
        assert_eq!(account_state(false, None, false, now), AccountState::NotOpened);
        assert_eq!(account_state(true, None, false, now), AccountState::Open);
        assert_eq!(account_state(true, after, false, now), AccountState::OneTime);
        assert_eq!(account_state(true, before, false, now), AccountState::NotOpened);
        assert_eq!(account_state(true, None, true, now), AccountState::Closed);
    }

    #[test]
    fn referrers_and_representatives_belong_to_a_unit_and_no_others() {
        assert_eq!(unit_fits::<()>(Role::Referrer, None), Err(UnitFault::Missing));
        assert_eq!(unit_fits(Role::Representative, Some(&())), Ok(()));
        assert_eq!(unit_fits(Role::Lots, Some(&())), Err(UnitFault::NotWanted));
        assert_eq!(unit_fits::<()>(Role::Administrator, None), Ok(()));
    }

    #[test]
    fn a_seat_that_hinders_is_named_with_its_last_day() {
        let seat = |until: Option<&str>| SeatBeyond {
            holder: SeatHolderId::new(),
            team: TeamId::new(),
            team_name: "FINSAM-team Järva".into(),
            party: Party::Jobbtorg,
            until: until.map(|day| day.parse().expect("a day")),
        };
        let open = Hinder::Seat(seat(None)).words(Lang::Sv);
        assert_eq!(open, "Användaren har platsen för Jobbtorg i FINSAM-team Järva. Avsluta platsen i teamet först.");
        let ending = Hinder::Seat(seat(Some("2026-12-03"))).words(Lang::Sv);
        assert!(ending.contains("i FINSAM-team Järva till och med "), "{ending}");
        assert!(ending.contains("3 december 2026. Från den dagen hindrar den inte."), "{ending}");
        assert!(!ending.contains("{}") && !Hinder::Seat(seat(Some("2026-12-03"))).words(Lang::En).contains("{}"));
    }

    #[test]
    fn names_sort_in_swedish() {
        let mut names = ["Örjan", "Zara", "Åke", "adam", "Ärla"];
        names.sort_by_key(|n| sort_key(n));
        assert_eq!(names, ["adam", "Zara", "Åke", "Ärla", "Örjan"]);
    }
}
