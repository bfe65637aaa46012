//! Files that are made for download or opened, each behind its door in `doors::DOWNLOADS`.
use crate::{
    router::{Site, failed},
    sessions,
};
use app::{
    access::doors,
    accounts::{forms::login_address, sessions::Session},
    consents::scan,
    kernel::{
        error::AppError,
        id::{CaseId, ConsentId},
        lang::Lang,
    },
    statistics,
};
use axum::{
    extract::{FromRequestParts, Path, Request},
    http::{HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};

/// What someone else has written, shown by a browser: it may load nothing, run nothing and be framed by nobody, and is of no
/// site. A viewer that reads the file by itself, as for PDF, heeds this for what it would load.
const SANDBOX: &str = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `/figures.csv?year=2021`: the year's figures, for a spreadsheet.
pub async fn figures(site: Site, req: Request) -> Response {
    let (parts, _) = req.into_parts();
    match make_figures(&site, &parts).await {
        Ok(response) => response,
        Err(AppError::LoginNeeded) => Redirect::to("/login?next=/figures").into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error.words(Lang::Sv)).into_response()
        }
    }
}

async fn make_figures(site: &Site, asked: &Parts) -> Result<Response, AppError> {
    let visitor = sessions::visitor(&site.db, &asked.headers, site.https).await?;
    let session = visitor.session().filter(|s| !s.must_change_password).ok_or(AppError::LoginNeeded)?;
    let door = doors::DOWNLOADS.iter().find(|d| d.path == asked.uri.path()).ok_or(AppError::NotFound)?;
    if !door.who.admits(Some(&session.actor)) {
        return Err(AppError::NotAllowed);
    }
    let query = asked.uri.query().unwrap_or_default();
    let year = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "year");
    let year = year.and_then(|(_, year)| year.parse().ok()).filter(|y| (1900..=9998).contains(y));
    let year: i32 = year.ok_or(AppError::NotFound)?;
    let figures = statistics::actions::key_figures(&site.db, &session.actor, year).await?;
    // the mark at the beginning tells spreadsheets that it is UTF-8
    let table = statistics::table::csv(&figures, session.actor.lang);
    let mut response = format!("\u{feff}{table}").into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let name = format!("attachment; filename=\"{}-{year}.csv\"", session.actor.lang.pick("nyckeltal", "key-figures"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// `/cases/{id}/consents/{consent}/scan/file`: the signed paper, to be shown and not to be run.
pub async fn consent_scan(site: Site, req: Request) -> Response {
    let (mut parts, _) = req.into_parts();
    let session = match known(&site, &parts).await {
        Ok(session) => session,
        // to its page: a file that comes after a login by itself would be a surprise
        Err(AppError::LoginNeeded) => {
            let page = parts.uri.path().trim_end_matches("/file");
            return Redirect::to(&login_address(page)).into_response();
        }
        Err(error) => return failed(&error, Lang::Sv),
    };
    let lang = session.actor.lang;
    match open_scan(&site, &session, &mut parts).await {
        Ok(response) => response,
        Err(error) => failed(&error, lang),
    }
}

async fn known(site: &Site, parts: &Parts) -> Result<Session, AppError> {
    let visitor = sessions::visitor(&site.db, &parts.headers, site.https).await?;
    visitor.session().filter(|s| !s.must_change_password).cloned().ok_or(AppError::LoginNeeded)
}

async fn open_scan(site: &Site, session: &Session, parts: &mut Parts) -> Result<Response, AppError> {
    if !doors::CONSENT_SCAN.who.admits(Some(&session.actor)) {
        return Err(AppError::NotAllowed);
    }
    let ids = Path::<(CaseId, ConsentId)>::from_request_parts(parts, &()).await;
    let Path((case, consent)) = ids.map_err(|_| AppError::NotFound)?;
    let scan = scan::actions::open(&site.db, &session.actor, case, consent).await?;
    let name = format!("inline; filename=\"{}\"", scan.kind.file_name());
    let fixed: [(HeaderName, &str); 5] = [
        (header::CONTENT_TYPE, scan.kind.media_type()),
        (header::CONTENT_DISPOSITION, &name),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let mut response = scan.bytes.into_response();
    for (header, value) in fixed {
        response.headers_mut().insert(header, HeaderValue::from_str(value).map_err(AppError::fault)?);
    }
    Ok(response)
}
