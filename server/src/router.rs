//! The router: every page and its form from the doors' list, server functions for reads, the site's own files.
use crate::{
    client::Parts,
    document::document,
    downloads, own_pages, posts,
    security::{self, Nonce},
    sessions::{self, Visitor},
    upload,
    waiting::Waiting,
};
use app::{
    access::doors::{self, FormDoor, Who},
    accounts::{
        forms::{LogIn, login_address},
        texts::{KEPT, LAPSED_LOST},
    },
    db::Db,
    kernel::{error::AppError, lang::Lang},
    ui::{
        form::{Form, FormState},
        request::RequestCx,
        view::{Frame, Viewer},
    },
};
use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Request},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use leptos::{nonce::Nonce as LeptosNonce, prelude::*};
use leptos_axum::{ResponseOptions, generate_route_list};
use leptos_router::SsrMode;
use std::{
    collections::HashMap,
    net::IpAddr,
    path::PathBuf,
    sync::{Arc, OnceLock},
};
use tower::Layer;
use tower_http::{
    CompressionLevel,
    compression::{CompressionLayer, DefaultPredicate, Predicate, predicate::NotForContentType},
    services::ServeDir,
};

/// What every request needs.
#[derive(Clone)]
pub struct Site {
    pub db: Db,
    pub is_demo: bool,
    pub https: bool,
    /// The address at which the installation is reached.
    pub public_url: Arc<str>,
    pub trusted_proxies: Arc<Vec<IpAddr>>,
    pub files: PathBuf,
    pub parts: Arc<Parts>,
    pub waiting: Arc<Waiting>,
}

/// Every page's path and how it is rendered, asked of the application once per process.
///
/// While Leptos walks the routes, resources anywhere in the process never load (leptos-rs/leptos#4773): a page rendered
/// meanwhile would hang. So it is done before the first router exists.
pub fn routes() -> &'static [(String, SsrMode)] {
    static ROUTES: OnceLock<Vec<(String, SsrMode)>> = OnceLock::new();
    ROUTES.get_or_init(|| {
        let listings = generate_route_list(app::App);
        listings.iter().map(|l| (l.path().to_owned(), l.mode().clone())).collect()
    })
}

/// The whole application.
pub fn router(site: Site) -> Router {
    let forms: HashMap<&'static str, FormDoor> = doors::forms().into_iter().map(|d| (d.path, d)).collect();
    let mut router = Router::new();
    for path in forms.keys() {
        assert!(routes().iter().any(|r| r.0 == *path), "no page for the form {path}");
    }
    for (path, _) in routes() {
        let form = forms.get(path.as_str()).copied();
        let who = form.map(|f| f.who).or_else(|| page_door(path));
        let who = who.unwrap_or_else(|| panic!("no door for the page {path}"));
        let at = site.clone();
        let mut methods = get(move |req: Request| show(at.clone(), who, req));
        if let Some(form) = form {
            let at = site.clone();
            methods = methods.post(move |req: Request| posts::submit(at.clone(), form, req));
            if form.files > 0 {
                // the door has a limit of its own
                methods = methods.layer(DefaultBodyLimit::disable());
            }
        }
        router = router.route(path, methods);
    }
    for path in own_pages::AT {
        let (shown, sent) = (site.clone(), site.clone());
        let show = move |req: Request| own_pages::answer(shown.clone(), req);
        let take = move |req: Request| own_pages::answer(sent.clone(), req);
        router = router.route(path, get(show).post(take));
    }
    let at = site.clone();
    router = router.route("/figures.csv", get(move |req: Request| downloads::figures(at.clone(), req)));
    let at = site.clone();
    router = router.route(doors::CONSENT_SCAN.path, get(move |req: Request| downloads::consent_scan(at.clone(), req)));
    let (functions, missing) = (site.clone(), site.clone());
    let answer = move |req: Request| function(functions.clone(), req);
    let files = ServeDir::new(&site.files).precompressed_br().precompressed_gzip();
    let files = files.fallback(get(move |req: Request| show(missing.clone(), Who::Anyone, req)));
    let files = compressed().layer(files);
    let router =
        router.route("/api/{*name}", post(answer)).route("/healthz", get(|| async { "ok" })).fallback_service(files);
    security::layers(router, site.https)
}

/// Makes the site's own files smaller on the way, as fast as can be: a browser fetches each once and then only asks
/// whether it has changed. Pages are left as they are: what is secret in them must not show in their length (BREACH).
fn compressed() -> CompressionLayer<impl Predicate> {
    let files = DefaultPredicate::new()
        .and(NotForContentType::const_new("text/html"))
        .and(NotForContentType::const_new("font/"));
    CompressionLayer::new().no_br().quality(CompressionLevel::Fastest).compress_when(files)
}

