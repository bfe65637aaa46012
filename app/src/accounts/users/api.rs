//! What the users' pages read.
use super::rules::{AccountState, Hinder};
use crate::{
    access::Role,
    kernel::{
        error::AppError,
        id::{AgencyId, AssociationId, GrantId, SearchId, UserId},
        page::Page,
    },
    organisation::api::UnitChoice,
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A user in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserLine {
    pub id: UserId,
    pub name: String,
    pub email: String,
    /// The tasks held now, each once.
    pub roles: Vec<Role>,
    /// Where, each once: "unit, agency".
    pub units: Vec<String>,
    pub state: AccountState,
}

/// The list, with what its filter offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserList {
    pub page: Page<UserLine>,
    pub agencies: Vec<(AgencyId, String)>,
    /// What was searched for, when it was.
    pub searched: Option<String>,
}

/// A task, held or ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRow {
    pub id: GrantId,
    pub role: Role,
    pub unit: Option<String>,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// A user's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRow {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub state: AccountState,
    /// Until when a one-time password can be used.
    pub one_time_until: Option<NaiveDateTime>,
    pub tasks: Vec<TaskRow>,
    pub units: Vec<UnitChoice>,
    /// The account itself is this association's to change.
    pub may_change: bool,
    /// The administrator's own page.
    pub is_self: bool,
    /// What hinders that the account is closed.
    pub hinders: Vec<Hinder>,
}

/// What the page of a one-time password shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneTimeRow {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub state: AccountState,
    pub until: Option<NaiveDateTime>,
    /// Shown this once.
    pub password: Option<String>,
}

/// A task with its holder, for the page that ends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskPage {
    pub user: UserId,
    pub name: String,
    pub task: TaskRow,
    /// What hinders that it is ended.
    pub hinders: Vec<Hinder>,
}

/// The association's users by task, agency and state; `search` is a kept search for name or address.
#[server(endpoint = "users")]
pub async fn users(
    role: Option<Role>,
    agency: Option<AgencyId>,
    state: Option<AccountState>,
    search: Option<SearchId>,
    from: usize,
) -> Result<UserList, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::users(&db, &actor, super::actions::Filter { role, agency, state, search }, from).await
}

/// One user with their tasks.
#[server(endpoint = "user")]
pub async fn user(id: UserId) -> Result<UserRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::user(&db, &actor, id).await
}

/// One task of a user.
#[server(endpoint = "user-task")]
pub async fn task(user: UserId, task: GrantId) -> Result<TaskPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::task(&db, &actor, user, task).await
}

/// The one-time password that was just made, once.
#[server(endpoint = "one-time-password")]
pub async fn one_time_password(id: UserId) -> Result<OneTimeRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::one_time_password(&db, &actor, id).await
}

/// The units to choose from when a task is given.
#[server(endpoint = "unit-choices")]
pub async fn unit_choices() -> Result<Vec<UnitChoice>, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::unit_choices(&db, &actor).await
}

/// The associations at which the caller holds a task, the present one too.
#[server(endpoint = "my-associations")]
pub async fn my_associations() -> Result<Vec<(AssociationId, String, bool)>, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::my_associations(&db, &actor).await
}
