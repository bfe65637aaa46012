//! What the pages of login and profile read.
use crate::{access::Role, kernel::error::AppError};
use chrono::NaiveTime;
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

/// How long the caller's session lasts still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    pub seconds: i64,
    /// Going on working makes it longer.
    pub may_prolong: bool,
    /// When it ends, by the clock in Sweden.
    pub at: NaiveTime,
}

#[cfg(feature = "ssr")]
fn left() -> Result<Left, AppError> {
    let (db, session) = crate::ui::request::asking_session()?;
    let remaining = session.remaining();
    Ok(Left {
        seconds: (remaining.ends_at - db.clock().now()).num_seconds(),
        may_prolong: remaining.may_prolong,
        at: crate::kernel::local_time::to_local(remaining.ends_at).time(),
    })
}

/// Being asked is enough: every request prolongs the session.
#[server(endpoint = "stay-logged-in")]
pub async fn stay_logged_in() -> Result<Left, AppError> {
    left()
}

/// The one question that does not prolong the session.
#[server(endpoint = "session-left")]
pub async fn session_left() -> Result<Left, AppError> {
    left()
}
