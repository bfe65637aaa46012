//! Every door into the product, one line each: who may pass, and what it leaves in the audit log.
//!
//! A form's line also registers it. Pages and server functions stand here so that a test can hold this list against
//! what the router really serves, and call each door as everyone who may not pass.
mod own;
mod who;

pub use own::{OWN_PAGES, OwnDoor};
pub use who::Who;

use super::Role;
use crate::{
    accounts::{forms as accounts, users::forms as users},
    audit::EventCode,
    break_glass::{forms as broken, policy::REVIEWERS},
    cases::forms as cases,
    consents::{
        forms as consents,
        scan::forms as scan,
        wording::{forms as wording, policy::READERS},
    },
    consultations::forms as consultations,
    follow_ups::forms as follow_ups,
    lots::forms as lots,
    meetings::forms as meetings,
    organisation::forms as organisation,
    participant_portal::forms as portal,
    plans::forms as plans,
    referrals::forms as referrals,
    register_import::forms as register,
    statistics::policy::SEE_FIGURES,
    teams::forms as teams,
    ui::form::{
        Form, Pairs, Reader,
        submit::{Handler, Submit, handler},
    },
    work_training::forms as work_training,
};

/// A form's door.
#[derive(Clone, Copy)]
pub struct FormDoor {
    pub path: &'static str,
    pub who: Who,
    /// The events of a submission that is done, any of them.
    pub leaves: &'static [EventCode],
    /// How many bytes of files it takes.
    pub files: u64,
    /// How many bytes each of them may have.
    pub largest_file: u64,
    pub handler: Handler,
    /// The fields that the form reads of such values, for the test that holds them against its page.
    pub names: fn(Pairs) -> Vec<String>,
}

/// A page's or a server function's door.
#[derive(Clone, Copy, Debug)]
pub struct ReadDoor {
    pub path: &'static str,
    pub who: Who,
}

fn form<F: Submit>(who: Who, leaves: &'static [EventCode]) -> FormDoor {
    FormDoor {
        path: <F as Form>::PATH,
        who,
        leaves,
        files: F::FILES,
        largest_file: F::LARGEST,
        handler: handler::<F>(),
        names: names::<F>,
    }
}

fn names<F: Form>(values: Pairs) -> Vec<String> {
    let mut reader = Reader { values, ..Reader::default() };
    F::read(&mut reader);
    reader.names
}

const fn read(path: &'static str, who: Who) -> ReadDoor {
    ReadDoor { path, who }
}

/// Those who mark how far an activity has come.
const MARKERS: Who = Who::Roles(&[Role::Coordinator, Role::Referrer, Role::Representative, Role::Lots]);
const LOTS: Who = Who::Roles(&[Role::Lots]);
const LOTS_AND_COORDINATORS: Who = Who::Roles(&[Role::Coordinator, Role::Lots]);
/// Those who have a list of activities.
const ACTIVITY_LISTS: Who = Who::Roles(&[Role::Coordinator, Role::Representative]);
const WORK_TRAINING: Who = Who::Roles(&[Role::WorkTraining]);
const PLACEMENT_LISTS: Who = Who::Roles(&[Role::WorkTraining, Role::Coordinator]);
const ASKING_FOR_TRAINING: Who = Who::Roles(&[Role::Coordinator, Role::Referrer]);
const ADMINISTRATORS: Who = Who::Roles(&[Role::Administrator]);

const SEE_TEAMS: Who = Who::Roles(&[Role::Coordinator, Role::Administrator, Role::Representative]);
/// Everyone who can have cases; which ones is the policy's to say.
pub const CASE_ROLES: Who =
    Who::Roles(&[Role::Referrer, Role::Coordinator, Role::Representative, Role::Lots, Role::WorkTraining]);
pub const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
pub const REFERRER: Who = Who::Roles(&[Role::Referrer]);
/// Those who record a consent given on paper or orally.
pub const CONSENT_ROLES: Who = Who::Roles(&[Role::Referrer, Role::Coordinator]);

