//! Reading what a form posts.
use app::ui::form::Pairs;
use axum::{
    body::{Body, to_bytes},
    http::{StatusCode, header, request::Parts},
};

/// How large a form without files may be, in bytes.
pub const FORM_LIMIT: usize = 1 << 20;

/// The fields of a posted form, line ends as LF.
pub async fn read_form(parts: &Parts, body: Body) -> Result<Pairs, StatusCode> {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let bytes = to_bytes(body, FORM_LIMIT).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    Ok(form_urlencoded::parse(&bytes).map(|(k, v)| (k.into_owned(), v.replace("\r\n", "\n"))).collect())
}
