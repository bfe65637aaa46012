//! The participant's pages in the router: from the cookie of their own session, and to anyone the page that opens a link.
use crate::{
    address::client_address,
    router::Site,
    sessions::{cookie, put_cookie},
    upload,
};
use app::{
    consents::wording::rules::TextLanguage,
    kernel::{error::AppError, lang::Lang},
    participant_portal::{
        guests::{self, Guest},
        own_pages::{self, At, Outcome, Posted, SessionChange},
    },
};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};

/// Where the pages are. Each of them is listed in [`app::access::doors::OWN_PAGES`].
pub const AT: [&str; 2] = ["/my", "/my/{*page}"];

/// The participant's session. Not the users' cookie: who works here may be shown a link on their own screen.
const SESSION: &str = "finsam-my";

/// Answers one request: the page, or what is sent from it.
pub async fn answer(site: Site, req: Request) -> Response {
    let (parts, body) = req.into_parts();
    let guest = match cookie(&parts.headers, SESSION, site.https) {
        Some(token) => guests::look_up(&site.db, token).await,
        None => Ok(None),
    };
    let path = parts.uri.path().trim_end_matches('/').to_owned();
    let mut at = At {
        language: asked(&parts, "language").and_then(|code| code.parse().ok()).unwrap_or(TextLanguage::Swedish),
        path: path.clone(),
        inside: false,
        is_demo: site.is_demo,
    };
    let outcome = match guest {
        Ok(guest) => {
            if let Some(guest) = &guest {
                (at.inside, at.language) = (true, guest.language());
            }
            within(&site, guest.as_ref(), &mut at, &parts, body).await
        }
        Err(error) => Err(error),
    };
    let outcome = outcome.unwrap_or_else(|error| match error {
        // the session was ended meanwhile
        AppError::LoginNeeded => Outcome::Go { to: "/my/ended".into(), session: SessionChange::Ends },
        error => own_pages::fault(&at, error.status(), error.words(Lang::Sv)),
    });
    respond(outcome, site.https)
}

/// A value that stands after the question mark.
fn asked(parts: &Parts, name: &str) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default().as_bytes();
    form_urlencoded::parse(query).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

async fn within(
    site: &Site,
    guest: Option<&Guest>,
    at: &mut At,
    parts: &Parts,
    body: Body,
) -> Result<Outcome, AppError> {
    let db = site.db.for_request();
    let path = at.path.clone();
    let path: Vec<&str> = path.strip_prefix("/my").unwrap_or_default().split('/').filter(|p| !p.is_empty()).collect();
    // a link opens for whoever holds it, whoever was here before on the same phone
    let open_to_all = matches!(path[..], [] | ["link", _] | ["ended"]);
    if open_to_all {
        at.inside = false;
    }
    let post = parts.method == "POST";
    let posted = match post {
        true => match upload::read_form(parts, body).await {
            Ok(values) => Posted(values),
            Err(_) => return Ok(own_pages::fault(at, 400, String::new())),
        },
        false => Posted::default(),
    };
    let page = db.page();
    let outcome = match (open_to_all, guest) {
        (true, _) if post => {
            let address = client_address(parts, &site.trusted_proxies);
            own_pages::take_from_anyone(&db, at, &path, &posted, &address).await
        }
        (true, _) => own_pages::show_to_anyone(&db, at, &path, &posted).await,
        (false, Some(guest)) if post => own_pages::take(&db, guest, at, &path, &posted).await,
        (false, Some(guest)) => own_pages::show(&db, guest, at, &path, &posted).await,
        // every page of theirs, there or not, answers alike
        (false, None) => Ok(Outcome::go("/my/ended")),
    };
    drop(page);
    outcome
}

fn respond(outcome: Outcome, https: bool) -> Response {
    let (mut response, session) = match outcome {
        Outcome::Page { status, html } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            ((status, Html(html)).into_response(), SessionChange::None)
        }
        Outcome::Go { to, session } => (Redirect::to(&to).into_response(), session),
    };
    // the address of a link is its secret; where a form comes from is told, since that is how it is known to be ours
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    match session {
        SessionChange::None => {}
        SessionChange::Begins(token) => put_cookie(response.headers_mut(), SESSION, &token, None, https),
        SessionChange::Ends => put_cookie(response.headers_mut(), SESSION, "", Some(0), https),
    }
    response
}