/// Those who ask without identity, and who answer.
const CONSULTATIONS: Who = Who::Roles(&[Role::Referrer, Role::Coordinator]);
/// Those who review what was opened without consent.
const REVIEWS: Who = Who::Roles(REVIEWERS);
/// Those who read the texts that participants agree to.
const CONSENT_TEXTS: Who = Who::Roles(READERS);

const SEE_SLOTS: Who = Who::Roles(&[Role::Coordinator, Role::Representative]);
const PRINT_LETTERS: Who = Who::Roles(&[Role::Coordinator, Role::Referrer]);

/// Who takes registers in.
pub const IMPORTERS: Who = Who::Roles(&[Role::Administrator]);
/// Who sees the figures, and no case for it.
pub const FIGURES: Who = Who::Roles(SEE_FIGURES);

/// Every form. Its page has the same path and the same `who`.
pub fn forms() -> Vec<FormDoor> {
    use EventCode as E;
    vec![
        form::<accounts::LogIn>(Who::Anyone, &[E::LoggedIn]),
        form::<accounts::LogOut>(Who::LoggedIn, &[E::LoggedOut]),
        form::<accounts::LogOutEverywhere>(Who::LoggedIn, &[E::LoggedOutEverywhere]),
        form::<accounts::ChangePassword>(Who::LoggedIn, &[E::PasswordChanged]),
        form::<accounts::ChangeProfile>(Who::LoggedIn, &[E::ProfileChanged]),
        form::<plans::WritePlan>(CASE_ROLES, &[E::PlanWritten, E::PlanRevised]),
        form::<plans::EstablishPlan>(COORDINATOR, &[E::PlanEstablished]),
        form::<plans::AddActivity>(COORDINATOR, &[E::ActivityAdded]),
        form::<plans::ChangeActivity>(COORDINATOR, &[E::ActivityChanged]),
        form::<plans::MarkActivity>(MARKERS, &[E::ActivityMarked]),
        form::<lots::AskForLots>(COORDINATOR, &[E::LotsAsked, E::LotsAssigned]),
        form::<lots::AssignLots>(COORDINATOR, &[E::LotsAssigned, E::LotsHandedOver]),
        form::<lots::BeginLots>(LOTS, &[E::LotsBegun]),
        form::<lots::AnswerLots>(LOTS, &[E::LotsAccepted, E::LotsDeclined]),
        form::<lots::EndLots>(LOTS_AND_COORDINATORS, &[E::LotsEnded]),
        form::<follow_ups::DoFollowUp>(
            LOTS_AND_COORDINATORS,
            &[E::FollowUpDone, E::ActivityMarked, E::LotsAsked, E::PlacementRequested],
        ),
        form::<follow_ups::DeclineMeeting>(COORDINATOR, &[E::NewMeetingDeclined]),
        form::<follow_ups::TriedFollowUp>(LOTS_AND_COORDINATORS, &[E::FollowUpTried]),
        form::<follow_ups::GiveUpFollowUp>(LOTS_AND_COORDINATORS, &[E::FollowUpDone]),
        form::<work_training::AddProvider>(WORK_TRAINING, &[E::ProviderMade]),
        form::<work_training::ChangeProvider>(WORK_TRAINING, &[E::ProviderChanged]),
        form::<work_training::CloseProvider>(WORK_TRAINING, &[E::ProviderChanged]),
        form::<work_training::AddPlace>(WORK_TRAINING, &[E::PlaceMade]),
        form::<work_training::ChangePlace>(WORK_TRAINING, &[E::PlaceChanged]),
        form::<work_training::ConfirmPlace>(WORK_TRAINING, &[E::PlaceConfirmed]),
        form::<work_training::ClosePlace>(WORK_TRAINING, &[E::PlaceChanged]),
        form::<work_training::AddPlacement>(WORK_TRAINING, &[E::PlacementRequested]),
        form::<work_training::SearchPlacements>(PLACEMENT_LISTS, &[]),
        form::<work_training::Request>(ASKING_FOR_TRAINING, &[E::PlacementRequested]),
        form::<work_training::MoveOn>(WORK_TRAINING, &[E::PlacementMoved]),
        form::<work_training::ChoosePlace>(WORK_TRAINING, &[E::PlacementPlaced]),
        form::<work_training::Start>(WORK_TRAINING, &[E::PlacementStarted]),
        form::<work_training::End>(PLACEMENT_LISTS, &[E::PlacementEnded]),
        form::<work_training::Stop>(PLACEMENT_LISTS, &[E::PlacementStopped]),
        form::<users::ChangeAssociation>(Who::LoggedIn, &[E::AssociationSwitched]),
        form::<users::AddAssociation>(ADMINISTRATORS, &[E::AssociationMade, E::RoleGranted]),
        form::<users::SearchUsers>(ADMINISTRATORS, &[]), // keeps what was typed in the session, changes nothing
        form::<users::AddUser>(ADMINISTRATORS, &[E::UserOpened, E::RoleGranted]),
        form::<users::GrantTask>(ADMINISTRATORS, &[E::RoleGranted]),
        form::<users::EndTask>(ADMINISTRATORS, &[E::RoleEnded]),
        form::<users::ChangeUser>(ADMINISTRATORS, &[E::UserChanged]),
        form::<users::GiveOneTimePassword>(ADMINISTRATORS, &[E::PasswordReset, E::UserOpened]),
        form::<users::CloseUser>(ADMINISTRATORS, &[E::UserClosed, E::RoleEnded]),
        form::<organisation::ChangeSettings>(ADMINISTRATORS, &[E::AssociationChanged]),
        form::<organisation::AddDistrict>(ADMINISTRATORS, &[E::DistrictMade]),
        form::<organisation::ChangeDistrict>(ADMINISTRATORS, &[E::DistrictChanged]),
        form::<organisation::AddAgency>(ADMINISTRATORS, &[E::AgencyMade]),
        form::<organisation::ChangeAgency>(ADMINISTRATORS, &[E::AgencyChanged]),
        form::<organisation::AddUnit>(ADMINISTRATORS, &[E::UnitMade]),
        form::<organisation::ChangeUnit>(ADMINISTRATORS, &[E::UnitChanged]),
        form::<teams::AddTeam>(ADMINISTRATORS, &[E::TeamMade]),
        form::<teams::ChangeTeam>(ADMINISTRATORS, &[E::TeamChanged]),
        form::<teams::FillSeat>(ADMINISTRATORS, &[E::SeatFilled, E::SeatAbsent, E::SeatComes]),
        form::<teams::EndSeat>(ADMINISTRATORS, &[E::SeatVacated, E::SeatTakenBack, E::SeatAbsent, E::SeatComes]),
        form::<register::SendRegister>(IMPORTERS, &[]),
        form::<register::ConfirmImport>(
            IMPORTERS,
            &[E::CaseImported, E::PlacementImported, E::RegisterImported, E::RoleGranted],
        ),
        form::<cases::SearchCases>(CASE_ROLES, &[]), // a row in a list is no opening
        form::<cases::TakeUp>(COORDINATOR, &[E::CaseTakenUp]),
        form::<cases::Close>(COORDINATOR, &[E::CaseClosed, E::LotsEnded]),
        form::<referrals::NewReferral>(REFERRER, &[E::DraftKept]),
        form::<referrals::KeepParticipant>(REFERRER, &[E::DraftKept]),
        form::<referrals::KeepSituation>(REFERRER, &[E::DraftKept]),
        form::<referrals::KeepQuestion>(REFERRER, &[E::DraftKept]),
        form::<referrals::KeepConsent>(REFERRER, &[E::DraftKept]),
        form::<referrals::SubmitReferral>(
            REFERRER,
            &[E::ReferralSubmitted, E::ConsentRecorded, E::ConsultationConverted],
        ),
        form::<referrals::DiscardDraft>(REFERRER, &[E::DraftDiscarded]),
        form::<referrals::AskCompletion>(COORDINATOR, &[E::CompletionRequested]),
        form::<referrals::AnswerCompletion>(REFERRER, &[E::CompletionAnswered, E::ReferralChanged]),
        form::<referrals::ChangeReferrer>(COORDINATOR, &[E::ReferrerChanged]),
        form::<referrals::AcceptReferral>(COORDINATOR, &[E::ReferralAccepted]),
        form::<referrals::ReturnReferral>(
            COORDINATOR,
            &[E::ReferralReturned, E::LotsEnded, E::PlacementStopped, E::PlacementEnded],
        ),
        form::<referrals::WithdrawReferral>(
            REFERRER,
            &[E::ReferralWithdrawn, E::MeetingCancelled, E::LotsEnded, E::PlacementStopped, E::PlacementEnded],
        ),
        form::<referrals::TakeOver>(REFERRER, &[E::ReferrerChanged]),
        form::<consultations::NewConsultation>(REFERRER, &[E::ConsultationAsked]),
        form::<consultations::AddToConsultation>(REFERRER, &[E::ConsultationAdded]),
        form::<consultations::AnswerConsultation>(COORDINATOR, &[E::ConsultationAnswered]),
        form::<consultations::ReferConsultation>(REFERRER, &[E::DraftKept, E::ConsultationReferred]),
        form::<consultations::CloseConsultation>(CONSULTATIONS, &[E::ConsultationClosed]),
        form::<consents::RecordNew>(CONSENT_ROLES, &[E::ConsentRecorded, E::ConsentScanAdded]),
        form::<scan::AddScan>(CONSENT_ROLES, &[E::ConsentScanAdded]),
        form::<scan::TakeBackScan>(CONSENT_ROLES, &[E::ConsentScanTakenBack]),
        form::<broken::Break>(COORDINATOR, &[E::GlassBroken]),
        form::<broken::Sign>(REVIEWS, &[E::GlassReviewed]),
        form::<wording::MakeText>(ADMINISTRATORS, &[E::ConsentTextMade]),
        form::<wording::SignText>(ADMINISTRATORS, &[E::ConsentTextChecked]),
        form::<portal::MakeLink>(CONSENT_ROLES, &[E::LinkMade]),
        form::<portal::EndLink>(CONSENT_ROLES, &[E::LinkEnded]),
        form::<consents::Withdraw>(CASE_ROLES, &[E::ConsentWithdrawn]),
        form::<meetings::MoveInQueue>(COORDINATOR, &[E::QueueMoved]),
        form::<meetings::MakeSlot>(COORDINATOR, &[E::SlotMade]),
        form::<meetings::ChangeSlot>(COORDINATOR, &[E::SlotChanged]),
        form::<meetings::CancelSlot>(COORDINATOR, &[E::SlotCancelled, E::MeetingCancelled]),
        form::<meetings::StandIn>(SEE_SLOTS, &[E::StandInNamed, E::SeatAbsent, E::SeatComes]),
        form::<meetings::Book>(COORDINATOR, &[E::MeetingBooked]),
        form::<meetings::MoveMeeting>(COORDINATOR, &[E::MeetingMoved]),
        form::<meetings::CancelMeeting>(COORDINATOR, &[E::MeetingCancelled]),
        form::<meetings::RegisterOutcome>(COORDINATOR, &[E::MeetingHeld, E::MeetingCancelled]),
        form::<meetings::CorrectAttendance>(COORDINATOR, &[E::AttendanceCorrected]),
    ]
}

