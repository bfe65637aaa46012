//! What of a case's events is told to whom (`domain.md` section 6). Pure: a table test names every event.
use super::policy::Sight;
use crate::audit::EventCode;

/// How much of an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Nothing,
    /// That it happened, when, by whom and in which team: no reason, no parties, no result, nobody it was done to. Who did
    /// it is a member of staff, and no secret.
    ThatItHappened,
    Everything,
}

/// What an event of a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// Not told in any timeline: readings, what has no case, and what the participant keeps for themself.
    NoChange,
    /// The referral: what the referrer's agency wrote and was answered.
    Referral,
    /// A step from one state to another.
    State,
    Consent,
    MeetingTime,
    /// Plan, lots, follow-ups, work training: what the consent opens.
    Content,
}

/// How much of an event someone with this sight is told, in the timeline as in the case's way.
pub fn shown_to(sight: Sight, event: EventCode) -> Told {
    match (about(event), sight) {
        (About::NoChange, _) => Told::Nothing,
        (_, Sight::Whole) | (About::Consent, _) | (About::Referral, Sight::Referral) => Told::Everything,
        (About::Referral | About::State | About::MeetingTime, Sight::Referral | Sight::Shell) => Told::ThatItHappened,
        (About::Content, Sight::Referral | Sight::Shell) => Told::Nothing,
    }
}

