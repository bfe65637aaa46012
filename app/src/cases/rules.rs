//! The states of a case: each carries what only exists in it, and a transition consumes the old one.
use crate::referrals::rules::ReturnReason;
use chrono::{DateTime, NaiveDate, Utc};

crate::codes! {
    /// What the case is for.
    pub enum Track {
        TeamMeeting = "team_meeting", "teammöte", "team meeting";
        WorkTraining = "work_training", "bara arbetsträning", "work training only";
    }
}

crate::codes! {
    /// The state as it is stored and filtered by.
    pub enum StateCode {
        Submitted = "submitted", "anmäld", "submitted";
        CompletionRequested = "completion_requested", "komplettering begärd", "more information requested";
        InQueue = "in_queue", "i kö", "in queue";
        Booked = "booked", "bokad", "booked";
        Met = "met", "möte hållet", "met";
        PlanEstablished = "plan_established", "plan fastställd", "plan established";
        Closed = "closed", "avslutad", "closed";
        Returned = "returned", "återlämnad", "returned";
        Withdrawn = "withdrawn", "återtagen", "withdrawn";
    }
}

impl StateCode {
    /// States in which somebody still has something to do.
    pub const LIVE: [StateCode; 6] = [
        StateCode::Submitted,
        StateCode::CompletionRequested,
        StateCode::InQueue,
        StateCode::Booked,
        StateCode::Met,
        StateCode::PlanEstablished,
    ];

    /// States in which it is followed up: it has met, and is not over.
    pub const FOLLOWED: [StateCode; 2] = [StateCode::Met, StateCode::PlanEstablished];

    /// Whether somebody still has something to do.
    pub fn is_live(self) -> bool {
        Self::LIVE.contains(&self)
    }
}

crate::codes! {
    /// Why a case or placement ended, in SUS's terms (`domain.md` 4.10).
    pub enum EndReason {
        WorkOrStudies = "1", "till arbetssökande, arbete eller studier", "to job seeking, work or studies";
        Rehabilitation = "2", "till fortsatt rehabilitering", "to further rehabilitation";
        Illness = "3", "på grund av sjukdom", "because of illness";
        Other = "4", "annat", "other";
    }
}

crate::codes! {
    /// What a person lives on; several at a time are common.
    pub enum Livelihood {
        SicknessBenefit = "sickness_benefit", "sjukpenning", "sickness benefit";
        IncomeSupport = "income_support", "ekonomiskt bistånd", "income support";
        ActivityCompensation = "activity_compensation", "aktivitetsersättning", "activity compensation";
        DisabilityPension = "disability_pension", "sjukersättning", "sickness compensation";
        UnemploymentBenefit = "unemployment_benefit", "a-kassa", "unemployment benefit";
        ActivitySupport = "activity_support", "aktivitetsstöd", "activity support";
        NoneAtAll = "none", "ingen egen försörjning", "none";
        Other = "other", "annat", "other";
    }
}

impl Livelihood {
    /// Whether these can't be true of one person: to live on nothing of one's own, and on something.
    pub fn contradict(of_one: &[Livelihood]) -> bool {
        of_one.len() > 1 && of_one.contains(&Livelihood::NoneAtAll)
    }
}

crate::codes! {
    /// A part of a case that can be read without its page: the log names it when it is opened on its own.
    pub enum CasePart {
        Referral = "referral", "anmälan", "the referral";
        Consents = "consents", "samtycken", "consents";
        Review = "review", "granskningen av en öppning", "the review of an opening";
        WithoutConsent = "without_consent", "utan samtycke", "without consent";
        ParticipantLink = "participant_link", "deltagarens länk", "the participant's link";
        Readers = "readers", "vilka som har läst", "who has read it";
        Meetings = "meetings", "möten", "meetings";
        Events = "events", "händelser", "events";
        Plan = "plan", "planen", "the plan";
        PlanChanges = "plan_changes", "planens ändringar", "the plan's changes";
        FollowUps = "follow_ups", "uppföljningar", "follow-ups";
        Lots = "lots", "lots", "lots";
        WorkTraining = "work_training", "arbetsträning", "work training";
    }
}

crate::codes! {
    /// Years on public support.
    pub enum SupportBand {
        Under1 = "under_1", "under ett år", "under one year";
        From1To2 = "1_2", "1–2 år", "1–2 years";
        From2To5 = "2_5", "2–5 år", "2–5 years";
        From5To9 = "5_9", "5–9 år", "5–9 years";
        Over9 = "over_9", "över nio år", "over nine years";
        Unknown = "unknown", "vet inte", "unknown";
    }
}

