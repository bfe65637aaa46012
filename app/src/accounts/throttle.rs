//! Counts failed logins in the database, strictly per account and loosely per address.
use super::{
    rules,
    store::login_throttle::{self, Column},
};
use crate::{
    db::{Db, HousekeepingTx},
    kernel::error::AppError,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

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
        tx.delete(login_throttle::Entity::delete_many().filter(Column::KeyHash.eq(self.account.clone()))).await?;
        let back = login_throttle::Entity::update_many()
            .col_expr(Column::Failures, Expr::col(Column::Failures).sub(1))
            .filter(Column::KeyHash.eq(self.address.clone()));
        tx.update(back).await?;
        tx.commit().await
    }
}

/// Notes an attempt of another kind than a login from an address, and says whether it may go on. Kinds don't count together:
/// an agency and its participants can share an address.
pub async fn attempt_from(db: &Db, kind: &str, address: &str) -> Result<bool, AppError> {
    let key = db.keys().token_hash(format!("{kind}\0{address}").as_bytes());
    let tx = db.housekeeping().await?;
    let so_far = bump(&tx, &key).await?;
    tx.commit().await?;
    Ok(so_far <= rules::FAILURES_PER_ADDRESS)
}

/// Lets an account's owner try again at once: an administrator has given a new password.
pub async fn forget(db: &Db, email: &str) -> Result<(), AppError> {
    let key = Counters::of(db, email, "").account;
    let tx = db.housekeeping().await?;
    tx.delete(login_throttle::Entity::delete_many().filter(Column::KeyHash.eq(key))).await?;
    tx.commit().await
}

/// Counts one more under a key; waits for another who is counting under the same one.
async fn bump(tx: &HousekeepingTx, key: &[u8]) -> Result<i32, AppError> {
    let first =
        login_throttle::ActiveModel { key_hash: Set(key.to_vec()), failures: Set(1), window_start: Set(tx.now()) };
    // a window that is over begins anew
    let is_over = || Expr::col((login_throttle::Entity, Column::WindowStart)).lt(tx.now() - rules::WINDOW);
    let one_more = Expr::col((login_throttle::Entity, Column::Failures)).add(1);
    let began = Expr::col((login_throttle::Entity, Column::WindowStart));
    let counted = OnConflict::column(Column::KeyHash)
        .value(Column::Failures, Expr::case(is_over(), 1).finally(one_more))
        .value(Column::WindowStart, Expr::case(is_over(), tx.now()).finally(began))
        .to_owned();
    tx.insert_or::<login_throttle::Entity, _>(first, counted).await?;
    let rows = tx.all(login_throttle::Entity::find().filter(Column::KeyHash.eq(key.to_vec()))).await?;
    Ok(rows.first().map_or(0, |r| r.failures))
}
