//! Files that are made for download, each behind its door in `doors::DOWNLOADS`.
use crate::{router::Site, sessions};
use app::{
    access::doors,
    kernel::{error::AppError, lang::Lang},
    statistics,
};
use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};

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
