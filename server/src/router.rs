//! The router: every page and its form from the doors' list, server functions for reads, the site's own files.
use crate::{
    document::document,
    downloads,
    security::{self, Nonce},
    sessions::{self, Visitor},
    upload,
};
use app::{
    access::doors::{self, FormDoor, Who},
    db::Db,
    kernel::{error::AppError, lang::Lang},
    ui::{
        form::{
            Answer, FormState,
            submit::{Cx, Done, Refused},
        },
        request::RequestCx,
        view::{Frame, Viewer},
    },
};
use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, DefaultBodyLimit, FromRequestParts, Path, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use leptos::{nonce::Nonce as LeptosNonce, prelude::*};
use leptos_axum::{ResponseOptions, generate_route_list};
use leptos_router::SsrMode;
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::{Arc, OnceLock},
};
use tower_http::services::ServeDir;

/// What every request needs.
#[derive(Clone)]
pub struct Site {
    pub db: Db,
    pub is_demo: bool,
    pub https: bool,
    pub trusted_proxies: Arc<Vec<IpAddr>>,
    pub files: PathBuf,
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
            methods = methods.post(move |req: Request| submit(at.clone(), form, req));
            if form.files > 0 {
                // the door has a limit of its own
                methods = methods.layer(DefaultBodyLimit::disable());
            }
        }
        router = router.route(path, methods);
    }
    let at = site.clone();
    router = router.route("/figures.csv", get(move |req: Request| downloads::figures(at.clone(), req)));
    let (functions, missing) = (site.clone(), site.clone());
    let answer = move |req: Request| function(functions.clone(), req);
    let files = ServeDir::new(&site.files).precompressed_br().precompressed_gzip();
    let files = files.fallback(get(move |req: Request| show(missing.clone(), Who::Anyone, req)));
    let router =
        router.route("/api/{*name}", post(answer)).route("/healthz", get(|| async { "ok" })).fallback_service(files);
    security::layers(router, site.https)
}

fn page_door(path: &str) -> Option<Who> {
    doors::PAGES.iter().find(|d| d.path == path).map(|d| d.who)
}

/// Shows a page, or why it is not shown.
async fn show(site: Site, who: Who, req: Request) -> Response {
    let visitor = match sessions::visitor(&site.db, req.headers(), site.https).await {
        Ok(visitor) => visitor,
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.words(Lang::Sv)).into_response(),
    };
    let path = req.uri().path().to_owned();
    if let Some(elsewhere) = first_elsewhere(&visitor, who, &path) {
        return Redirect::to(&elsewhere).into_response();
    }
    let error = (!who.admits(visitor.session().map(|s| &s.actor))).then_some(AppError::NotAllowed);
    let kept = kept_form(&site, &visitor, req.headers(), &path).await;
    let taken = kept.is_some();
    let mut response = render(&site, &visitor, req, error, kept.map(|k| (StatusCode::OK, k))).await;
    if taken {
        sessions::put_cookie(response.headers_mut(), KEPT, "", Some(0), site.https);
    }
    response
}

/// Login first, or an own password first.
fn first_elsewhere(visitor: &Visitor, who: Who, path: &str) -> Option<String> {
    match visitor.session() {
        None if who == Who::Anyone => None,
        None => Some(login_address(path)),
        Some(s) if s.must_change_password && !matches!(path, "/password" | "/logout") => Some("/password".into()),
        Some(_) => None,
    }
}

fn login_address(next: &str) -> String {
    if next == "/" { "/login".into() } else { format!("/login?next={next}") }
}

/// Renders the application for this visitor, with what a refused form shows again.
async fn render(
    site: &Site,
    visitor: &Visitor,
    req: Request,
    error: Option<AppError>,
    state: Option<(StatusCode, FormState)>,
) -> Response {
    let lang = visitor.lang(req.headers());
    let nonce = req.extensions().get::<Nonce>().map(|n| n.0.clone()).unwrap_or_default();
    let flash = sessions::cookie(req.headers(), FLASH).and_then(|hex| String::from_utf8(unhex(hex)?).ok());
    let had_flash = flash.is_some();
    let frame = match frame(site, visitor, error.clone(), flash).await {
        Ok(frame) => frame,
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.words(lang)).into_response(),
    };
    let status = state.as_ref().map(|s| s.0).or_else(|| error.and_then(|e| StatusCode::from_u16(e.status()).ok()));
    let cx = RequestCx { db: site.db.clone(), session: visitor.session().cloned(), lang, nonce: nonce.clone() };
    let context = move || {
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
    sessions::keep_language(&asked, response.headers_mut(), visitor, site.https);
    if had_flash {
        sessions::put_cookie(response.headers_mut(), FLASH, "", Some(0), site.https);
    }
    response
}

