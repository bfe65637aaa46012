//! What the story's participants do by themselves: each opens the link that a handler makes, and sends from their own pages.
use super::{
    participants::{Someone, identity},
    stage::Stage,
};
use anyhow::{Context, bail};
use app::{
    consents::wording::rules::TextLanguage,
    db::Tx,
    kernel::identity_number::IdentityNumber,
    participant_portal::{
        guests::{self, Guest},
        own_pages::{self, At, Outcome, Posted},
        store::latest,
        tokens,
    },
};
use chrono::NaiveDate;

/// A participant on their own pages.
pub struct Inside<'a> {
    stage: &'a Stage,
    guest: Guest,
}

/// Opens the pages of a case that was referred on that day, with a link from this handler.
pub async fn enter<'a>(
    stage: &'a Stage,
    handler: &str,
    case: &str,
    (person, referred_on): (&Someone, NaiveDate),
) -> anyhow::Result<Inside<'a>> {
    stage.about(handler, "/cases/{id}/participant-link", case, &[]).await?;
    let tx = stage.db.read().await?;
    let link = latest(&tx, case.parse()?).await?.context("the link")?.id;
    let (token, code) = (tokens::token(tx.keys(), link), tokens::code(tx.keys(), link));
    drop(tx);
    let born =
        IdentityNumber::parse(&identity(person, referred_on)?, referred_on).ok().context("an identity number")?;
    let answers = (born.birth_date(), code.as_str());
    let opened = guests::enter(&stage.db, &tokens::spelled(&token), answers, TextLanguage::Swedish, "").await;
    let Ok(session) = opened else { bail!("the link was not opened: {opened:?}") };
    let guest = guests::look_up(&stage.db, &session).await?.context("the session")?;
    Ok(Inside { stage, guest })
}

impl Inside<'_> {
    /// Sends a form of theirs.
    pub async fn send(&self, path: &[&str], fields: &[(&str, &str)]) -> anyhow::Result<()> {
        let at = At {
            language: TextLanguage::Swedish,
            path: format!("/my/{}", path.join("/")),
            inside: true,
            is_demo: true,
        };
        let posted = Posted(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect());
        match own_pages::take(&self.stage.db, &self.guest, &at, path, &posted).await? {
            Outcome::Go { .. } => Ok(()),
            Outcome::Page { status, .. } => bail!("{} was refused: {status}", at.path),
        }
    }
}