/// Every event is named: who adds one decides here what it tells.
fn about(event: EventCode) -> About {
    use EventCode as E;
    match event {
        E::ReferralSubmitted
        | E::CompletionRequested
        | E::CompletionAnswered
        | E::ReferralChanged
        | E::ReferralReturned
        | E::ReferralWithdrawn
        | E::ReferrerChanged
        | E::CaseImported => About::Referral,
        E::ReferralAccepted | E::CaseTakenUp | E::PlanEstablished | E::CaseClosed => About::State,
        E::ConsentRecorded
        | E::ConsentWithdrawn
        | E::ConsentScanAdded
        | E::ConsentScanTakenBack
        | E::GlassBroken
        | E::GlassReviewed
        | E::LinkMade
        | E::LinkEnded
        | E::LinkOpened
        | E::LinkRefused => About::Consent,
        E::MeetingBooked | E::MeetingMoved | E::MeetingCancelled | E::MeetingHeld => About::MeetingTime,
        E::QueueMoved
        | E::AttendanceCorrected
        | E::PlanWritten
        | E::PlanRevised
        | E::ActivityAdded
        | E::ActivityChanged
        | E::ActivityMarked
        | E::LotsAsked
        | E::LotsAssigned
        | E::LotsAccepted
        | E::LotsDeclined
        | E::LotsBegun
        | E::LotsHandedOver
        | E::LotsEnded
        | E::NewMeetingDeclined
        | E::FollowUpTried
        | E::FollowUpDone
        | E::PreparationShared
        | E::PreparationUnshared
        | E::PlacementRequested
        | E::PlacementImported
        | E::PlacementMoved
        | E::PlacementPlaced
        | E::PlacementStarted
        | E::PlacementEnded
        | E::PlacementStopped => About::Content,
        // what they keep for themselves is nobody's, nor that they do
        E::PreparationKept
        | E::CaseOpened
        | E::CasePrinted
        | E::ConsentScanOpened
        | E::ActivityOpened
        | E::PlacementOpened
        | E::ParticipantOpened
        | E::ConsultationAsked
        | E::ConsultationAdded
        | E::ConsultationAnswered
        | E::ConsultationOpened
        | E::ConsultationReferred
        | E::ConsultationConverted
        | E::ConsultationClosed
        | E::ConsultationDeleted
        | E::LoggedIn
        | E::LoggedOut
        | E::LoggedOutEverywhere
        | E::PasswordChanged
        | E::AssociationSwitched
        | E::PasswordReset
        | E::ProfileChanged
        | E::UserOpened
        | E::UserChanged
        | E::UserClosed
        | E::RoleGranted
        | E::RoleEnded
        | E::DemonstrationMade
        | E::AssociationMade
        | E::AssociationChanged
        | E::ConsentTextMade
        | E::ConsentTextChecked
        | E::DistrictMade
        | E::DistrictChanged
        | E::AgencyMade
        | E::AgencyChanged
        | E::UnitMade
        | E::UnitChanged
        | E::TeamMade
        | E::TeamChanged
        | E::SeatFilled
        | E::SeatVacated
        | E::SeatTakenBack
        | E::RegisterImported
        | E::DraftKept
        | E::DraftDiscarded
        | E::SlotMade
        | E::SlotChanged
        | E::SlotCancelled
        | E::StandInNamed
        | E::SeatAbsent
        | E::SeatComes
        | E::ProviderMade
        | E::ProviderChanged
        | E::PlaceMade
        | E::PlaceChanged
        | E::PlaceConfirmed => About::NoChange,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::code::Code;

    fn told(sight: Sight, how: Told) -> Vec<EventCode> {
        EventCode::ALL.iter().copied().filter(|e| shown_to(sight, *e) == how).collect()
    }

    #[test]
    fn the_shell_is_consents_whole_and_of_state_and_meetings_only_that_they_happened() {
        use EventCode as E;
        let whole = [
            E::GlassBroken,
            E::GlassReviewed,
            E::LinkMade,
            E::LinkEnded,
            E::LinkOpened,
            E::LinkRefused,
            E::ConsentRecorded,
            E::ConsentWithdrawn,
            E::ConsentScanAdded,
            E::ConsentScanTakenBack,
        ];
        assert_eq!(told(Sight::Shell, Told::Everything), whole);
        let happened = [
            E::CaseImported,
            E::ReferralSubmitted,
            E::CompletionRequested,
            E::CompletionAnswered,
            E::ReferralChanged,
            E::ReferralReturned,
            E::ReferralWithdrawn,
            E::ReferralAccepted,
            E::ReferrerChanged,
            E::CaseTakenUp,
            E::CaseClosed,
            E::MeetingBooked,
            E::MeetingMoved,
            E::MeetingCancelled,
            E::MeetingHeld,
            E::PlanEstablished,
        ];
        assert_eq!(told(Sight::Shell, Told::ThatItHappened), happened);
    }

    #[test]
    fn the_referrer_keeps_the_referral_and_nothing_of_what_others_did() {
        use EventCode as E;
        let own = [
            E::CaseImported,
            E::ReferralSubmitted,
            E::CompletionRequested,
            E::CompletionAnswered,
            E::ReferralChanged,
            E::ReferralReturned,
            E::ReferralWithdrawn,
            E::ReferrerChanged,
            E::GlassBroken,
            E::GlassReviewed,
            E::LinkMade,
            E::LinkEnded,
            E::LinkOpened,
            E::LinkRefused,
            E::ConsentRecorded,
            E::ConsentWithdrawn,
            E::ConsentScanAdded,
            E::ConsentScanTakenBack,
        ];
        assert_eq!(told(Sight::Referral, Told::Everything), own);
        let without_consent = |e: &EventCode| shown_to(Sight::Referral, *e) == Told::Nothing;
        assert_eq!(
            EventCode::ALL.iter().filter(|e| without_consent(e)).count(),
            told(Sight::Shell, Told::Nothing).len(),
            "what is no secret to the referrer is none to the coordinator, and the other way"
        );
    }

    #[test]
    fn with_a_consent_every_change_of_the_case_is_told_and_no_reading() {
        for event in EventCode::ALL {
            let how = shown_to(Sight::Whole, *event);
            assert_ne!(how, Told::ThatItHappened, "{event}");
            assert!(!event.is_reading() || how == Told::Nothing, "{event}");
            // whoever sees less is never told more
            assert!(shown_to(Sight::Shell, *event) == Told::Nothing || how == Told::Everything, "{event}");
        }
    }
}
