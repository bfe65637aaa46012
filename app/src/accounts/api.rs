//! What the pages of login and profile read.
use crate::{access::Role, kernel::error::AppError};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The user's own account as their profile shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileRow {
    pub name: String,
    pub email: String,
    pub language: String,
    pub shows_names: bool,
    /// Tasks, each with the unit where it is held.
    pub tasks: Vec<(Role, Option<String>)>,
}

/// A demo account for the login page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoAccount {
    pub email: String,
    pub name: String,
    pub roles: Vec<Role>,
}

/// The caller's own profile.
#[server(endpoint = "profile")]
pub async fn profile() -> Result<ProfileRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::profile(&db, &actor).await
}

/// The demo accounts; empty unless the database is a demonstration.
#[server(endpoint = "demo-accounts")]
pub async fn demo_accounts() -> Result<Vec<DemoAccount>, AppError> {
    super::actions::demo_accounts(&crate::ui::request::anyone()?).await
}

/// Being asked is enough: every request prolongs the session.
#[server(endpoint = "stay-logged-in")]
pub async fn stay_logged_in() -> Result<(), AppError> {
    crate::ui::request::asking().map(|_| ())
}
