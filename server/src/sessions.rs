//! The session cookie, and from it the one who asks.
use app::{
    accounts::{
        rules::End,
        sessions::{Lookup, Session, look_up, peek},
        texts,
    },
    db::Db,
    kernel::{
        error::AppError,
        lang::{Lang, Text},
    },
    ui::form::submit::SessionChange,
};
use axum::http::{HeaderMap, HeaderValue, header};

/// What a request's cookie leads to.
#[derive(Clone, Debug)]
pub enum Visitor {
    Known(Box<Session>),
    /// Their session ended lately: a form of theirs is kept until they are back.
    TimedOut(app::kernel::id::UserId, End),
    /// They come with a token that leads to no session any longer, or never did.
    Lapsed,
    Unknown,
}

impl Visitor {
    pub fn session(&self) -> Option<&Session> {
        match self {
            Visitor::Known(session) => Some(session),
            Visitor::TimedOut(..) | Visitor::Lapsed | Visitor::Unknown => None,
        }
    }

    /// What the login page says to one whose session has ended. `comes_back`: login leads to the page where they were.
    pub fn ended_words(&self, comes_back: bool) -> Option<Text> {
        match (self, comes_back) {
            (Visitor::TimedOut(_, End::Idle), true) => Some(texts::IDLE_COME_BACK),
            (Visitor::TimedOut(_, End::Idle), false) => Some(texts::IDLE),
            (Visitor::TimedOut(_, End::Absolute), true) => Some(texts::ABSOLUTE_COME_BACK),
            (Visitor::TimedOut(_, End::Absolute), false) => Some(texts::ABSOLUTE),
            (Visitor::TimedOut(_, End::Deed), true) => Some(texts::DEED_COME_BACK),
            (Visitor::TimedOut(_, End::Deed), false) => Some(texts::DEED),
            (Visitor::Lapsed, true) => Some(texts::LAPSED_COME_BACK),
            (Visitor::Lapsed, false) => Some(texts::LAPSED),
            (Visitor::Known(_) | Visitor::Unknown, _) => None,
        }
    }

    /// The user's language; before login, Swedish unless the cookie of an earlier choice says otherwise.
    pub fn lang(&self, headers: &HeaderMap, https: bool) -> Lang {
        match self.session() {
            Some(session) => session.actor.lang,
            None => cookie(headers, LANG, https).map(Lang::from_code).unwrap_or_default(),
        }
    }
}

const SESSION: &str = "finsam";
const LANG: &str = "finsam-lang";
/// Which form waits for its user to be back.
pub const KEPT: &str = "finsam-kept";
/// A word about what was done, for the next page.
pub const FLASH: &str = "finsam-flash";

/// A cookie's whole name: bound to the host where TLS is on, so that no sibling of ours can set it.
fn named(name: &str, https: bool) -> String {
    if https { format!("__Host-{name}") } else { name.to_owned() }
}

/// Finds who is asking.
pub async fn visitor(db: &Db, headers: &HeaderMap, https: bool) -> Result<Visitor, AppError> {
    match cookie(headers, SESSION, https) {
        Some(token) => Ok(look_up(db, token).await?.into()),
        None => Ok(Visitor::Unknown),
    }
}

/// The same, and the session is not prolonged by it.
pub async fn visitor_unnoted(db: &Db, headers: &HeaderMap, https: bool) -> Result<Visitor, AppError> {
    match cookie(headers, SESSION, https) {
        Some(token) => Ok(peek(db, token).await?.into()),
        None => Ok(Visitor::Unknown),
    }
}

impl From<Lookup> for Visitor {
    fn from(found: Lookup) -> Self {
        match found {
            Lookup::Live(session) => Visitor::Known(session),
            Lookup::Ended(user, end) => Visitor::TimedOut(user, end),
            Lookup::None => Visitor::Lapsed,
        }
    }
}

/// Writes the session's change into the answer.
pub fn set_cookie(headers: &mut HeaderMap, change: &SessionChange, https: bool) {
    match change {
        SessionChange::None => {}
        SessionChange::Begins(token) => put_cookie(headers, SESSION, token, None, https),
        SessionChange::Ends => put_cookie(headers, SESSION, "", Some(0), https),
    }
}

/// Keeps the user's language for the next login page, where the browser does not know it yet.
pub fn keep_language(request: &HeaderMap, answer: &mut HeaderMap, visitor: &Visitor, https: bool) {
    let Some(session) = visitor.session() else { return };
    let lang = session.actor.lang;
    if cookie(request, LANG, https).map(Lang::from_code).unwrap_or_default() != lang {
        put_cookie(answer, LANG, lang.code(), Some(31_536_000), https);
    }
}

/// Writes a cookie that no script reads; `max_age` in seconds, None until the browser is closed.
pub fn put_cookie(headers: &mut HeaderMap, name: &str, value: &str, max_age: Option<u32>, https: bool) {
    let name = named(name, https);
    let age = max_age.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
    let secure = if https { "; Secure" } else { "" };
    if let Ok(value) = HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// The value of one cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str, https: bool) -> Option<&'a str> {
    let name = named(name, https);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(n, v)| (n == name).then_some(v))
}