/// Every page that has no form.
#[rustfmt::skip] // one line an entry: branches are merged line by line
pub const PAGES: &[ReadDoor] = &[
    read("/", Who::LoggedIn),
    read("/admin", ADMINISTRATORS),
    read("/admin/agencies", ADMINISTRATORS),
    read("/admin/consent-texts", ADMINISTRATORS),
    read("/admin/consent-texts/{purpose}/{language}", ADMINISTRATORS),
    read("/consent-texts/{purpose}", CONSENT_TEXTS),
    read("/cases/{id}/consents/{consent}/text", CASE_ROLES),
    read("/cases/{id}/consents/{consent}/scan", CONSENT_ROLES),
    read("/activities", ACTIVITY_LISTS),
    read("/follow-ups", LOTS_AND_COORDINATORS),
    read("/lots", LOTS_AND_COORDINATORS),
    read("/cases/{id}/plan/print", CASE_ROLES),
    read("/cases/{id}/plan/revisions", CASE_ROLES),
    read("/cases", CASE_ROLES),
    read("/cases/{id}", CASE_ROLES),
    read("/cases/{id}/events", CASE_ROLES),
    read("/figures", FIGURES),
    read("/referrals", REFERRER),
    read("/inbox", COORDINATOR),
    read("/consultations", CONSULTATIONS),
    read("/consultations/{id}", CONSULTATIONS),
    read("/referrers/{id}", COORDINATOR),
    read("/participants/{id}", CASE_ROLES),
    read("/participants/{id}/identity", CASE_ROLES),
    read("/cases/{id}/consents/withdraw", CASE_ROLES),
    read("/cases/{id}/shared", CONSENT_ROLES),
    read("/cases/{id}/without-consent/read", COORDINATOR),
    read("/reviews", REVIEWS),
    read("/work-training", PLACEMENT_LISTS),
    read("/work-training/providers", PLACEMENT_LISTS),
    read("/work-training/providers/{id}", PLACEMENT_LISTS),
    read("/work-training/placements", PLACEMENT_LISTS),
    read("/work-training/placements/{id}", CASE_ROLES),
    read("/admin/users", ADMINISTRATORS),
    read("/teams", SEE_TEAMS),
    read("/teams/{id}", SEE_TEAMS),
    read("/queue", COORDINATOR),
    read("/calendar", SEE_SLOTS),
    read("/slots/{id}", SEE_SLOTS),
    read("/slots/{id}/print", SEE_SLOTS),
    read("/cases/{id}/letter", PRINT_LETTERS),
];

