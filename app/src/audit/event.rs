//! The events that the log knows, each in the words of the timeline.
use crate::{
    kernel::id::{AgencyId, TeamId, UnitId, UserId},
    organisation::rules::Party,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

crate::codes! {
    /// What an entry is about; each subject has a chain of its own.
    pub enum SubjectKind {
        Case = "case", "ärende", "case";
        Draft = "draft", "utkast", "draft";
        Placement = "placement", "arbetsträning", "placement";
        User = "user", "användare", "user";
        Team = "team", "team", "team";
        Participant = "participant", "deltagare", "participant";
        Association = "association", "förbund", "association";
        Consultation = "consultation", "avidentifierad fråga", "question without identity";
    }
}

crate::codes! {
    /// What happened. The words are those of a timeline: who and when stand beside them.
    pub enum EventCode {
        // accounts
        LoggedIn = "logged_in", "Loggade in", "Logged in";
        LoggedOut = "logged_out", "Loggade ut", "Logged out";
        LoggedOutEverywhere = "logged_out_everywhere", "Loggade ut överallt", "Logged out everywhere";
        PasswordChanged = "password_changed", "Bytte lösenord", "Changed the password";
        AssociationSwitched = "association_switched", "Bytte förbund", "Switched association";
        PasswordReset = "password_reset", "Engångslösenord skapat", "One-time password made";
        ProfileChanged = "profile_changed", "Ändrade sin profil", "Changed their profile";
        UserOpened = "user_opened", "Användare upplagd", "User added";
        UserChanged = "user_changed", "Användare ändrad", "User changed";
        UserClosed = "user_closed", "Användare avslutad", "User closed";
        RoleGranted = "role_granted", "Uppgift tilldelad", "Task granted";
        RoleEnded = "role_ended", "Uppgift avslutad", "Task ended";
        // organisation and teams
        DemonstrationMade = "demonstration_made", "Demonstration uppbyggd", "Demonstration built";
        AssociationMade = "association_made", "Förbund upplagt", "Association added";
        AssociationChanged = "association_changed", "Förbundets inställningar ändrade", "Association settings changed";
        DistrictMade = "district_made", "Stadsdelsområde upplagt", "District added";
        DistrictChanged = "district_changed", "Stadsdelsområde ändrat", "District changed";
        AgencyMade = "agency_made", "Myndighet upplagd", "Agency added";
        AgencyChanged = "agency_changed", "Myndighet ändrad", "Agency changed";
        UnitMade = "unit_made", "Enhet upplagd", "Unit added";
        UnitChanged = "unit_changed", "Enhet ändrad", "Unit changed";
        TeamMade = "team_made", "Team upplagt", "Team added";
        TeamChanged = "team_changed", "Team ändrat", "Team changed";
        SeatFilled = "seat_filled", "Stol bemannad", "Seat filled";
        SeatVacated = "seat_vacated", "Stol lämnad", "Seat vacated";
        SeatTakenBack = "seat_taken_back", "Tid i stolen tillbakatagen innan den började", "Time in the seat taken back before it began";
        RegisterImported = "register_imported", "Register inläst", "Register imported";
        // questions without identity
        ConsultationAsked = "consultation_asked", "Avidentifierad fråga ställd", "Question without identity asked";
        ConsultationAdded = "consultation_added", "Avidentifierad fråga kompletterad", "Question without identity added to";
        ConsultationAnswered = "consultation_answered", "Avidentifierad fråga besvarad", "Question without identity answered";
        ConsultationOpened = "consultation_opened", "Öppnade en avidentifierad fråga", "Opened a question without identity";
        ConsultationReferred = "consultation_referred", "Anmälan påbörjad från en avidentifierad fråga", "Referral begun from a question without identity";
        ConsultationConverted = "consultation_converted", "Avidentifierad fråga blev anmälan", "Question without identity became a referral";
        ConsultationClosed = "consultation_closed", "Avidentifierad fråga avslutad", "Question without identity closed";
        ConsultationDeleted = "consultation_deleted", "Avidentifierad fråga borttagen efter 90 dagar", "Question without identity deleted after 90 days";
        // referral
        DraftKept = "draft_kept", "Utkast sparat", "Draft kept";
        DraftDiscarded = "draft_discarded", "Utkast kastat", "Draft discarded";
        CaseImported = "case_imported", "Ärendet inläst från register", "Case imported from a register";
        ReferralSubmitted = "referral_submitted", "Anmälan inskickad", "Referral submitted";
        CompletionRequested = "completion_requested", "Komplettering begärd", "More information requested";
        CompletionAnswered = "completion_answered", "Komplettering lämnad", "More information given";
        ReferralChanged = "referral_changed", "Anmälan ändrad", "Referral changed";
        ReferralReturned = "referral_returned", "Anmälan återlämnad", "Referral returned";
        ReferralWithdrawn = "referral_withdrawn", "Anmälan återtagen", "Referral withdrawn";
        ReferralAccepted = "referral_accepted", "Ställd i kö", "Put in the queue";
        ReferrerChanged = "referrer_changed", "Ny anmälare", "New referrer";
        QueueMoved = "queue_moved", "Flyttad i kön", "Moved in the queue";
        CaseOpened = "case_opened", "Öppnade ärendet", "Opened the case";
        CasePrinted = "case_printed", "Öppnade för utskrift", "Opened for printing";
        CaseTakenUp = "case_taken_up", "Ärendet upptaget av koordinator", "Case taken up by a coordinator";
        CaseClosed = "case_closed", "Ärendet avslutat", "Case closed";
        // consent
        GlassBroken = "glass_broken", "Öppnat utan samtycke", "Opened without consent";
        GlassReviewed = "glass_reviewed", "Öppningen utan samtycke granskad", "Opening without consent reviewed";
        ConsentTextMade = "consent_text_made", "Samtyckestext gjord", "Consent text made";
        ConsentTextChecked = "consent_text_checked", "Samtyckestext granskad", "Consent text checked";
        LinkMade = "link_made", "Länk till deltagaren gjord", "Link for the participant made";
        LinkEnded = "link_ended", "Länk till deltagaren avslutad", "Link for the participant ended";
        LinkOpened = "link_opened", "Deltagarens länk öppnad", "The participant's link opened";
        LinkRefused = "link_refused", "Fel uppgifter till deltagarens länk", "Wrong answers to the participant's link";
        PreparationKept = "preparation_kept", "Deltagaren skrev för sig själv inför mötet", "The participant wrote for themself before the meeting";
        PreparationShared = "preparation_shared", "Deltagaren delade sin förberedelse inför mötet", "The participant shared their preparation for the meeting";
        PreparationUnshared = "preparation_unshared", "Deltagaren tog tillbaka sin delade förberedelse", "The participant took back their shared preparation";
        ConsentRecorded = "consent_recorded", "Samtycke registrerat", "Consent recorded";
        ConsentWithdrawn = "consent_withdrawn", "Samtycke återtaget", "Consent withdrawn";
        ConsentScanAdded = "consent_scan_added", "Skanning av samtycke tillagd", "Scan of a consent added";
        ConsentScanTakenBack = "consent_scan_taken_back", "Skanning av samtycke borttagen", "Scan of a consent removed";
        ConsentScanOpened = "consent_scan_opened", "Öppnade skanningen av ett samtycke", "Opened the scan of a consent";
        // meetings
        SlotMade = "slot_made", "Teamtid upplagd", "Team time added";
        SlotChanged = "slot_changed", "Teamtid ändrad", "Team time changed";
        SlotCancelled = "slot_cancelled", "Teamtid inställd", "Team time cancelled";
        StandInNamed = "stand_in_named", "Ersättare kliver in", "Substitute steps in";
        SeatAbsent = "seat_absent", "Frånvaro anmäld", "Absence reported";
        SeatComes = "seat_comes", "Ordinarie kommer", "Representative comes";
        MeetingBooked = "meeting_booked", "Bokad till teammöte", "Booked for a team meeting";
        MeetingMoved = "meeting_moved", "Teammötet flyttat", "Team meeting moved";
        MeetingCancelled = "meeting_cancelled", "Teammötet inställt", "Team meeting cancelled";
        MeetingHeld = "meeting_held", "Teammöte hållet", "Team meeting held";
        AttendanceCorrected = "attendance_corrected", "Närvaron på teammötet rättad", "Attendance at the team meeting corrected";
        // plan
        PlanWritten = "plan_written", "Gemensam plan skriven", "Joint plan written";
        PlanEstablished = "plan_established", "Gemensam plan fastställd", "Joint plan established";
        PlanRevised = "plan_revised", "Gemensam plan ändrad", "Joint plan revised";
        ActivityAdded = "activity_added", "Aktivitet tillagd", "Activity added";
        ActivityChanged = "activity_changed", "Aktivitet ändrad", "Activity changed";
        ActivityOpened = "activity_opened", "Öppnade en aktivitet", "Opened an activity";
        ActivityMarked = "activity_marked", "Aktivitetens läge ändrat", "Activity status changed";
        // lots
        LotsAsked = "lots_asked", "Lots begärd", "Lots asked for";
        LotsAssigned = "lots_assigned", "Lots tilldelad", "Lots assigned";
        LotsAccepted = "lots_accepted", "Lotsuppdrag taget", "Lots assignment accepted";
        LotsDeclined = "lots_declined", "Lotsuppdrag avböjt", "Lots assignment declined";
        LotsBegun = "lots_begun", "Lotsens arbete har börjat", "The lots has begun the work";
        LotsHandedOver = "lots_handed_over", "Lotsuppdrag lämnat över", "Lots assignment handed over";
        LotsEnded = "lots_ended", "Lotsuppdrag avslutat", "Lots assignment ended";
        FollowUpTried = "follow_up_tried", "Försök till uppföljning", "Follow-up attempted";
        NewMeetingDeclined = "new_meeting_declined", "Inget nytt möte behövs", "No new meeting is needed";
        FollowUpDone = "follow_up_done", "Uppföljning gjord", "Follow-up done";
        // work training
        ProviderMade = "provider_made", "Leverantör upplagd", "Provider added";
        ProviderChanged = "provider_changed", "Leverantör ändrad", "Provider changed";
        PlaceMade = "place_made", "Arbetsträningsplats upplagd", "Place added";
        PlaceChanged = "place_changed", "Arbetsträningsplats ändrad", "Place changed";
        PlaceConfirmed = "place_confirmed", "Lediga platser bekräftade", "Free seats confirmed";
        PlacementRequested = "placement_requested", "Arbetsträning begärd", "Work training requested";
        PlacementImported = "placement_imported", "Arbetsträningen inläst från register", "Placement imported from a register";
        PlacementMoved = "placement_moved", "Arbetsträningen gick vidare", "Work training moved on";
        PlacementPlaced = "placement_placed", "Plats vald", "Place chosen";
        PlacementStarted = "placement_started", "Arbetsträningen började", "Work training started";
        PlacementEnded = "placement_ended", "Arbetsträningen avslutad", "Work training ended";
        PlacementStopped = "placement_stopped", "Arbetsträningen avslutad före start", "Work training ended before the start";
        PlacementOpened = "placement_opened", "Öppnade arbetsträningen", "Opened the placement";
        ParticipantOpened = "participant_opened", "Öppnade deltagaren", "Opened the participant";
    }
}

impl EventCode {
    /// A reading, not a change: it stands in the log but not in the timeline.
    pub fn is_reading(self) -> bool {
        matches!(
            self,
            EventCode::CaseOpened
                | EventCode::CasePrinted
                | EventCode::ConsentScanOpened
                | EventCode::PlacementOpened
                | EventCode::ActivityOpened
                | EventCode::ParticipantOpened
                | EventCode::ConsultationOpened
                | EventCode::LoggedIn
                | EventCode::LoggedOut
        )
    }
}

/// What an entry says beside its event: ids, codes, numbers and times. Never a name, never free text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The record that the event made or touched, where it is not the subject itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// A code of the list that belongs to the event: a reason, a role, a new status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The code before a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
}

/// An event with its details. A bare code is an event without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub code: EventCode,
    pub details: Details,
}

impl From<EventCode> for Event {
    fn from(code: EventCode) -> Self {
        Event { code, details: Details::default() }
    }
}

impl EventCode {
    /// The event with details.
    pub fn with(self, details: Details) -> Event {
        Event { code: self, details }
    }
}
