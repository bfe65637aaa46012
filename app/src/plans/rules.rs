//! What a plan aims at and how far its activities have come (`domain.md` 4.6).
use crate::organisation::rules::Party;

crate::codes! {
    /// What the plan aims at.
    pub enum GoalKind {
        Work = "work", "mot arbete", "towards work";
        Studies = "studies", "mot studier", "towards studies";
        Benefit = "benefit", "mot rätt ersättning", "towards the right benefit";
        Care = "care", "mot vård före arbete", "towards care before work";
    }
}

crate::codes! {
    /// How far an activity has come.
    pub enum ActivityStatus {
        Planned = "planned", "planerad", "planned";
        UnderWay = "under_way", "pågår", "under way";
        Done = "done", "klar", "done";
        NotDone = "not_done", "inte gjord", "not done";
        Dropped = "dropped", "struken", "dropped";
    }
}

crate::codes! {
    /// Who answers for an activity: a party, the participant or the lots.
    pub enum Responsible {
        SocialServices = "social_services", "Socialtjänst", "Social services";
        Jobbtorg = "jobbtorg", "Jobbtorg", "Jobbtorg (municipal labour market unit)";
        EmploymentService = "employment_service", "Arbetsförmedlingen", "Employment service (Arbetsförmedlingen)";
        SocialInsurance = "social_insurance", "Försäkringskassan", "Social insurance (Försäkringskassan)";
        HealthCare = "health_care", "Hälso- och sjukvård", "Health care";
        Participant = "participant", "Deltagaren", "The participant";
        Lots = "lots", "Lots", "Lots";
    }
}

impl Responsible {
    /// The party, where one answers.
    pub fn party(self) -> Option<Party> {
        match self {
            Responsible::SocialServices => Some(Party::SocialServices),
            Responsible::Jobbtorg => Some(Party::Jobbtorg),
            Responsible::EmploymentService => Some(Party::EmploymentService),
            Responsible::SocialInsurance => Some(Party::SocialInsurance),
            Responsible::HealthCare => Some(Party::HealthCare),
            Responsible::Participant | Responsible::Lots => None,
        }
    }
}

impl From<Party> for Responsible {
    fn from(party: Party) -> Self {
        match party {
            Party::SocialServices => Responsible::SocialServices,
            Party::Jobbtorg => Responsible::Jobbtorg,
            Party::EmploymentService => Responsible::EmploymentService,
            Party::SocialInsurance => Responsible::SocialInsurance,
            Party::HealthCare => Responsible::HealthCare,
        }
    }
}