fn page_door(path: &str) -> Option<Who> {
    doors::PAGES.iter().find(|d| d.path == path).map(|d| d.who)
}

/// Shows a page, or why it is not shown.
async fn show(site: Site, who: Who, req: Request) -> Response {
    let visitor = match sessions::visitor(&site.db, req.headers(), site.https).await {
        Ok(visitor) => visitor,
        Err(error) => return failed(&error, Lang::Sv),
    };
    if form_urlencoded::parse(req.uri().query().unwrap_or_default().as_bytes()).any(|(_, value)| value.contains('\0')) {
        return StatusCode::BAD_REQUEST.into_response(); // no page of ours asks so, and PostgreSQL can't
    }
    let here = with_query(req.uri());
    if let Some(elsewhere) = first_elsewhere(&visitor, who, req.uri().path(), &here) {
        return Redirect::to(&elsewhere).into_response();
    }
    let error = (!who.admits(visitor.session().map(|s| &s.actor))).then_some(AppError::NotAllowed);
    let kept = kept_form(&site, &visitor, req.headers(), &here).await;
    let taken = kept.is_some();
    let mut response = render(&site, &visitor, req, error, kept.map(|k| (StatusCode::OK, k))).await;
    if taken {
        sessions::put_cookie(response.headers_mut(), sessions::KEPT, "", Some(0), site.https);
    }
    response
}

/// An answer where not even a page can be made: the error's words alone.
pub(crate) fn failed(error: &AppError, lang: Lang) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, error.words(lang)).into_response()
}

/// Login first, or an own password first.
fn first_elsewhere(visitor: &Visitor, who: Who, path: &str, here: &str) -> Option<String> {
    match visitor.session() {
        None if who == Who::Anyone => None,
        None => Some(login_address(here)),
        Some(s) if s.must_change_password && !matches!(path, "/password" | "/logout") => Some("/password".into()),
        Some(_) => None,
    }
}

/// The address that a visitor comes back to: a page can depend on what stands after the question mark.
pub(crate) fn with_query(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| uri.path().to_owned(), |both| both.as_str().to_owned())
}

/// Renders the application for this visitor, with what a refused form shows again.
pub(crate) async fn render(
    site: &Site,
    visitor: &Visitor,
    req: Request,
    error: Option<AppError>,
    state: Option<(StatusCode, FormState)>,
) -> Response {
    let lang = visitor.lang(req.headers(), site.https);
    let nonce = req.extensions().get::<Nonce>().map(|n| n.0.clone()).unwrap_or_default();
    let flash = sessions::cookie(req.headers(), sessions::FLASH, site.https)
        .and_then(|hex| String::from_utf8(unhex(hex)?).ok());
    let had_flash = flash.is_some();
    // what was kept while its user was away has nothing wrong in it
    let given_back = state.as_ref().is_some_and(|s| s.1.errors.is_empty());
    let flash = flash.or_else(|| given_back.then(|| KEPT.get(lang).to_owned()));
    let flash = match req.uri().path() {
        // the login page tells nothing but why one stands there, and what was lost by it
        LogIn::PATH => {
            let comes_back = req.uri().query().is_some_and(|q| q.starts_with("next="));
            let lost = flash.filter(|words| words == LAPSED_LOST.get(lang));
            lost.or_else(|| visitor.ended_words(comes_back).map(|words| words.get(lang).to_owned()))
        }
        _ => flash,
    };
    let frame = match frame(site, visitor, error.clone(), flash, req.uri().path() == "/").await {
        Ok(frame) => frame,
        Err(error) => return failed(&error, lang),
    };
    let status = state.as_ref().map(|s| s.0).or_else(|| error.and_then(|e| StatusCode::from_u16(e.status()).ok()));
    let (db, session, public_url) = (site.db.for_request(), visitor.session().cloned(), site.public_url.clone());
    let cx = RequestCx { db, session, lang, public_url, nonce: nonce.clone() };
    let ahead = site.parts.ahead(req.uri().path());
    let page = cx.db.page();
    let context = move || {
        provide_context(ahead.clone());
        provide_context(LeptosNonce::from_value(nonce.clone()));
        provide_context(cx.clone());
        provide_context(frame.clone());
        if let Some(status) = status {
            expect_context::<ResponseOptions>().set_status(status);
        }
        if let Some((_, state)) = &state {
            provide_context(state.clone());
        }
    };
    let asked = req.headers().clone();
    let mut response = leptos_axum::render_app_async_stream_with_context(context, document)(req).await;
    drop(page);
    sessions::keep_language(&asked, response.headers_mut(), visitor, site.https);
    if had_flash {
        sessions::put_cookie(response.headers_mut(), sessions::FLASH, "", Some(0), site.https);
    }
    response
}

