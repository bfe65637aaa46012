//! What becomes of a posted form: done, refused with what was typed, or kept until its user has logged in again.
use crate::{
    address::client_address,
    router::{Site, failed, render, with_query},
    sessions::{self, Visitor},
    upload,
};
use app::{
    access::doors::FormDoor,
    accounts::{forms::login_address, texts},
    kernel::{
        error::AppError,
        lang::{Lang, Text},
    },
    ui::form::{
        Answer, FormState, OPENED_BY,
        submit::{Cx, Done, Refused},
    },
};
use axum::{
    Json,
    body::Body,
    extract::{FromRequestParts, Path, Request},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use std::collections::HashMap;

/// Takes a posted form: done, refused with what was typed, or kept until the user has logged in again.
pub async fn submit(site: Site, door: FormDoor, req: Request) -> Response {
    let visitor = match sessions::visitor(&site.db, req.headers(), site.https).await {
        Ok(visitor) => visitor,
        Err(error) => return failed(&error, Lang::Sv),
    };
    let (mut parts, body) = req.into_parts();
    let lang = visitor.lang(&parts.headers, site.https);
    let json = parts.headers.get(header::ACCEPT).is_some_and(|a| a == "application/json");
    let locked =
        visitor.session().is_some_and(|s| s.must_change_password) && !matches!(door.path, "/password" | "/logout");
    let refused_here = locked || !door.who.admits(visitor.session().map(|s| &s.actor));
    let limits = upload::Limits { all: door.files, each: door.largest_file };
    let mut lost = Vec::new();
    let read = match &visitor {
        _ if door.files == 0 || !upload::has_files(&parts) => upload::read_form(&parts, body).await,
        // files are received from those who may send them, and from nobody else
        Visitor::Known(_) if refused_here => Ok(vec![]),
        Visitor::Known(s) => upload::read_files(&parts, body, site.db.keys(), s.actor.session, limits).await,
        Visitor::TimedOut(..) | Visitor::Lapsed => {
            upload::read_past_files(&parts, body, limits).await.map(|(values, files)| {
                lost = files;
                values
            })
        }
        Visitor::Unknown => Ok(vec![]),
    };
    // before what they may: a page that someone else opened is sent by them, or by nobody
    let theirs = door.path.starts_with("/logout") || opened_by_visitor(&visitor, read.as_deref().unwrap_or_default());
    if let (false, Visitor::Known(session)) = (theirs, &visitor) {
        let mut values = read.unwrap_or_default();
        if door.files > 0 {
            upload::forget(session.actor.session, &values);
            values.retain(|v| v.0 == OPENED_BY);
        }
        return another_opened(
            &site,
            &visitor,
            parts,
            (refused_here, json),
            FormState {
                form: door.path.into(),
                values,
                errors: vec![(String::new(), texts::OPENED_BY_OTHER.get(lang).to_owned())],
            },
        )
        .await;
    }
    if refused_here {
        let words = texts::FILES_NOT_KEPT.get(lang);
        let errors = lost.into_iter().map(|field| (field, words.to_owned())).collect();
        let state = FormState { form: door.path.into(), values: read.unwrap_or_default(), errors };
        // whose session has ended is given nothing back that another wrote
        let visitor = if theirs { visitor } else { Visitor::Lapsed };
        return refuse(&site, &visitor, parts, state, json).await;
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
    let session = visitor.session().map(|s| s.actor.session);
    let files = session.filter(|_| door.files > 0).map(|s| (s, upload::files_among(s, &values)));
    tracing::debug!(door = door.path, "form");
    match (door.handler)(values, cx).await {
        Ok(done) => {
            // a search changes nothing
            if let Some(session) = visitor.session().filter(|_| !door.leaves.is_empty()) {
                site.waiting.forget(&session.actor);
            }
            finished(&site, done, lang, json)
        }
        Err(Refused { error, mut state }) => {
            if let Some((session, files)) = files {
                upload::forget(session, &files);
                state.values.retain(|v| !files.contains(v));
                // a page that is made anew shows the field empty; one that stays still holds the file
                for (field, _) in files.into_iter().filter(|_| !json) {
                    if !state.errors.iter().any(|e| e.0 == field) {
                        state.errors.push((field, texts::CHOOSE_FILE_AGAIN.get(lang).to_owned()));
                    }
                }
            }
            let status = error.map_or(StatusCode::UNPROCESSABLE_ENTITY, |e| {
                StatusCode::from_u16(e.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            });
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
        put_flash(&mut response, &word, site.https);
    }
    response
}

/// Whether the page of the form was opened by the one who sends it, as far as the page says by whom, and anyone knows who
/// sends it.
fn opened_by_visitor(visitor: &Visitor, values: &[(String, String)]) -> bool {
    let by = values.iter().find(|v| v.0 == OPENED_BY).map(|v| v.1.as_str());
    match (by, visitor) {
        (Some(by), Visitor::Known(session)) => by == session.actor.user.to_string(),
        (Some(by), Visitor::TimedOut(user, _)) => by == user.to_string(),
        (None, _) | (_, Visitor::Lapsed | Visitor::Unknown) => true,
    }
}

/// The page comes back as its writer left it and as theirs: another press is refused, too. Where the one who is logged in
/// has no such page they are told how to get at it.
async fn another_opened(
    site: &Site,
    visitor: &Visitor,
    parts: Parts,
    (refused_here, json): (bool, bool),
    state: FormState,
) -> Response {
    if refused_here && !json {
        let mut response = Redirect::to("/").into_response();
        let words = texts::OPENED_BY_OTHER_LOST.get(visitor.lang(&parts.headers, site.https));
        put_flash(&mut response, words, site.https);
        return response;
    }
    refused(site, visitor, parts, StatusCode::CONFLICT, state, json).await
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
async fn refuse(site: &Site, visitor: &Visitor, parts: Parts, state: FormState, json: bool) -> Response {
    let here = with_query(&parts.uri);
    let lang = visitor.lang(&parts.headers, site.https);
    let stays = |words: Text| {
        let errors = vec![(String::new(), words.get(lang).to_owned())];
        Json(Answer { redirect: None, errors, flash: None }).into_response()
    };
    if visitor.session().is_some_and(|s| s.must_change_password) {
        return if json { stays(texts::PASSWORD_FIRST) } else { Redirect::to("/password").into_response() };
    }
    if visitor.session().is_some() {
        let error = AppError::NotAllowed;
        if json {
            return Json(Answer { redirect: None, errors: vec![(String::new(), error.words(lang))], flash: None })
                .into_response();
        }
        return render(site, visitor, Request::from_parts(parts, Body::empty()), Some(error), None).await;
    }
    let lost = state.values.iter().any(|v| !v.0.starts_with('_') && !v.1.is_empty());
    let kept = match visitor {
        Visitor::TimedOut(user, _) => app::accounts::kept_forms::keep(&site.db, *user, &here, state).await,
        // whose it was is not known any longer: the page that holds it is all there is
        Visitor::Known(_) | Visitor::Lapsed | Visitor::Unknown if json => return stays(texts::LAPSED_FORM),
        Visitor::Known(_) | Visitor::Lapsed | Visitor::Unknown => Ok(None),
    };
    let told = lost && !matches!(visitor, Visitor::TimedOut(..));
    let mut response = elsewhere(&login_address(&here), json);
    if let Ok(Some(id)) = kept {
        sessions::put_cookie(response.headers_mut(), sessions::KEPT, &id.to_string(), Some(3_600), site.https);
    }
    if told {
        put_flash(&mut response, texts::LAPSED_LOST.get(lang), site.https);
    }
    response
}

fn put_flash(response: &mut Response, words: &str, https: bool) {
    let hex = app::kernel::keys::hex(words.as_bytes());
    sessions::put_cookie(response.headers_mut(), sessions::FLASH, &hex, Some(60), https);
}

fn elsewhere(to: &str, json: bool) -> Response {
    if json {
        Json(Answer { redirect: Some(to.to_owned()), errors: vec![], flash: None }).into_response()
    } else {
        Redirect::to(to).into_response()
    }
}
