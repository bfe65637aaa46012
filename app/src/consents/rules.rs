//! What a consent is for, how it was given, and when it is in force (`domain.md` 4.3).
use crate::organisation::rules::Party;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What the participant consents to. Each is asked apart from the others.
    pub enum Purpose {
        ShareInTeam = "share", "dela uppgifter i teamet", "share information in the team";
        RegisterInSus = "sus", "registreras i SUS", "be registered in SUS";
        Survey = "survey", "kontaktas för enkät", "be contacted for a survey";
    }
}

crate::codes! {
    /// How it was given.
    pub enum ConsentForm {
        Paper = "paper", "på papper, undertecknat", "on paper, signed";
        Oral = "oral", "muntligt, dokumenterat", "orally, documented";
        Electronic = "electronic", "deltagarens egen underskrift", "the participant's own signature";
    }
}

/// So many days before a consent runs out the referrer and the coordinators are asked to have it renewed (*design*).
pub const RENEW_DAYS: i64 = 30;

/// So long after a party was withdrawn the coordinators are told of it in a case that has met (*design*).
pub const TOLD_DAYS: i64 = 14;

/// The last day of a consent: two years at most (*design*: the twelve-month follow-up must fit).
pub fn valid_until(given_on: NaiveDate) -> NaiveDate {
    given_on.checked_add_months(Months::new(24)).unwrap_or(given_on)
}

/// A consent to share, as access rules look at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub given_on: NaiveDate,
    pub valid_until: NaiveDate,
    pub withdrawn: bool,
    /// The parties that it names and that have not been withdrawn.
    pub parties: Vec<Party>,
}

impl Given {
    /// Whether it counts on that day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        !self.withdrawn && self.given_on <= day && day <= self.valid_until && !self.parties.is_empty()
    }
}

/// The last day of what is in force for this party on that day; none: nothing is.
pub fn last_day(given: &[Given], party: Party, day: NaiveDate) -> Option<NaiveDate> {
    given.iter().filter(|g| g.is_in_force(day) && g.parties.contains(&party)).map(|g| g.valid_until).max()
}

/// The consent to share that is in force: only this room can make one, and what needs consent takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentInForce {
    parties: Vec<Party>,
}

impl ConsentInForce {
    /// What is in force of these on that day; none when nothing is.
    pub fn of(given: &[Given], day: NaiveDate) -> Option<Self> {
        let mut parties: Vec<Party> =
            given.iter().filter(|g| g.is_in_force(day)).flat_map(|g| g.parties.iter().copied()).collect();
        parties.sort_unstable();
        parties.dedup();
        (!parties.is_empty()).then_some(ConsentInForce { parties })
    }

    /// One that names every party, on that day: what a rule would say had the participant consented.
    #[cfg(feature = "ssr")]
    pub fn to_all(day: NaiveDate) -> Option<Self> {
        let parties = <Party as crate::kernel::code::Code>::ALL.to_vec();
        Self::of(&[Given { given_on: day, valid_until: day, withdrawn: false, parties }], day)
    }

    /// Whether it names the party.
    pub fn names(&self, party: Party) -> bool {
        self.parties.contains(&party)
    }

    /// The parties that it names.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }
}

/// What is withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Withdrawal {
    /// The consent to share, wholly.
    Everything,
    /// The consent to share with one party.
    Party(Party),
    /// The consent to be registered in SUS.
    Sus,
    /// The consent to be contacted for a survey.
    Survey,
}

impl std::fmt::Display for Withdrawal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Withdrawal::Everything => f.write_str("everything"),
            Withdrawal::Sus => f.write_str("sus"),
            Withdrawal::Survey => f.write_str("survey"),
            Withdrawal::Party(party) => party.fmt(f),
        }
    }
}

impl std::str::FromStr for Withdrawal {
    type Err = crate::kernel::code::UnknownCode;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "everything" => Ok(Withdrawal::Everything),
            "sus" => Ok(Withdrawal::Sus),
            "survey" => Ok(Withdrawal::Survey),
            party => party.parse().map(Withdrawal::Party),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: &str) -> NaiveDate {
        d.parse().expect("a day")
    }

    fn given(parties: &[Party]) -> Given {
        let given_on = day("2026-01-15");
        Given { given_on, valid_until: valid_until(given_on), withdrawn: false, parties: parties.to_vec() }
    }

    #[test]
    fn in_force_from_its_day_until_its_last() {
        let g = given(&[Party::HealthCare]);
        assert!(!g.is_in_force(day("2026-01-14")));
        assert!(g.is_in_force(day("2026-01-15")));
        assert!(g.is_in_force(day("2028-01-15")));
        assert!(!g.is_in_force(day("2028-01-16")));
    }

    #[test]
    fn withdrawn_or_without_parties_is_nothing() {
        let today = day("2026-02-01");
        let withdrawn = Given { withdrawn: true, ..given(&[Party::HealthCare]) };
        assert_eq!(ConsentInForce::of(&[withdrawn], today), None);
        assert_eq!(ConsentInForce::of(&[given(&[])], today), None);
        assert_eq!(ConsentInForce::of(&[], today), None);
    }

    #[test]
    fn each_party_has_a_last_day_of_its_own() {
        let early = Given { valid_until: day("2026-03-01"), ..given(&[Party::HealthCare, Party::Jobbtorg]) };
        let late = given(&[Party::Jobbtorg]);
        let both = [early, late];
        assert_eq!(last_day(&both, Party::HealthCare, day("2026-02-01")), Some(day("2026-03-01")));
        assert_eq!(last_day(&both, Party::Jobbtorg, day("2026-02-01")), Some(day("2028-01-15")));
        assert_eq!(last_day(&both, Party::HealthCare, day("2026-03-02")), None);
        assert_eq!(last_day(&both, Party::SocialInsurance, day("2026-02-01")), None);
    }

    #[test]
    fn two_consents_add_up() {
        let both = [given(&[Party::HealthCare]), given(&[Party::Jobbtorg, Party::HealthCare])];
        let in_force = ConsentInForce::of(&both, day("2026-02-01")).expect("in force");
        assert_eq!(in_force.parties(), [Party::Jobbtorg, Party::HealthCare]);
        assert!(!in_force.names(Party::SocialInsurance));
    }
}