crate::codes! {
    /// The longest education.
    pub enum Education {
        Compulsory = "compulsory", "grundskola eller kortare", "compulsory school or less";
        UpperSecondary = "upper_secondary", "gymnasium", "upper secondary";
        HigherUnder3 = "higher_under_3", "eftergymnasial, under tre år", "higher, under three years";
        Higher3Plus = "higher_3_plus", "eftergymnasial, tre år eller mer", "higher, three years or more";
        Unknown = "unknown", "vet inte", "unknown";
    }
}

/// The state with what only exists in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseState {
    Submitted,
    CompletionRequested,
    /// In the order of `place` unless a coordinator moves one.
    InQueue {
        place: DateTime<Utc>,
    },
    /// Keeps its old place: a cancelled meeting gives it back.
    Booked {
        place: DateTime<Utc>,
    },
    Met,
    PlanEstablished,
    Closed {
        on: NaiveDate,
        reason: EndReason,
    },
    Returned {
        reason: ReturnReason,
    },
    Withdrawn,
}

/// The case is in a state that does not admit the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the state does not admit this step")]
pub struct WrongState;

impl From<WrongState> for crate::kernel::error::AppError {
    fn from(_: WrongState) -> Self {
        crate::kernel::error::AppError::Conflict
    }
}

type Next = Result<CaseState, WrongState>;

impl CaseState {
    /// The code it is stored under.
    pub fn code(&self) -> StateCode {
        match self {
            CaseState::Submitted => StateCode::Submitted,
            CaseState::CompletionRequested => StateCode::CompletionRequested,
            CaseState::InQueue { .. } => StateCode::InQueue,
            CaseState::Booked { .. } => StateCode::Booked,
            CaseState::Met => StateCode::Met,
            CaseState::PlanEstablished => StateCode::PlanEstablished,
            CaseState::Closed { .. } => StateCode::Closed,
            CaseState::Returned { .. } => StateCode::Returned,
            CaseState::Withdrawn => StateCode::Withdrawn,
        }
    }