async fn frame(
    site: &Site,
    visitor: &Visitor,
    error: Option<AppError>,
    flash: Option<String>,
) -> Result<Frame, AppError> {
    let viewer = match visitor.session().filter(|s| !s.must_change_password) {
        Some(session) => {
            let actor = &session.actor;
            let mut roles: Vec<_> = actor.grants.iter().map(|g| g.role).collect();
            roles.sort_unstable();
            roles.dedup();
            Some(Viewer {
                name: actor.name.clone(),
                association: actor.association_name.clone(),
                roles,
                shows_names: actor.shows_names,
                lang: actor.lang,
                today: actor.today,
                ends_in: (session.ends_at - site.db.clock().now()).num_seconds(),
                waiting: app::work::actions::count(&site.db, actor).await?,
            })
        }
        None => None,
    };
    Ok(Frame { viewer, is_demo: site.is_demo, flash, error })
}

/// Takes a posted form: done, refused with what was typed, or kept until the user has logged in again.
async fn submit(site: Site, door: FormDoor, req: Request) -> Response {
    let visitor = match sessions::visitor(&site.db, req.headers(), site.https).await {
        Ok(visitor) => visitor,
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.words(Lang::Sv)).into_response(),
    };
    let (mut parts, body) = req.into_parts();
    let lang = visitor.lang(&parts.headers);
    let json = parts.headers.get(header::ACCEPT).is_some_and(|a| a == "application/json");
    let path = parts.uri.path().to_owned();
    let locked =
        visitor.session().is_some_and(|s| s.must_change_password) && !matches!(door.path, "/password" | "/logout");
    let refused_here = locked || !door.who.admits(visitor.session().map(|s| &s.actor));
    let read = match visitor.session().filter(|_| door.files > 0 && upload::has_files(&parts)) {
        // files are received from those who may send them, and from nobody else
        Some(_) if refused_here => Ok(vec![]),
        Some(s) => {
            let limits = upload::Limits { all: door.files, each: door.largest_file };
            upload::read_files(&parts, body, site.db.keys(), s.actor.session, limits).await
        }
        None => upload::read_form(&parts, body).await,
    };
    if refused_here {
        return refuse(&site, &visitor, door, parts, read.unwrap_or_default(), json).await;
    }
    let values = match read {
        Ok(values) => values,
        Err(status) => {
            let words = app::ui::form::reader::UNREADABLE.get(lang).to_owned();
            let state = FormState { form: door.path.into(), values: vec![], errors: vec![(String::new(), words)] };
            return refused(&site, &visitor, parts, status, state, json).await;
        }
    };
    let params = Path::<HashMap<String, String>>::from_request_parts(&mut parts, &()).await;
    let cx = Cx {
        db: site.db.clone(),
        session: visitor.session().cloned(),
        params: params.map(|p| p.0).unwrap_or_default(),
        lang,
        address: client_address(&parts, &site.trusted_proxies),
    };
    let files = if door.files > 0 { values.clone() } else { vec![] };
    tracing::debug!(door = door.path, "form");
    match (door.handler)(values, cx).await {
        Ok(done) => finished(&site, done, lang, json),
        Err(Refused { error, state }) => {
            if let Some(session) = visitor.session().filter(|_| door.files > 0) {
                upload::forget(session.actor.session, &files);
            }
            let status = error.map_or(StatusCode::UNPROCESSABLE_ENTITY, |e| {
                StatusCode::from_u16(e.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            });
            let _ = path;
            refused(&site, &visitor, parts, status, state, json).await
        }
    }
}

fn finished(site: &Site, done: Done, lang: Lang, json: bool) -> Response {
    let flash = done.flash.map(|text| text.get(done.lang.unwrap_or(lang)).to_owned());
    let mut response = if json {
        Json(Answer { redirect: Some(done.redirect), errors: vec![], flash: flash.clone() }).into_response()
    } else {
        Redirect::to(&done.redirect).into_response()
    };
    sessions::set_cookie(response.headers_mut(), &done.session, site.https);
    if let Some(word) = flash.filter(|_| !json) {
        let hex = app::kernel::keys::hex(word.as_bytes());
        sessions::put_cookie(response.headers_mut(), FLASH, &hex, Some(60), site.https);
    }
    response
}

