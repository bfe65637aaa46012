//! What a plan aims at and how far its activities have come (`domain.md` 4.6).
use crate::{cases::rules::StateCode, organisation::rules::Party};
use chrono::NaiveDate;

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

impl ActivityStatus {
    /// Statuses of an activity that somebody still has something to do about.
    pub const OPEN: [ActivityStatus; 2] = [ActivityStatus::Planned, ActivityStatus::UnderWay];

    /// What the participant may say of an activity of their own.
    pub const BY_PARTICIPANT: [ActivityStatus; 3] =
        [ActivityStatus::UnderWay, ActivityStatus::Done, ActivityStatus::NotDone];

    /// Whether somebody still has something to do.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// Whether a reason belongs to it.
    pub fn needs_reason(self) -> bool {
        matches!(self, ActivityStatus::NotDone | ActivityStatus::Dropped)
    }
}

crate::codes! {
    /// What an agency decided about an activity that needed its decision.
    pub enum DecisionOutcome {
        Granted = "granted", "bifall", "granted";
        PartlyGranted = "partly_granted", "delvis bifall", "partly granted";
        Refused = "refused", "avslag", "refused";
    }
}

/// A representative is reminded so many days before an activity is due (*design*).
pub const SOON_DAYS: i64 = 7;

/// States of a case in which its plan is written, and its activities are carried out once it is established.
pub const PLANNING: [StateCode; 3] = [StateCode::Booked, StateCode::Met, StateCode::PlanEstablished];

/// How many days late an activity is; none when it is in time, over, or without a due day.
pub fn days_late(status: ActivityStatus, due: Option<NaiveDate>, today: NaiveDate) -> Option<i64> {
    let late = due.filter(|_| status.is_open()).map(|due| (today - due).num_days())?;
    (late > 0).then_some(late)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_open_can_be_late() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).expect("a day");
        assert_eq!(days_late(ActivityStatus::Planned, Some(day(20)), day(22)), Some(2));
        assert_eq!(days_late(ActivityStatus::UnderWay, Some(day(22)), day(22)), None);
        assert_eq!(days_late(ActivityStatus::Planned, None, day(22)), None);
        for over in [ActivityStatus::Done, ActivityStatus::NotDone, ActivityStatus::Dropped] {
            assert_eq!(days_late(over, Some(day(20)), day(22)), None);
        }
    }

    #[test]
    fn every_party_can_answer_for_an_activity() {
        for party in <Party as crate::kernel::code::Code>::ALL {
            assert_eq!(Responsible::from(*party).party(), Some(*party));
        }
    }
}