    /// The coordinator asks the referrer for more.
    pub fn ask_for_completion(self) -> Next {
        match self {
            CaseState::Submitted => Ok(CaseState::CompletionRequested),
            CaseState::CompletionRequested
            | CaseState::InQueue { .. }
            | CaseState::Booked { .. }
            | CaseState::Met
            | CaseState::PlanEstablished
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// The referrer has answered.
    pub fn complete(self) -> Next {
        match self {
            CaseState::CompletionRequested => Ok(CaseState::Submitted),
            CaseState::Submitted
            | CaseState::InQueue { .. }
            | CaseState::Booked { .. }
            | CaseState::Met
            | CaseState::PlanEstablished
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// The coordinator takes it to the queue, at the place of its submission.
    pub fn accept(self, submitted_at: DateTime<Utc>) -> Next {
        match self {
            CaseState::Submitted => Ok(CaseState::InQueue { place: submitted_at }),
            CaseState::CompletionRequested
            | CaseState::InQueue { .. }
            | CaseState::Booked { .. }
            | CaseState::Met
            | CaseState::PlanEstablished
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// The coordinator returns it to the referrer, until it has met.
    pub fn return_it(self, reason: ReturnReason) -> Next {
        match self {
            CaseState::Submitted | CaseState::CompletionRequested | CaseState::InQueue { .. } => {
                Ok(CaseState::Returned { reason })
            }
            CaseState::Booked { .. }
            | CaseState::Met
            | CaseState::PlanEstablished
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// The referrer takes it back, until it has met. A booked meeting is cancelled with it.
    pub fn withdraw(self) -> Next {
        match self {
            CaseState::Submitted
            | CaseState::CompletionRequested
            | CaseState::InQueue { .. }
            | CaseState::Booked { .. } => Ok(CaseState::Withdrawn),
            CaseState::Met
            | CaseState::PlanEstablished
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// The coordinator moves it in the queue.
    pub fn move_in_queue(self, to: DateTime<Utc>) -> Next {
        match self {
            CaseState::InQueue { .. } => Ok(CaseState::InQueue { place: to }),
            CaseState::Submitted
            | CaseState::CompletionRequested
            | CaseState::Booked { .. }
            | CaseState::Met
            | CaseState::PlanEstablished
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// A meeting is booked: the first one takes it out of the queue, a further one leaves the state as it is.
    pub fn book(self) -> Next {
        match self {
            CaseState::InQueue { place } => Ok(CaseState::Booked { place }),
            CaseState::Met | CaseState::PlanEstablished => Ok(self),
            CaseState::Submitted
            | CaseState::CompletionRequested
            | CaseState::Booked { .. }
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// The booked meeting is cancelled: back to the old place in the queue.
    pub fn unbook(self) -> Next {
        match self {
            CaseState::Booked { place } => Ok(CaseState::InQueue { place }),
            CaseState::Met | CaseState::PlanEstablished => Ok(self),
            CaseState::Submitted
            | CaseState::CompletionRequested
            | CaseState::InQueue { .. }
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// The booked meeting was held.
    pub fn hold(self) -> Next {
        match self {
            CaseState::Booked { .. } => Ok(CaseState::Met),
            CaseState::Met | CaseState::PlanEstablished => Ok(self),
            CaseState::Submitted
            | CaseState::CompletionRequested
            | CaseState::InQueue { .. }
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// The joint plan is established.
    pub fn establish(self) -> Next {
        match self {
            CaseState::Met => Ok(CaseState::PlanEstablished),
            CaseState::Submitted
            | CaseState::CompletionRequested
            | CaseState::InQueue { .. }
            | CaseState::Booked { .. }
            | CaseState::PlanEstablished
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }

    /// The coordinator closes it: after a meeting, or from the queue (the track of work training only has no meeting).
    pub fn close(self, on: NaiveDate, reason: EndReason) -> Next {
        match self {
            CaseState::InQueue { .. } | CaseState::Met | CaseState::PlanEstablished => {
                Ok(CaseState::Closed { on, reason })
            }
            CaseState::Submitted
            | CaseState::CompletionRequested
            | CaseState::Booked { .. }
            | CaseState::Closed { .. }
            | CaseState::Returned { .. }
            | CaseState::Withdrawn => Err(WrongState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

    fn closed() -> CaseState {
        CaseState::Closed { on: NaiveDate::default(), reason: EndReason::Other }
    }

    #[test]
    fn the_main_path() {
        let queue = CaseState::Submitted
            .ask_for_completion()
            .and_then(CaseState::complete)
            .and_then(|s| s.accept(PLACE))
            .expect("in queue");
        let met = queue.book().and_then(CaseState::hold).expect("met");
        let planned = met.establish().expect("planned");
        assert_eq!(planned.close(NaiveDate::default(), EndReason::Other), Ok(closed()));
    }

    #[test]
    fn a_cancelled_meeting_gives_the_old_place_back() {
        let queue = CaseState::InQueue { place: PLACE };
        assert_eq!(queue.book().and_then(CaseState::unbook), Ok(queue));
    }

    #[test]
    fn a_further_meeting_leaves_an_established_plan_established() {
        let planned = CaseState::PlanEstablished;
        assert_eq!(planned.book().and_then(CaseState::hold), Ok(planned));
        assert_eq!(planned.book().and_then(CaseState::unbook), Ok(planned));
    }

    #[test]
    fn what_is_over_admits_nothing() {
        for over in [closed(), CaseState::Withdrawn, CaseState::Returned { reason: ReturnReason::Other }] {
            assert_eq!(over.ask_for_completion(), Err(WrongState));
            assert_eq!(over.complete(), Err(WrongState));
            assert_eq!(over.accept(PLACE), Err(WrongState));
            assert_eq!(over.return_it(ReturnReason::Other), Err(WrongState));
            assert_eq!(over.withdraw(), Err(WrongState));
            assert_eq!(over.move_in_queue(PLACE), Err(WrongState));
            assert_eq!(over.book(), Err(WrongState));
            assert_eq!(over.unbook(), Err(WrongState));
            assert_eq!(over.hold(), Err(WrongState));
            assert_eq!(over.establish(), Err(WrongState));
            assert_eq!(over.close(NaiveDate::default(), EndReason::Other), Err(WrongState));
        }
    }

    #[test]
    fn a_case_that_has_met_can_neither_be_returned_nor_withdrawn() {
        assert_eq!(CaseState::Met.return_it(ReturnReason::Other), Err(WrongState));
        assert_eq!(CaseState::Met.withdraw(), Err(WrongState));
    }
}
