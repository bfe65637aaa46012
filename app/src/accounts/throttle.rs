//! Counts failed logins in the database, strictly per account and loosely per address.
use super::{rules, store::login_throttle};
use crate::{db::Db, kernel::error::AppError};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

/// The two counters of one attempt. Keys are keyed hashes: no address or account can be read from the table.
pub struct Counters {
    account: Vec<u8>,
    address: Vec<u8>,
}

impl Counters {
    pub fn of(db: &Db, email: &str, address: &str) -> Self {
        let key = |kind: &str, value: &str| db.keys().token_hash(format!("{kind}\0{value}").as_bytes()).to_vec();
        Counters { account: key("account", email), address: key("address", address) }
    }

    /// Notes an attempt before it is checked, and says whether it may go on: two at once can't both be the last.
    pub async fn attempt(&self, db: &Db) -> Result<bool, AppError> {
        let tx = db.housekeeping().await?;
        let account = bump(&tx, &self.account).await?;
        let address = bump(&tx, &self.address).await?;
        tx.commit().await?;
        Ok(account <= rules::FAILURES_PER_ACCOUNT && address <= rules::FAILURES_PER_ADDRESS)
    }

    /// A right password: the account's count begins anew, the address's attempt is taken back.
    pub async fn succeeded(&self, db: &Db) -> Result<(), AppError> {
        let tx = db.housekeeping().await?;
        tx.delete(
            login_throttle::Entity::delete_many().filter(login_throttle::Column::KeyHash.eq(self.account.clone())),
        )
        .await?;
        let back = login_throttle::Entity::update_many()
            .col_expr(login_throttle::Column::Failures, Expr::col(login_throttle::Column::Failures).sub(1))
            .filter(login_throttle::Column::KeyHash.eq(self.address.clone()));
        tx.update(back).await?;
        tx.commit().await
    }
}

/// Lets an account's owner try again at once: an administrator has given a new password.
pub async fn forget(db: &Db, email: &str) -> Result<(), AppError> {
    let key = Counters::of(db, email, "").account;
    let tx = db.housekeeping().await?;
    tx.delete(login_throttle::Entity::delete_many().filter(login_throttle::Column::KeyHash.eq(key))).await?;
    tx.commit().await
}

async fn bump(tx: &crate::db::HousekeepingTx, key: &[u8]) -> Result<i32, AppError> {
    use login_throttle::Column;
    // a window that is over begins anew
    let old = tx.now() - rules::WINDOW;
    tx.delete(login_throttle::Entity::delete_many().filter(Column::WindowStart.lt(old))).await?;
    let more = login_throttle::Entity::update_many()
        .col_expr(Column::Failures, Expr::col(Column::Failures).add(1))
        .filter(Column::KeyHash.eq(key.to_vec()));
    if tx.update(more).await? == 0 {
        tx.insert::<login_throttle::Entity, _>(login_throttle::ActiveModel {
            key_hash: Set(key.to_vec()),
            failures: Set(1),
            window_start: Set(tx.now()),
        })
        .await?;
        return Ok(1);
    }
    let rows = tx.all(login_throttle::Entity::find().filter(Column::KeyHash.eq(key.to_vec()))).await?;
    Ok(rows.first().map_or(0, |r| r.failures))
}