/// The signed paper of a consent, as a file.
pub const CONSENT_SCAN: ReadDoor = read("/cases/{id}/consents/{consent}/scan/file", CONSENT_ROLES);

/// Every file that is made for download, or opened.
pub const DOWNLOADS: &[ReadDoor] = &[read("/figures.csv", FIGURES), CONSENT_SCAN];

/// Every server function.
#[rustfmt::skip]
pub const FUNCTIONS: &[ReadDoor] = &[
    read("/api/demo-accounts", Who::Anyone),
    read("/api/profile", Who::LoggedIn),
    read("/api/stay-logged-in", Who::LoggedIn),
    read("/api/figures", FIGURES),
    read("/api/import-run", IMPORTERS),
    read("/api/activities", ACTIVITY_LISTS),
    read("/api/activity", MARKERS),
    read("/api/activity-form", COORDINATOR),
    read("/api/case-follow-ups", CASE_ROLES),
    read("/api/case-lots", CASE_ROLES),
    read("/api/follow-up", LOTS_AND_COORDINATORS),
    read("/api/follow-ups", LOTS_AND_COORDINATORS),
    read("/api/lots", LOTS_AND_COORDINATORS),
    read("/api/plan", CASE_ROLES),
    read("/api/plan-letter", CASE_ROLES),
    read("/api/plan-revisions", CASE_ROLES),
    read("/api/work", Who::LoggedIn),
    read("/api/waiting", Who::LoggedIn),
    read("/api/cases", CASE_ROLES),
    read("/api/case", CASE_ROLES),
    read("/api/case-closing", COORDINATOR),
    read("/api/case-number", CASE_ROLES),
    read("/api/case-events", CASE_ROLES),
    read("/api/queue", COORDINATOR),
    read("/api/queue-choices", COORDINATOR),
    read("/api/calendar", SEE_SLOTS),
    read("/api/slot-teams", COORDINATOR),
    read("/api/slot", SEE_SLOTS),
    read("/api/stand-in-choices", SEE_SLOTS),
    read("/api/free-slots", COORDINATOR),
    read("/api/meeting-outcome-choices", COORDINATOR),
    read("/api/meeting-attendance", COORDINATOR),
    read("/api/case-meetings", CASE_ROLES),
    read("/api/meeting-letter", PRINT_LETTERS),
    read("/api/slot-print", SEE_SLOTS),
    read("/api/work-training", PLACEMENT_LISTS),
    read("/api/providers", PLACEMENT_LISTS),
    read("/api/provider", PLACEMENT_LISTS),
    read("/api/place", WORK_TRAINING),
    read("/api/placements", PLACEMENT_LISTS),
    read("/api/placement", CASE_ROLES),
    read("/api/placement-step", PLACEMENT_LISTS),
    read("/api/case-placements", CASE_ROLES),
    read("/api/placement-request", ASKING_FOR_TRAINING),
    read("/api/teams", SEE_TEAMS),
    read("/api/team", SEE_TEAMS),
    read("/api/team-form", ADMINISTRATORS),
    read("/api/seat-form", ADMINISTRATORS),
    read("/api/seat-holder", ADMINISTRATORS),
    read("/api/my-associations", Who::LoggedIn),
    read("/api/users", ADMINISTRATORS),
    read("/api/user", ADMINISTRATORS),
    read("/api/user-task", ADMINISTRATORS),
    read("/api/one-time-password", ADMINISTRATORS),
    read("/api/unit-choices", ADMINISTRATORS),
    read("/api/organisation", ADMINISTRATORS),
    read("/api/organisation-settings", ADMINISTRATORS),
    read("/api/districts", ADMINISTRATORS),
    read("/api/district", ADMINISTRATORS),
    read("/api/agencies", ADMINISTRATORS),
    read("/api/agency", ADMINISTRATORS),
    read("/api/unit", ADMINISTRATORS),
    read("/api/case-referral", CASE_ROLES),
    read("/api/consent-card", CASE_ROLES),
    read("/api/consent-text", CONSENT_TEXTS),
    read("/api/consent-scan", CONSENT_ROLES),
    read("/api/case-shared", CONSENT_ROLES),
    read("/api/participant-link", CONSENT_ROLES),
    read("/api/participant-link-now", CONSENT_ROLES),
    read("/api/break-form", COORDINATOR),
    read("/api/broken-case", COORDINATOR),
    read("/api/reviews", REVIEWS),
    read("/api/review", REVIEWS),
    read("/api/consent-agreed-to", CASE_ROLES),
    read("/api/consent-texts", ADMINISTRATORS),
    read("/api/consent-text-versions", ADMINISTRATORS),
    read("/api/participant", CASE_ROLES),
    read("/api/participant-identity", CASE_ROLES),
    read("/api/my-referrals", REFERRER),
    read("/api/referral-units", REFERRER),
    read("/api/draft", REFERRER),
    read("/api/inbox", COORDINATOR),
    read("/api/consultations", CONSULTATIONS),
    read("/api/consultation", CONSULTATIONS),
    read("/api/consultation-form", REFERRER),
    read("/api/answer-form", REFERRER),
    read("/api/new-referrers", COORDINATOR),
    read("/api/cases-of-referrer", COORDINATOR),
    read("/api/session-left", Who::LoggedIn),
];
