//! The installation: which key it was made with, and whether it is a demonstration.
use crate::{
    db::{Db, HousekeepingTable, Tx},
    kernel::{error::AppError, keys},
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait};

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

/// Whether the database is a demonstration.
pub async fn is_demo(tx: &impl Tx) -> Result<bool, AppError> {
    Ok(installation::Entity::find_by_id(1).one(tx.conn()).await?.is_some_and(|i| i.is_demo))
}
