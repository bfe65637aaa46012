//! The texts that associations have made, and which translations were checked. Rows are only added.
use super::{
    policy::MakeConsentText,
    rules::{ConsentText, TextLanguage, TextVersion},
    shipped::shipped,
};
use crate::{
    access::Allowed,
    consents::rules::Purpose,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, UserId},
        local_time::local_day,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

crate::entities! {
    consent_text = "consent_text" {
        #[sea_orm(primary_key, auto_increment = false)]
        association_id: AssociationId,
        #[sea_orm(primary_key, auto_increment = false)]
        purpose: Purpose,
        #[sea_orm(primary_key, auto_increment = false)]
        language: TextLanguage,
        #[sea_orm(primary_key, auto_increment = false)]
        version: String,
        title: String,
        body: String,
        made_by: UserId,
        made_at: DateTime<Utc>,
    }
    consent_text_check = "consent_text_check" {
        #[sea_orm(primary_key, auto_increment = false)]
        association_id: AssociationId,
        #[sea_orm(primary_key, auto_increment = false)]
        purpose: Purpose,
        #[sea_orm(primary_key, auto_increment = false)]
        language: TextLanguage,
        #[sea_orm(primary_key, auto_increment = false)]
        version: String,
        /// The professional who checked it, and for whom they work.
        checked_by: String,
        signed_by: UserId,
        signed_at: DateTime<Utc>,
    }
}

/// A text with its origin: none is what the product brought with it.
#[derive(Clone, Debug)]
pub struct Made {
    pub text: ConsentText,
    pub made: Option<(UserId, DateTime<Utc>)>,
}

impl Made {
    fn of(row: consent_text::Model) -> Result<Self, AppError> {
        let consent_text::Model { purpose, language, version, title, body, made_by, made_at, .. } = row;
        let version = version.parse().map_err(|()| AppError::fault("a consent text's version"))?;
        let text = ConsentText { purpose, language, version, title, body };
        Ok(Made { text, made: Some((made_by, made_at)) })
    }
}

/// Every text of an association, for that purpose or all: by purpose and language, the latest first and what was shipped
/// last. The caller has been allowed to read them, or is loading a case of it.
pub async fn texts(tx: &impl Tx, association: AssociationId, purpose: Option<Purpose>) -> Result<Vec<Made>, AppError> {
    use crate::kernel::code::Code;
    let mut find = consent_text::Entity::find().filter(consent_text::Column::AssociationId.eq(association));
    if let Some(purpose) = purpose {
        find = find.filter(consent_text::Column::Purpose.eq(purpose));
    }
    let rows = find.order_by_desc(consent_text::Column::MadeAt).all(tx.conn()).await?;
    let mut own = rows.into_iter().map(Made::of).collect::<Result<Vec<_>, _>>()?;
    // made in one moment: the later version is the later text
    own.sort_by(|a, b| (b.made.map(|m| m.1), b.text.version).cmp(&(a.made.map(|m| m.1), a.text.version)));
    let mut texts = Vec::new();
    for purpose in Purpose::ALL.iter().copied().filter(|p| purpose.is_none_or(|wanted| wanted == *p)) {
        for language in TextLanguage::ALL.iter().copied() {
            let here = own.iter().filter(|m| m.text.purpose == purpose && m.text.language == language);
            texts.extend(here.cloned());
            texts.push(Made { text: shipped(purpose, language), made: None });
        }
    }
    Ok(texts)
}

/// The text that was in use on that day: the latest that was made until then.
pub async fn in_use(
    tx: &impl Tx,
    association: AssociationId,
    purpose: Purpose,
    language: TextLanguage,
    day: NaiveDate,
) -> Result<ConsentText, AppError> {
    let texts = texts(tx, association, Some(purpose)).await?;
    let until_then = |m: &Made| m.made.is_none_or(|(_, at)| local_day(at) <= day);
    let found = texts.into_iter().find(|m| m.text.language == language && until_then(m));
    // what was shipped was there from the beginning
    found.map(|m| m.text).ok_or_else(|| AppError::fault("no consent text"))
}

/// Writes a new text. Of two who make the same version at once one gets [`AppError::Conflict`].
pub async fn insert(
    tx: &WriteTx,
    allowed: &Allowed<'_, MakeConsentText>,
    by: UserId,
    text: &ConsentText,
) -> Result<(), AppError> {
    consent_text::Entity::insert(consent_text::ActiveModel {
        association_id: Set(allowed.association),
        purpose: Set(text.purpose),
        language: Set(text.language),
        version: Set(text.version.to_string()),
        title: Set(text.title.clone()),
        body: Set(text.body.clone()),
        made_by: Set(by),
        made_at: Set(tx.now()),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}

/// Which translations were checked, and by whom.
pub async fn checks(tx: &impl Tx, association: AssociationId) -> Result<Vec<consent_text_check::Model>, AppError> {
    Ok(consent_text_check::Entity::find()
        .filter(consent_text_check::Column::AssociationId.eq(association))
        .all(tx.conn())
        .await?)
}

/// Says that a professional has checked this translation. Once for each: the second gets [`AppError::Conflict`].
pub async fn sign(
    tx: &WriteTx,
    allowed: &Allowed<'_, MakeConsentText>,
    by: UserId,
    (purpose, language, version): (Purpose, TextLanguage, TextVersion),
    checked_by: &str,
) -> Result<(), AppError> {
    consent_text_check::Entity::insert(consent_text_check::ActiveModel {
        association_id: Set(allowed.association),
        purpose: Set(purpose),
        language: Set(language),
        version: Set(version.to_string()),
        checked_by: Set(checked_by.to_owned()),
        signed_by: Set(by),
        signed_at: Set(tx.now()),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}
