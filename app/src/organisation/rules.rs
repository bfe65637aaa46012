//! The parties and members that own an association and sit in its teams.

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

/// How many members these parties belong to. A referral needs at least two.
pub fn members_of(parties: &[Party]) -> usize {
    let mut members: Vec<Member> = parties.iter().map(|p| p.member()).collect();
    members.sort_unstable();
    members.dedup();
    members.len()
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
}
