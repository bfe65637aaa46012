//! Every door into the product, one line each: who may pass, and what it leaves in the audit log.
//!
//! A form's line also registers it. Pages and server functions stand here so that a test can hold this list against
//! what the router really serves, and call each door as everyone who may not pass.
use super::{Actor, Role};
use crate::{
    accounts::forms as accounts,
    audit::EventCode,
    follow_ups::forms as follow_ups,
    lots::forms as lots,
    plans::forms as plans,
    ui::form::{
        Form,
        submit::{Handler, Submit, handler},
    },
};

/// Who may pass a door. What they may do to one record is the policy's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// No session needed.
    Anyone,
    /// Any logged-in user.
    LoggedIn,
    /// A logged-in user who holds one of these tasks.
    Roles(&'static [Role]),
}

impl Who {
    /// Whether this user passes.
    pub fn admits(self, actor: Option<&Actor>) -> bool {
        match (self, actor) {
            (Who::Anyone, _) => true,
            (_, None) => false,
            (Who::LoggedIn, Some(_)) => true,
            (Who::Roles(roles), Some(actor)) => actor.has_any(roles),
        }
    }
}

/// A form's door.
#[derive(Clone, Copy)]
pub struct FormDoor {
    pub path: &'static str,
    pub who: Who,
    /// The events of a submission that is done, any of them.
    pub leaves: &'static [EventCode],
    pub handler: Handler,
}

/// A page's or a server function's door.
#[derive(Clone, Copy, Debug)]
pub struct ReadDoor {
    pub path: &'static str,
    pub who: Who,
}

fn form<F: Submit>(who: Who, leaves: &'static [EventCode]) -> FormDoor {
    FormDoor { path: <F as Form>::PATH, who, leaves, handler: handler::<F>() }
}

const fn read(path: &'static str, who: Who) -> ReadDoor {
    ReadDoor { path, who }
}

/// Those who can come to read a case: which one, and how much of it, is the policy's to say.
const CASE_READERS: Who =
    Who::Roles(&[Role::Coordinator, Role::Referrer, Role::Representative, Role::Lots, Role::WorkTraining]);
const COORDINATORS: Who = Who::Roles(&[Role::Coordinator]);
/// Those who mark how far an activity has come.
const MARKERS: Who = Who::Roles(&[Role::Coordinator, Role::Referrer, Role::Representative, Role::Lots]);
const LOTS: Who = Who::Roles(&[Role::Lots]);
const LOTS_AND_COORDINATORS: Who = Who::Roles(&[Role::Coordinator, Role::Lots]);
/// Those who have a list of activities.
const ACTIVITY_LISTS: Who = Who::Roles(&[Role::Coordinator, Role::Representative]);

/// Every form. Its page has the same path and the same `who`.
pub fn forms() -> Vec<FormDoor> {
    use EventCode as E;
    vec![
        form::<accounts::LogIn>(Who::Anyone, &[E::LoggedIn]),
        form::<accounts::LogOut>(Who::LoggedIn, &[E::LoggedOut]),
        form::<accounts::LogOutEverywhere>(Who::LoggedIn, &[E::LoggedOutEverywhere]),
        form::<accounts::ChangePassword>(Who::LoggedIn, &[E::PasswordChanged]),
        form::<accounts::ChangeProfile>(Who::LoggedIn, &[E::ProfileChanged]),
        form::<plans::WritePlan>(CASE_READERS, &[E::PlanWritten, E::PlanRevised]),
        form::<plans::EstablishPlan>(COORDINATORS, &[E::PlanEstablished]),
        form::<plans::AddActivity>(COORDINATORS, &[E::ActivityAdded]),
        form::<plans::ChangeActivity>(COORDINATORS, &[E::ActivityChanged]),
        form::<plans::MarkActivity>(MARKERS, &[E::ActivityMarked]),
        form::<lots::AskForLots>(COORDINATORS, &[E::LotsAsked, E::LotsAssigned]),
        form::<lots::AssignLots>(COORDINATORS, &[E::LotsAssigned]),
        form::<lots::AnswerLots>(LOTS, &[E::LotsAccepted, E::LotsDeclined]),
        form::<lots::EndLots>(LOTS_AND_COORDINATORS, &[E::LotsEnded]),
        form::<follow_ups::DoFollowUp>(LOTS_AND_COORDINATORS, &[E::FollowUpDone, E::ActivityMarked, E::LotsAsked]),
        form::<follow_ups::TriedFollowUp>(LOTS_AND_COORDINATORS, &[E::FollowUpTried]),
        form::<follow_ups::GiveUpFollowUp>(LOTS_AND_COORDINATORS, &[E::FollowUpDone]),
    ]
}

/// Every page that has no form.
pub const PAGES: &[ReadDoor] = &[
    read("/", Who::LoggedIn),
    read("/activities", ACTIVITY_LISTS),
    read("/follow-ups", LOTS_AND_COORDINATORS),
    read("/lots", LOTS_AND_COORDINATORS),
    read("/cases/{id}/plan/print", CASE_READERS),
    read("/cases/{id}/plan/revisions", CASE_READERS),
];

/// Every server function.
pub const FUNCTIONS: &[ReadDoor] = &[
    read("/api/demo-accounts", Who::Anyone),
    read("/api/profile", Who::LoggedIn),
    read("/api/stay-logged-in", Who::LoggedIn),
    read("/api/activities", ACTIVITY_LISTS),
    read("/api/activity", MARKERS),
    read("/api/activity-form", COORDINATORS),
    read("/api/case-follow-ups", CASE_READERS),
    read("/api/case-lots", CASE_READERS),
    read("/api/follow-up", LOTS_AND_COORDINATORS),
    read("/api/follow-ups", LOTS_AND_COORDINATORS),
    read("/api/lots", LOTS_AND_COORDINATORS),
    read("/api/plan", CASE_READERS),
    read("/api/plan-letter", CASE_READERS),
    read("/api/plan-revisions", CASE_READERS),
];
