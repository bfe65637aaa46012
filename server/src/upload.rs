//! Reading what a form posts: its fields, and files into sealed storage outside the web root.
use app::{
    kernel::{id::SessionId, keys::Keys},
    ui::form::{Pairs, TOO_LARGE, uploads},
};
use axum::{
    body::{Body, to_bytes},
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::{StatusCode, header, request::Parts},
};

/// How large a form without files may be, in bytes.
pub const FORM_LIMIT: usize = 1 << 20;
/// So many parts a form with files may have.
const MOST_PARTS: usize = 200;

/// A text as it is stored: line ends as LF, and without the control characters that no keyboard writes and no database
/// has to take.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
        return text;
    }
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// The fields of a posted form.
pub async fn read_form(parts: &Parts, body: Body) -> Result<Pairs, StatusCode> {
    if !content_type(parts).starts_with("application/x-www-form-urlencoded") {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let bytes = to_bytes(body, FORM_LIMIT).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    Ok(form_urlencoded::parse(&bytes).map(|(k, v)| (cleaned(&k), cleaned(&v))).collect())
}

/// Whether the body holds files.
pub fn has_files(parts: &Parts) -> bool {
    content_type(parts).starts_with("multipart/form-data")
}

fn content_type(parts: &Parts) -> &str {
    parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

/// How many bytes of files a form takes, in all and each.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub all: u64,
    pub each: u64,
}

/// The fields of a form with files, at most so many bytes of them. Only for a session whose user may pass the door.
///
/// Files are streamed to sealed storage; each stands among the fields as the value that opens it. What one has beyond its
/// limit is not stored, nor is the rest of it kept: its value says so.
pub async fn read_files(
    parts: &Parts,
    body: Body,
    keys: &Keys,
    session: SessionId,
    limits: Limits,
) -> Result<Pairs, StatusCode> {
    let multipart = multipart(parts, body, limits).await?;
    let mut values = Pairs::new();
    match receive_all(multipart, keys, session, limits, &mut values).await {
        Ok(()) => Ok(values),
        Err(status) => {
            forget(session, &values);
            Err(status)
        }
    }
}

async fn multipart(parts: &Parts, body: Body, limits: Limits) -> Result<Multipart, StatusCode> {
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|l| l > limits.all + FORM_LIMIT as u64) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let request = Request::from_parts(parts.clone(), body);
    Multipart::from_request(request, &()).await.map_err(|e| e.status())
}

/// The same of someone whose session has ended: what is typed, and the fields that held files. The files are read past, as a
/// browser that is cut off shows no answer, and nothing of them is kept.
pub async fn read_past_files(parts: &Parts, body: Body, limits: Limits) -> Result<(Pairs, Vec<String>), StatusCode> {
    let mut multipart = multipart(parts, body, limits).await?;
    let (mut left, mut text_left) = (limits.all, FORM_LIMIT as u64);
    let (mut values, mut files) = (Pairs::new(), Vec::new());
    for _ in 0..MOST_PARTS {
        let Some(mut field) = multipart.next_field().await.map_err(|e| e.status())? else { return Ok((values, files)) };
        let name = cleaned(field.name().unwrap_or_default());
        match field.file_name().map(str::is_empty) {
            Some(true) => continue,
            Some(false) => {
                while let Some(chunk) = field.chunk().await.map_err(|e| e.status())? {
                    left = left.checked_sub(chunk.len() as u64).ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
                }
                if !files.contains(&name) {
                    files.push(name);
                }
            }
            None => values.push((name, text(field, &mut text_left).await?)),
        }
    }
    Err(StatusCode::PAYLOAD_TOO_LARGE)
}

async fn receive_all(
    mut multipart: Multipart,
    keys: &Keys,
    session: SessionId,
    limits: Limits,
    values: &mut Pairs,
) -> Result<(), StatusCode> {
    let (mut left, mut text_left) = (limits.all, FORM_LIMIT as u64);
    while let Some(field) = multipart.next_field().await.map_err(|e| e.status())? {
        let name = cleaned(field.name().unwrap_or_default());
        let value = match field.file_name().map(str::to_owned) {
            // an empty file field is posted as a file without a name
            Some(file) if file.is_empty() => continue,
            Some(file) => receive(field, keys, session, &file, (&mut left, limits.each)).await?,
            None => text(field, &mut text_left).await?,
        };
        values.push((name, value));
        if values.len() > MOST_PARTS {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
    }
    Ok(())
}

async fn receive(
    mut field: Field<'_>,
    keys: &Keys,
    session: SessionId,
    name: &str,
    (left, each): (&mut u64, u64),
) -> Result<String, StatusCode> {
    let fault = |_| StatusCode::INSUFFICIENT_STORAGE;
    let mut file = Some(uploads::receive(keys, session, name).map_err(fault)?);
    let mut size = 0_u64;
    while let Some(chunk) = field.chunk().await.map_err(|e| e.status())? {
        *left = left.checked_sub(chunk.len() as u64).ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        size += chunk.len() as u64;
        if size > each {
            // the rest is read past: a browser that is cut off shows no answer
            file = None;
        }
        if let Some(file) = &mut file {
            file.take(&chunk).map_err(fault)?;
        }
    }
    match file {
        Some(file) => file.keep().map_err(fault),
        None => Ok(format!("{TOO_LARGE}/{}", name.rsplit(['/', '\\']).next().unwrap_or_default())),
    }
}

/// The files among the fields of a form: received ones, and those that were too large.
pub fn files_among(session: SessionId, values: &Pairs) -> Pairs {
    let too_large = |value: &str| value.strip_prefix(TOO_LARGE).is_some_and(|rest| rest.starts_with('/'));
    let is_file = |v: &&(String, String)| too_large(&v.1) || uploads::digest(session, &v.1).is_some();
    values.iter().filter(is_file).cloned().collect()
}

/// Forgets the files among the fields of a form that was refused: they must be chosen again.
pub fn forget(session: SessionId, values: &Pairs) {
    let values: Vec<String> = values.iter().map(|v| v.1.clone()).collect();
    uploads::forget(session, &values);
}

async fn text(mut field: Field<'_>, left: &mut u64) -> Result<String, StatusCode> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|e| e.status())? {
        *left = left.checked_sub(chunk.len() as u64).ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(cleaned(&String::from_utf8_lossy(&bytes)))
}

#[cfg(test)]
mod tests {
    use super::cleaned;

    #[test]
    fn lines_and_letters_stay_and_control_characters_go() {
        for (typed, stored) in [
            ("Anna Ek", "Anna Ek"),
            ("rad ett\r\nrad två\rrad tre\n", "rad ett\nrad två\nrad tre\n"),
            ("a\tb", "a\tb"),
            ("a\0b\u{1}c\u{7f}d\u{85}e", "abcde"),
            ("åäö 😀 \u{200d}", "åäö 😀 \u{200d}"),
            ("\0", ""),
        ] {
            assert_eq!(cleaned(typed), stored, "{typed:?}");
        }
    }
}
