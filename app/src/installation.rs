//! The installation: which key it was made with, and whether it is a demonstration.
use crate::{
    accounts::store::{self as accounts, user_account},
    audit::{Entries, Entry, EventCode, Subject, SubjectKind},
    db::{Db, HousekeepingTable, Tx},
    kernel::{error::AppError, id::AssociationId, keys, password},
    organisation::store::association,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

crate::entities! {
    installation = "installation" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: i32,
        key_fingerprint: Vec<u8>,
        is_demo: bool,
        /// The demonstration was begun here. Until it is whole, nothing else is.
        demo_begun: bool,
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

/// Whether the key in use is the one that the database was made with; none where no key has been noted. Asked before the
/// database is brought up to date, so it reads no column but that one.
pub async fn key_fits(db: &Db) -> Result<Option<bool>, AppError> {
    let tx = db.read().await?;
    let noted = installation::Entity::find().select_only().column(installation::Column::KeyFingerprint);
    let noted: Option<Vec<u8>> = noted.into_tuple().one(tx.conn()).await?;
    Ok(noted.map(|fingerprint| keys::constant_time_eq(&fingerprint, &tx.keys().fingerprint())))
}

/// Holds the key against the database, or notes it in a new one. Of two that are first at once one notes its key.
pub async fn check_key(db: &Db) -> Result<KeyFit, AppError> {
    let of = |fits| if fits { KeyFit::Fits } else { KeyFit::Wrong };
    if let Some(fits) = key_fits(db).await? {
        return Ok(of(fits));
    }
    let tx = db.housekeeping().await?;
    let row = installation::ActiveModel {
        id: Set(1),
        key_fingerprint: Set(tx.keys().fingerprint().to_vec()),
        is_demo: Set(false),
        demo_begun: Set(false),
        created_at: Set(tx.now()),
    };
    let once = OnConflict::column(installation::Column::Id).do_nothing().to_owned();
    tx.insert_or::<installation::Entity, _>(row, once).await?;
    tx.commit().await?;
    match key_fits(db).await? {
        Some(true) => Ok(KeyFit::Noted),
        Some(false) => Ok(KeyFit::Wrong),
        None => Err(AppError::fault("the key was not noted")),
    }
}

/// Whether anything has been put into the database yet.
pub async fn is_empty(tx: &impl Tx) -> Result<bool, AppError> {
    let associations = association::Entity::find().count(tx.conn()).await?;
    Ok(associations == 0 && user_account::Entity::find().count(tx.conn()).await? == 0)
}

/// How far the demonstration is in this database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demonstration {
    /// Nothing is in the database.
    Empty,
    /// It was begun and not finished; nobody else has put anything in.
    Begun,
    /// The database is in use, or the demonstration is whole.
    InUse,
}

/// How far the demonstration is. Everything in it belongs to one association, and its users have addresses that are
/// reserved for examples: where anything else is, it is somebody's work.
pub async fn demonstration(tx: &impl Tx, association: &str) -> Result<Demonstration, AppError> {
    if is_empty(tx).await? {
        return Ok(Demonstration::Empty);
    }
    let row = installation::Entity::find_by_id(1).one(tx.conn()).await?;
    if !row.is_some_and(|i| i.demo_begun && !i.is_demo) {
        return Ok(Demonstration::InUse);
    }
    let others = association::Entity::find().filter(association::Column::Name.ne(association)).count(tx.conn()).await?;
    let real = user_account::Entity::find().filter(user_account::Column::Email.not_like("%.example"));
    let in_use = others > 0 || real.count(tx.conn()).await? > 0;
    Ok(if in_use { Demonstration::InUse } else { Demonstration::Begun })
}

/// Notes that the demonstration is begun in an empty database.
pub async fn begin_demo(db: &Db) -> Result<(), AppError> {
    let tx = db.housekeeping().await?;
    let begun = installation::Entity::update_many().col_expr(installation::Column::DemoBegun, Expr::value(true));
    tx.update(begun).await?;
    tx.commit().await
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
