//! The session cookie, and from it the one who asks.
use app::{
    accounts::sessions::{Lookup, Session, look_up},
    db::Db,
    kernel::{error::AppError, lang::Lang},
    ui::form::submit::SessionChange,
};
use axum::http::{HeaderMap, HeaderValue, header};

/// What a request's cookie leads to.
#[derive(Clone, Debug)]
pub enum Visitor {
    Known(Box<Session>),
    /// Their session ended by time: a form of theirs is kept until they are back.
    TimedOut(app::kernel::id::UserId),
    Unknown,
}

impl Visitor {
    pub fn session(&self) -> Option<&Session> {
        match self {
            Visitor::Known(session) => Some(session),
            Visitor::TimedOut(_) | Visitor::Unknown => None,
        }
    }

    /// The user's language; before login, Swedish unless the cookie of an earlier choice says otherwise.
    pub fn lang(&self, headers: &HeaderMap) -> Lang {
        match self.session() {
            Some(session) => session.actor.lang,
            None => cookie(headers, LANG).map(Lang::from_code).unwrap_or_default(),
        }
    }
}

const LANG: &str = "finsam-lang";

/// The name of the session's cookie: bound to the host where TLS is on.
pub fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-finsam" } else { "finsam" }
}

/// Finds who is asking.
pub async fn visitor(db: &Db, headers: &HeaderMap, https: bool) -> Result<Visitor, AppError> {
    let Some(token) = cookie(headers, cookie_name(https)) else { return Ok(Visitor::Unknown) };
    Ok(match look_up(db, token).await? {
        Lookup::Live(session) => Visitor::Known(session),
        Lookup::Ended(user) => Visitor::TimedOut(user),
        Lookup::None => Visitor::Unknown,
    })
}

/// Writes the session's change into the answer.
pub fn set_cookie(headers: &mut HeaderMap, change: &SessionChange, https: bool) {
    let name = cookie_name(https);
    let secure = if https { "; Secure" } else { "" };
    let value = match change {
        SessionChange::None => return,
        SessionChange::Begins(token) => format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}"),
        SessionChange::Ends => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    };
    append(headers, &value);
}

/// Keeps the language for the next login page.
pub fn set_language(headers: &mut HeaderMap, lang: Lang, https: bool) {
    let secure = if https { "; Secure" } else { "" };
    append(headers, &format!("{LANG}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}", lang.code()));
}

fn append(headers: &mut HeaderMap, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// The value of one cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(n, v)| (n == name).then_some(v))
}
