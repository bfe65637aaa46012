//! Reading the texts of consents, making new ones, and saying that a translation was checked.
use super::{
    api::{AgreedTo, Check, Reading, TextPage, TextRow},
    policy::{MakeConsentText, ReadConsentTexts},
    rules::{ConsentText, TextLanguage, TextVersion},
    store::{self, Made, consent_text_check},
};
use crate::{
    access::{Actor, Allowed, Loaded},
    accounts::store::names_of,
    audit::{Details, EventCode},
    cases::{
        actions::{look, opened},
        label::heading,
        policy::OpenCase,
        rules::CasePart,
    },
    consents::{rules::Purpose, store::all_of},
    db::{Db, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, CaseId, ConsentId, UserId},
        local_time::local_day,
    },
    organisation::policy::Of,
};
use chrono::Datelike;
use std::collections::HashMap;

fn own<'tx>(tx: &'tx impl Tx, actor: &Actor) -> Loaded<'tx, Of<AssociationId>> {
    Loaded::from_tx(tx, Of { association: actor.association, id: actor.association })
}

/// The text in use today.
pub async fn text(db: &Db, actor: &Actor, purpose: Purpose, language: TextLanguage) -> Result<Reading, AppError> {
    let tx = db.read().await?;
    actor.may::<ReadConsentTexts>(own(&tx, actor))?;
    in_use(&tx, actor.association, purpose, language).await
}

/// The same for a participant. The caller has loaded their case, or may read the texts.
pub(crate) async fn in_use(
    tx: &impl Tx,
    association: AssociationId,
    purpose: Purpose,
    language: TextLanguage,
) -> Result<Reading, AppError> {
    let texts = store::texts(tx, association, Some(purpose)).await?;
    let text = latest(&texts, purpose, language)?.text.clone();
    let name = text.version.to_string();
    let checks = store::checks(tx, association).await?;
    let checked = checks.iter().any(|c| (c.purpose, c.language) == (purpose, language) && c.version == name);
    let unchecked = language.is_translation() && !checked;
    Ok(Reading { unchecked, ..reading(&texts, text, Original::InUse)? })
}

/// The text that a consent was given to, as it was then.
pub async fn agreed_to(db: &Db, actor: &Actor, case: CaseId, consent: ConsentId) -> Result<AgreedTo, AppError> {
    let tx = opened::<OpenCase>(db, actor, case, CasePart::Consents).await?;
    let allowed: Allowed<OpenCase> = actor.may(look(&tx, actor, case).await?)?;
    let consents = all_of(&tx, case).await?;
    let (row, _) = consents.into_iter().find(|(c, _)| c.id == consent).ok_or(AppError::NotFound)?;
    let texts = store::texts(&tx, allowed.association, Some(row.purpose)).await?;
    let known = row.text_version.parse::<TextVersion>().ok().zip(row.language.parse::<TextLanguage>().ok());
    let text = known.and_then(|(version, language)| {
        texts.iter().find(|m| (m.text.language, m.text.version) == (language, version)).map(|m| m.text.clone())
    });
    Ok(AgreedTo {
        heading: heading(&tx, actor, &allowed).await?,
        given: row.given,
        given_on: row.given_on,
        reading: text.map(|text| reading(&texts, text, Original::Translated)).transpose()?,
    })
}

/// The texts in use, by purpose and language.
pub async fn all(db: &Db, actor: &Actor) -> Result<Vec<TextRow>, AppError> {
    let tx = db.read().await?;
    actor.may::<MakeConsentText>(own(&tx, actor))?;
    let texts = store::texts(&tx, actor.association, None).await?;
    let mut in_use = Vec::new();
    for purpose in Purpose::ALL {
        for language in TextLanguage::ALL {
            in_use.push(latest(&texts, *purpose, *language)?);
        }
    }
    rows(&tx, actor, &texts, in_use).await
}

/// One version of a text, the one in use where none is named, and all its versions.
pub async fn versions(
    db: &Db,
    actor: &Actor,
    purpose: Purpose,
    language: TextLanguage,
    version: Option<TextVersion>,
) -> Result<TextPage, AppError> {
    let tx = db.read().await?;
    actor.may::<MakeConsentText>(own(&tx, actor))?;
    let texts = store::texts(&tx, actor.association, Some(purpose)).await?;
    let in_use = latest(&texts, purpose, language)?.text.version;
    let version = version.unwrap_or(in_use);
    let of_language: Vec<&Made> = texts.iter().filter(|m| m.text.language == language).collect();
    let shown = of_language.iter().find(|m| m.text.version == version).ok_or(AppError::NotFound)?.text.clone();
    let versions = rows(&tx, actor, &texts, of_language).await?;
    let row = versions.iter().find(|r| r.version == version).cloned().ok_or(AppError::NotFound)?;
    let original = if version == in_use { Original::InUse } else { Original::Translated };
    Ok(TextPage { row, reading: reading(&texts, shown, original)?, in_use: version == in_use, versions })
}

