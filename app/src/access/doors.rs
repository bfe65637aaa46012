//! Every door into the product, one line each: who may pass, and what it leaves in the audit log.
//!
//! A form's line also registers it. Pages and server functions stand here so that a test can hold this list against
//! what the router really serves, and call each door as everyone who may not pass.
use super::{Actor, Role};
use crate::{
    accounts::{forms as accounts, users::forms as users},
    audit::EventCode,
    cases::forms as cases,
    organisation::forms as organisation,
    teams::forms as teams,
    ui::form::{
        Form, Pairs, Reader,
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
    /// The fields that the form reads of such values, for the test that holds them against its page.
    pub names: fn(Pairs) -> Vec<&'static str>,
}

/// A page's or a server function's door.
#[derive(Clone, Copy, Debug)]
pub struct ReadDoor {
    pub path: &'static str,
    pub who: Who,
}

fn form<F: Submit>(who: Who, leaves: &'static [EventCode]) -> FormDoor {
    FormDoor { path: <F as Form>::PATH, who, leaves, handler: handler::<F>(), names: names::<F> }
}

fn names<F: Form>(values: Pairs) -> Vec<&'static str> {
    let mut reader = Reader { values, ..Reader::default() };
    F::read(&mut reader);
    reader.names
}

const fn read(path: &'static str, who: Who) -> ReadDoor {
    ReadDoor { path, who }
}

const ADMINISTRATORS: Who = Who::Roles(&[Role::Administrator]);

const SEE_TEAMS: Who = Who::Roles(&[Role::Coordinator, Role::Administrator, Role::Representative]);
/// Everyone who can have cases; which ones is the policy's to say.
pub const CASE_ROLES: Who =
    Who::Roles(&[Role::Referrer, Role::Coordinator, Role::Representative, Role::Lots, Role::WorkTraining]);
pub const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);

/// Every form. Its page has the same path and the same `who`.
pub fn forms() -> Vec<FormDoor> {
    use EventCode as E;
    vec![
        form::<accounts::LogIn>(Who::Anyone, &[E::LoggedIn]),
        form::<accounts::LogOut>(Who::LoggedIn, &[E::LoggedOut]),
        form::<accounts::LogOutEverywhere>(Who::LoggedIn, &[E::LoggedOutEverywhere]),
        form::<accounts::ChangePassword>(Who::LoggedIn, &[E::PasswordChanged]),
        form::<accounts::ChangeProfile>(Who::LoggedIn, &[E::ProfileChanged]),
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
        form::<teams::FillSeat>(ADMINISTRATORS, &[E::SeatFilled]),
        form::<teams::EndSeat>(ADMINISTRATORS, &[E::SeatVacated]),
        form::<cases::SearchCases>(CASE_ROLES, &[]),
        form::<cases::TakeUp>(COORDINATOR, &[E::CaseTakenUp]),
        form::<cases::Close>(COORDINATOR, &[E::CaseClosed]),
    ]
}

/// Every page that has no form.
pub const PAGES: &[ReadDoor] = &[
    read("/", Who::LoggedIn),
    read("/cases", CASE_ROLES),
    read("/cases/{id}", CASE_ROLES),
    read("/admin", ADMINISTRATORS),
    read("/admin/agencies", ADMINISTRATORS),
    read("/admin/users", ADMINISTRATORS),
    read("/teams", SEE_TEAMS),
    read("/teams/{id}", SEE_TEAMS),
];

/// Every server function.
pub const FUNCTIONS: &[ReadDoor] = &[
    read("/api/demo-accounts", Who::Anyone),
    read("/api/profile", Who::LoggedIn),
    read("/api/stay-logged-in", Who::LoggedIn),
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
    read("/api/work", Who::LoggedIn),
    read("/api/cases", CASE_ROLES),
    read("/api/case", CASE_ROLES),
    read("/api/case-number", CASE_ROLES),
];