async fn frame(
    site: &Site,
    visitor: &Visitor,
    error: Option<AppError>,
    flash: Option<String>,
    at_start: bool,
) -> Result<Frame, AppError> {
    let viewer = match visitor.session().filter(|s| !s.must_change_password) {
        Some(session) => {
            let actor = &session.actor;
            let mut roles: Vec<_> = actor.grants.iter().map(|g| g.role).collect();
            roles.sort_unstable();
            roles.dedup();
            Some(Viewer {
                user: actor.user,
                name: actor.name.clone(),
                association: actor.association_name.clone(),
                roles,
                shows_names: actor.shows_names,
                lang: actor.lang,
                today: actor.today,
                ends_in: (session.ends_at - site.db.clock().now()).num_seconds(),
                waiting: site.waiting.count(&site.db, actor, at_start).await?,
            })
        }
        None => None,
    };
    Ok(Frame { viewer, is_demo: site.is_demo, flash, error })
}

/// The form that an ended session left at this page, once its user is back.
async fn kept_form(site: &Site, visitor: &Visitor, headers: &HeaderMap, path: &str) -> Option<FormState> {
    let id = sessions::cookie(headers, sessions::KEPT, site.https)?.parse().ok()?;
    let session = visitor.session()?;
    app::accounts::kept_forms::take(&site.db, session.actor.user, id, path).await.ok()?
}

/// The functions that a page asks by itself, whose call is no use of the session.
const UNUSED: [&str; 2] = ["/api/session-left", "/api/participant-link-now"];

fn unhex(hex: &str) -> Option<Vec<u8>> {
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok()).collect()
}

/// A server function: only for reads, never for a plain form, so there is no redirect to `Referer`.
async fn function(site: Site, req: Request) -> Response {
    let wants_page =
        req.headers().get(header::ACCEPT).and_then(|a| a.to_str().ok()).is_some_and(|a| a.contains("text/html"));
    if wants_page {
        return StatusCode::NOT_ACCEPTABLE.into_response();
    }
    let door = doors::FUNCTIONS.iter().find(|d| d.path == req.uri().path());
    let Some(door) = door else { return StatusCode::NOT_FOUND.into_response() };
    let visitor = match UNUSED.contains(&door.path) {
        true => sessions::visitor_unnoted(&site.db, req.headers(), site.https).await,
        false => sessions::visitor(&site.db, req.headers(), site.https).await,
    };
    let visitor = match visitor {
        Ok(visitor) => visitor,
        Err(error) => return failed(&error, Lang::Sv),
    };
    let locked = door.who != Who::Anyone && visitor.session().is_some_and(|s| s.must_change_password);
    if locked || !door.who.admits(visitor.session().map(|s| &s.actor)) {
        let known = visitor.session().is_some() && !locked;
        let error = if known { AppError::NotAllowed } else { AppError::LoginNeeded };
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::FORBIDDEN);
        return (status, [("serverfnerror", door.path)], Json(error)).into_response();
    }
    let lang = visitor.lang(req.headers(), site.https);
    let (parts, body) = req.into_parts();
    let Ok(bytes) = to_bytes(body, upload::FORM_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    if form_urlencoded::parse(&bytes).any(|(_, value)| value.contains('\0')) {
        return StatusCode::BAD_REQUEST.into_response(); // no page of ours asks so, and PostgreSQL can't
    }
    let req = Request::from_parts(parts, Body::from(bytes));
    let (db, session, public_url) = (site.db.for_request(), visitor.session().cloned(), site.public_url.clone());
    let cx = RequestCx { db, session, lang, public_url, nonce: String::new() };
    let page = cx.db.page();
    let context = move || {
        provide_context(cx.clone());
        provide_context(lang);
    };
    let response = leptos_axum::handle_server_fns_with_context(context, req).await.into_response();
    drop(page);
    with_its_status(response).await
}

/// The framework answers every refusal with 500: it gets the status that a page would have.
async fn with_its_status(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, upload::FORM_LIMIT).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if let Ok(error) = serde_json::from_slice::<AppError>(&bytes) {
        parts.status = StatusCode::from_u16(error.status()).unwrap_or(parts.status);
    }
    Response::from_parts(parts, Body::from(bytes))
}