/// Makes a new version, in use from now on; what was agreed to before stays as it was. Gives the new version.
///
/// `shown` is the version that its writer saw, `swedish` that of the Swedish text which a translation says: where another was
/// made of either meanwhile it is a [`AppError::Conflict`].
pub async fn make(
    db: &Db,
    actor: &Actor,
    (purpose, language): (Purpose, TextLanguage),
    (shown, swedish): (TextVersion, Option<TextVersion>),
    (title, body): (String, String),
) -> Result<TextVersion, AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<MakeConsentText> = actor.may(own(&tx, actor))?;
    let texts = store::texts(&tx, allowed.association, Some(purpose)).await?;
    let before = latest(&texts, purpose, language)?.text.version;
    if before != shown {
        return Err(AppError::Conflict);
    }
    let original = latest(&texts, purpose, TextLanguage::Swedish)?.text.version;
    let version = match language.is_translation() {
        true if swedish != Some(original) => return Err(AppError::Conflict),
        true => original.next_wording(before),
        false => before.next(tx.today().year()),
    };
    store::insert(&tx, &allowed, actor.user, &ConsentText { purpose, language, version, title, body }).await?;
    let entry = allowed.did(EventCode::ConsentTextMade.with(about(purpose, language, version)));
    tx.commit(entry).await?;
    Ok(version)
}

/// Says that a professional has checked the translation with that version.
pub async fn sign(
    db: &Db,
    actor: &Actor,
    (purpose, language): (Purpose, TextLanguage),
    version: TextVersion,
    checked_by: &str,
) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<MakeConsentText> = actor.may(own(&tx, actor))?;
    let texts = store::texts(&tx, allowed.association, Some(purpose)).await?;
    let there = texts.iter().any(|m| (m.text.language, m.text.version) == (language, version));
    if !there || !language.is_translation() {
        return Err(AppError::NotFound);
    }
    store::sign(&tx, &allowed, actor.user, (purpose, language, version), checked_by).await?;
    let entry = allowed.did(EventCode::ConsentTextChecked.with(about(purpose, language, version)));
    tx.commit(entry).await
}

/// Which text it was: its purpose, language and version.
fn about(purpose: Purpose, language: TextLanguage, version: TextVersion) -> Details {
    Details { code: Some(format!("{purpose}/{language}/{version}")), ..Details::default() }
}

/// The one in use. `texts` holds the latest of each first, and what was shipped of all.
fn latest(texts: &[Made], purpose: Purpose, language: TextLanguage) -> Result<&Made, AppError> {
    let found = texts.iter().find(|m| m.text.purpose == purpose && m.text.language == language);
    found.ok_or_else(|| AppError::fault("no consent text"))
}

/// Which Swedish text stands beside a translation.
#[derive(Clone, Copy, PartialEq)]
enum Original {
    /// The one that counts now: for who reads it to somebody, or writes it anew.
    InUse,
    /// The one that it says in other words: for what was agreed to, or was in use once.
    Translated,
}

fn reading(texts: &[Made], text: ConsentText, original: Original) -> Result<Reading, AppError> {
    if !text.language.is_translation() {
        return Ok(Reading { text, swedish: None, behind: None, unchecked: false });
    }
    let latest = &latest(texts, text.purpose, TextLanguage::Swedish)?.text;
    let in_use = latest.version;
    let same = |m: &&Made| {
        (m.text.purpose, m.text.language) == (text.purpose, TextLanguage::Swedish)
            && text.version.translates(m.text.version)
    };
    let swedish = match original {
        Original::InUse => Some(latest.clone()),
        Original::Translated => texts.iter().find(same).map(|m| m.text.clone()),
    };
    let behind = (!text.version.translates(in_use)).then_some(in_use);
    Ok(Reading { text, swedish, behind, unchecked: false })
}

async fn rows(tx: &impl Tx, actor: &Actor, texts: &[Made], of: Vec<&Made>) -> Result<Vec<TextRow>, AppError> {
    let checks = store::checks(tx, actor.association).await?;
    let names = names_of(tx, of.iter().filter_map(|m| m.made.map(|(by, _)| by))).await?;
    of.into_iter().map(|m| row(m, texts, &checks, &names)).collect()
}

fn row(
    m: &Made,
    texts: &[Made],
    checks: &[consent_text_check::Model],
    names: &HashMap<UserId, String>,
) -> Result<TextRow, AppError> {
    let ConsentText { purpose, language, version, .. } = m.text;
    let name = version.to_string();
    let checked = checks.iter().find(|c| (c.purpose, c.language) == (purpose, language) && c.version == name);
    let check = match checked {
        _ if !language.is_translation() => Check::NotNeeded,
        Some(check) => Check::Done { by: check.checked_by.clone(), on: local_day(check.signed_at) },
        None => Check::Lacking,
    };
    let swedish = latest(texts, purpose, TextLanguage::Swedish)?.text.version;
    Ok(TextRow {
        purpose,
        language,
        version,
        made: m.made.map(|(by, at)| (names.get(&by).cloned().unwrap_or_default(), local_day(at))),
        check,
        behind: language.is_translation() && !version.translates(swedish),
    })
}
