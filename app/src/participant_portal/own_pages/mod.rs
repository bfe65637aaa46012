//! The participant's pages: plain HTML that the server makes, with a form or links on each. They are read on a phone, often an
//! old one and often on a slow line: nothing waits for a script.
mod answers;
mod fields;
mod home;
mod opening;
mod parts;
mod plan;
mod preparing;
mod withdrawing;

pub use parts::{At, Outcome, Posted, SessionChange};

use super::guests::{self, Guest};
use crate::{db::Db, kernel::error::AppError};

/// The pages of a participant who has opened their link, by what stands after `/my/` in the address; a form with what was
/// typed in it before another language was chosen.
pub async fn show(db: &Db, guest: &Guest, at: &At, path: &[&str], typed: &Posted) -> Result<Outcome, AppError> {
    match path {
        ["start"] => home::start(db, guest, at).await,
        ["readers"] => home::readers(db, guest, at).await,
        ["answers", purpose] => answers::show(db, guest, at, purpose, typed).await,
        ["receipts", consent] => answers::receipt(db, guest, at, consent).await,
        ["plan"] => plan::show(db, guest, at).await,
        ["plan", activity] => plan::ask(db, guest, at, activity, typed).await,
        ["prepare"] => preparing::show(db, guest, at, typed).await,
        ["withdraw"] => withdrawing::choose(db, guest, at).await,
        ["withdraw", what] => withdrawing::confirm(db, guest, at, what).await,
        _ => Err(AppError::NotFound),
    }
}

/// What they send.
pub async fn take(db: &Db, guest: &Guest, at: &At, path: &[&str], posted: &Posted) -> Result<Outcome, AppError> {
    if let Some(language) = posted.speaks() {
        guests::speak(db, guest, language).await?;
        return show(db, guest, &At { language, ..at.clone() }, path, posted).await;
    }
    match path {
        ["language"] => home::speak(db, guest, posted).await,
        ["leave"] => home::leave(db, guest, at).await,
        // to come here is to use the session
        ["stay"] => Ok(Outcome::Page { status: 200, html: String::new() }),
        ["answers", purpose] => answers::sign(db, guest, at, purpose, posted).await,
        ["plan", activity] => plan::mark(db, guest, at, activity, posted).await,
        ["prepare"] => preparing::write(db, guest, at, posted).await,
        ["withdraw", what] => withdrawing::withdraw(db, guest, what).await,
        _ => Err(AppError::NotFound),
    }
}

/// The pages before that: a link to open, a code from paper to type. They tell nothing of anybody.
pub async fn show_to_anyone(db: &Db, at: &At, path: &[&str], typed: &Posted) -> Result<Outcome, AppError> {
    match path {
        [] => Ok(opening::type_code(at, 200, typed)),
        ["link", token] => opening::open(db, at, token, typed).await,
        ["ended"] => Ok(opening::ended(at)),
        _ => Err(AppError::NotFound),
    }
}

/// What is sent from them.
pub async fn take_from_anyone(
    db: &Db,
    at: &At,
    path: &[&str],
    posted: &Posted,
    address: &str,
) -> Result<Outcome, AppError> {
    if let Some(language) = posted.speaks() {
        return show_to_anyone(db, &At { language, ..at.clone() }, path, posted).await;
    }
    match path {
        [] => Ok(opening::typed(at, posted)),
        ["link", token] => opening::enter(db, at, token, posted, address).await,
        _ => Err(AppError::NotFound),
    }
}

pub use parts::fault;
