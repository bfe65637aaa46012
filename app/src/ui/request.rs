//! What server functions and pages know of their request; put into the context by the server.
use crate::{
    access::Actor,
    accounts::sessions::Session,
    db::Db,
    kernel::{error::AppError, lang::Lang},
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct RequestCx {
    pub db: Db,
    pub session: Option<Session>,
    pub lang: Lang,
    /// The address at which the installation is reached.
    pub public_url: Arc<str>,
    /// The nonce of this page's Content-Security-Policy.
    pub nonce: String,
}

/// The database and the one who asks. For server functions: without a session, [`AppError::LoginNeeded`].
pub fn asking() -> Result<(Db, Actor), AppError> {
    asking_session().map(|(db, session)| (db, session.actor))
}

/// The same with the whole session.
pub fn asking_session() -> Result<(Db, Session), AppError> {
    let cx = use_context::<RequestCx>().ok_or_else(|| AppError::fault("no request in context"))?;
    match cx.session {
        Some(session) if !session.must_change_password => Ok((cx.db, session)),
        _ => Err(AppError::LoginNeeded),
    }
}

/// The address at which the installation is reached, to give to people.
pub fn public_url() -> Result<Arc<str>, AppError> {
    use_context::<RequestCx>().map(|cx| cx.public_url).ok_or_else(|| AppError::fault("no request in context"))
}

/// The database, for what anyone may read.
pub fn anyone() -> Result<Db, AppError> {
    use_context::<RequestCx>().map(|cx| cx.db).ok_or_else(|| AppError::fault("no request in context"))
}

/// Gives a refusal its HTTP status, on the page or on the server function's answer.
pub fn set_status(error: &AppError) {
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(error.status())
    {
        response.set_status(status);
    }
}

/// Answers this page with the way to another. For a page of the server's: in the browser its component goes there.
pub fn lead_to(address: &str) {
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(address) = http::HeaderValue::from_str(address)
    {
        response.set_status(http::StatusCode::SEE_OTHER);
        response.insert_header(http::header::LOCATION, address);
    }
}