/// The same page with every value kept and the messages beside the fields; as JSON for a hydrated form.
async fn refused(
    site: &Site,
    visitor: &Visitor,
    parts: Parts,
    status: StatusCode,
    state: FormState,
    json: bool,
) -> Response {
    if json {
        // 200: browsers log every other status of a background request as an error
        return Json(Answer { redirect: None, errors: state.errors, flash: None }).into_response();
    }
    render(site, visitor, Request::from_parts(parts, Body::empty()), None, Some((status, state))).await
}

/// No session: keep the form for its user and ask for login. A session without the task: not allowed.
async fn refuse(
    site: &Site,
    visitor: &Visitor,
    door: FormDoor,
    parts: Parts,
    values: app::ui::form::Pairs,
    json: bool,
) -> Response {
    let path = parts.uri.path().to_owned();
    if visitor.session().is_some_and(|s| s.must_change_password) {
        return elsewhere("/password", json);
    }
    if visitor.session().is_some() {
        let lang = visitor.lang(&parts.headers);
        let error = AppError::NotAllowed;
        if json {
            return Json(Answer { redirect: None, errors: vec![(String::new(), error.words(lang))], flash: None })
                .into_response();
        }
        return render(site, visitor, Request::from_parts(parts, Body::empty()), Some(error), None).await;
    }
    let kept = match visitor {
        Visitor::TimedOut(user) => app::accounts::kept_forms::keep(&site.db, *user, door.path, &path, values).await,
        Visitor::Known(_) | Visitor::Unknown => Ok(None),
    };
    let mut response = elsewhere(&login_address(&path), json);
    if let Ok(Some(id)) = kept {
        sessions::put_cookie(response.headers_mut(), KEPT, &id.to_string(), Some(3_600), site.https);
    }
    response
}

fn elsewhere(to: &str, json: bool) -> Response {
    if json {
        Json(Answer { redirect: Some(to.to_owned()), errors: vec![], flash: None }).into_response()
    } else {
        Redirect::to(to).into_response()
    }
}

/// The form that an ended session left at this page, once its user is back.
async fn kept_form(site: &Site, visitor: &Visitor, headers: &HeaderMap, path: &str) -> Option<FormState> {
    let id = sessions::cookie(headers, KEPT)?.parse().ok()?;
    let session = visitor.session()?;
    app::accounts::kept_forms::take(&site.db, session.actor.user, id, path, session.actor.lang).await.ok()?
}

const KEPT: &str = "finsam-kept";
const FLASH: &str = "finsam-flash";

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
    let visitor = match sessions::visitor(&site.db, req.headers(), site.https).await {
        Ok(visitor) => visitor,
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.words(Lang::Sv)).into_response(),
    };
    let locked = door.who != Who::Anyone && visitor.session().is_some_and(|s| s.must_change_password);
    if locked || !door.who.admits(visitor.session().map(|s| &s.actor)) {
        let known = visitor.session().is_some() && !locked;
        let error = if known { AppError::NotAllowed } else { AppError::LoginNeeded };
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::FORBIDDEN);
        return (status, [("serverfnerror", door.path)], Json(error)).into_response();
    }
    let lang = visitor.lang(req.headers());
    let (parts, body) = req.into_parts();
    let Ok(bytes) = to_bytes(body, upload::FORM_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let req = Request::from_parts(parts, Body::from(bytes));
    let cx = RequestCx { db: site.db.clone(), session: visitor.session().cloned(), lang, nonce: String::new() };
    let context = move || {
        provide_context(cx.clone());
        provide_context(lang);
    };
    with_its_status(leptos_axum::handle_server_fns_with_context(context, req).await.into_response()).await
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

/// The client's address: the last hop that is not a trusted proxy.
fn client_address(parts: &Parts, trusted: &[IpAddr]) -> String {
    let Some(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip()) else {
        return String::new();
    };
    let hops = parts.headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
    let mut hops: Vec<IpAddr> = hops.flat_map(|v| v.split(',')).filter_map(|h| h.trim().parse().ok()).collect();
    let mut at = peer;
    while trusted.contains(&at) {
        match hops.pop() {
            Some(hop) => at = hop,
            None => break,
        }
    }
    at.to_string()
}
