//! The installation: which key it was made with, and whether it is a demonstration.
use crate::{
    accounts::store::{self as accounts, user_account},
    audit::{Entries, Entry, EventCode, Subject, SubjectKind},
    db::{Db, HousekeepingTable, Tx},
    kernel::{error::AppError, id::AssociationId, keys, password},
    organisation::store::association,
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait, sea_query::Expr};

crate::entities! {
    installation = "installation" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: i32,
        key_fingerprint: Vec<u8>,
        is_demo: bool,
        created_at: DateTime<Utc>,
    }
}

impl HousekeepingTable for installation::Entity {}

/// Whether the key in use is the one that this database was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFit {
    /// A new database: the key has been noted.
    Noted,
    Fits,
    Wrong,
}

/// Holds the key against the database, or notes it in a new one.
pub async fn check_key(db: &Db) -> Result<KeyFit, AppError> {
    let tx = db.housekeeping().await?;
    let fingerprint = tx.keys().fingerprint();
    let rows = tx.all(installation::Entity::find()).await?;
    if let Some(row) = rows.first() {
        let fits = keys::constant_time_eq(&row.key_fingerprint, &fingerprint);
        return Ok(if fits { KeyFit::Fits } else { KeyFit::Wrong });
    }
    tx.insert::<installation::Entity, _>(installation::ActiveModel {
        id: Set(1),
        key_fingerprint: Set(fingerprint.to_vec()),
        is_demo: Set(false),
        created_at: Set(tx.now()),
    })
    .await?;
    tx.commit().await?;
    Ok(KeyFit::Noted)
}

/// Whether anything has been put into the database yet.
pub async fn is_empty(tx: &impl Tx) -> Result<bool, AppError> {
    let associations = association::Entity::find().count(tx.conn()).await?;
    Ok(associations == 0 && user_account::Entity::find().count(tx.conn()).await? == 0)
}

/// Marks the database as a demonstration and gives these accounts a password of their own that everyone may know.
pub async fn make_demo(db: &Db, association: AssociationId, emails: &[&str], password: &str) -> Result<(), AppError> {
    let hash = password::hash_async(password.to_owned()).await;
    let tx = db.begin().await?;
    installation::Entity::update_many()
        .col_expr(installation::Column::IsDemo, Expr::value(true))
        .exec(tx.conn())
        .await?;
    let mut entries = Vec::new();
    for email in emails {
        let account = accounts::by_email(&tx, email).await?.ok_or(AppError::NotFound)?;
        accounts::set_password(&tx, account.id, hash.clone(), None).await?;
        entries.push(Entry::without_role(accounts::subject(account.id), None, EventCode::PasswordChanged));
    }
    let subject = Subject { kind: SubjectKind::Association, id: association.0, association: Some(association) };
    entries.push(Entry::without_role(subject, None, EventCode::DemonstrationMade));
    tx.commit(Entries::several(entries)?).await
}

/// Whether the database is a demonstration.
pub async fn is_demo(tx: &impl Tx) -> Result<bool, AppError> {
    Ok(installation::Entity::find_by_id(1).one(tx.conn()).await?.is_some_and(|i| i.is_demo))
}
