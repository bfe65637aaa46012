//! The parties and members that own an association and sit in its teams, and the limits that an association sets.
use serde::{Deserialize, Serialize};

crate::codes! {
    /// A kind of seat in a team (`domain.md` section 2).
    pub enum Party {
        SocialServices = "social_services", "Socialtjänst", "Social services";
        Jobbtorg = "jobbtorg", "Jobbtorg", "Jobbtorg (municipal labour market unit)";
        EmploymentService = "employment_service", "Arbetsförmedlingen", "Employment service (Arbetsförmedlingen)";
        SocialInsurance = "social_insurance", "Försäkringskassan", "Social insurance (Försäkringskassan)";
        HealthCare = "health_care", "Hälso- och sjukvård", "Health care";
    }
}

crate::codes! {
    /// An owner of the association, under the act 2003:1210.
    pub enum Member {
        Municipality = "municipality", "kommunen", "the municipality";
        Region = "region", "regionen", "the region";
        SocialInsurance = "social_insurance", "Försäkringskassan", "Försäkringskassan";
        EmploymentService = "employment_service", "Arbetsförmedlingen", "Arbetsförmedlingen";
    }
}

impl Party {
    /// The member that the party belongs to: social services and Jobbtorg are both the municipality's.
    pub fn member(self) -> Member {
        match self {
            Party::SocialServices | Party::Jobbtorg => Member::Municipality,
            Party::EmploymentService => Member::EmploymentService,
            Party::SocialInsurance => Member::SocialInsurance,
            Party::HealthCare => Member::Region,
        }
    }
}

/// A register names no units: its referrers belong to this one of their agency until someone knows better.
pub const UNIT_NOT_NAMED: &str = "Enhet ej angiven";

/// An agency with one of its units, in words; the agency alone where the unit is none that anyone has named.
pub fn with_unit(agency: &str, unit: &str) -> String {
    if unit == UNIT_NOT_NAMED { agency.to_owned() } else { format!("{agency}, {unit}") }
}

/// How many members these parties belong to. A referral needs at least two.
pub fn members_of(parties: &[Party]) -> usize {
    let mut members: Vec<Member> = parties.iter().map(|p| p.member()).collect();
    members.sort_unstable();
    members.dedup();
    members.len()
}

/// When something is late, as the association has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Days in the inbox before a referral is late.
    pub inbox_days: i32,
    /// Weeks in the queue before a case has waited too long.
    pub queue_weeks: i32,
    /// Days after a held meeting until the plan must be established.
    pub plan_days: i32,
    /// Days after its due day until a follow-up is on the coordinator's list.
    pub follow_up_grace_days: i32,
    /// Days from request to information meeting that work training aims at.
    pub information_meeting_days: i32,
}

impl Default for Limits {
    /// A new association's: seven days for plan and follow-up, 14 days to the information meeting (`domain.md`
    /// sections 4.5, 4.8 and 4.9), the rest *design*.
    fn default() -> Self {
        Limits { inbox_days: 5, queue_weeks: 8, plan_days: 7, follow_up_grace_days: 7, information_meeting_days: 14 }
    }
}

crate::codes! {
    /// Whether something is in use. What is closed stays, so that old cases can name it.
    pub enum Standing {
        InUse = "in_use", "i bruk", "in use";
        Closed = "closed", "avslutad", "closed";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn social_services_and_jobbtorg_are_one_member() {
        assert_eq!(members_of(&[Party::SocialServices, Party::Jobbtorg]), 1);
        assert_eq!(members_of(&[Party::SocialServices, Party::Jobbtorg, Party::HealthCare]), 2);
        assert_eq!(members_of(&[]), 0);
    }

    #[test]
    fn a_unit_that_nobody_has_named_is_not_told() {
        assert_eq!(with_unit("Jobbtorg", "Mottagningen"), "Jobbtorg, Mottagningen");
        assert_eq!(with_unit("Jobbtorg", UNIT_NOT_NAMED), "Jobbtorg");
    }
}
