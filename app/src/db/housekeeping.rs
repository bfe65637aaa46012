//! The third way to write: tables that hold nothing about a case, and no other.
use super::Transaction;
use crate::kernel::{error::AppError, keys::Keys};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, DeleteMany, EntityTrait, IntoActiveModel, UpdateMany, sea_query::OnConflict};

/// A table that holds nothing about a case: sessions, counters, leases.
pub trait HousekeepingTable: EntityTrait {}

/// A write of housekeeping tables. It is no [`Tx`]: its connection writes what these methods let it.
pub struct HousekeepingTx {
    pub(super) transaction: Transaction,
}

impl HousekeepingTx {
    pub fn now(&self) -> DateTime<Utc> {
        self.transaction.now
    }

    pub fn keys(&self) -> &Keys {
        &self.transaction.keys
    }

    /// The rows of a housekeeping table.
    pub async fn all<E: HousekeepingTable>(&self, find: sea_orm::Select<E>) -> Result<Vec<E::Model>, AppError> {
        Ok(find.all(&self.transaction.conn).await?)
    }

    pub async fn insert<E, A>(&self, row: A) -> Result<(), AppError>
    where
        E: HousekeepingTable,
        E::Model: IntoActiveModel<A>,
        A: ActiveModelTrait<Entity = E> + sea_orm::ActiveModelBehavior + Send,
    {
        E::insert(row).exec_without_returning(&self.transaction.conn).await?;
        Ok(())
    }

    /// Inserts a row, or does to the one that has its key what `on_conflict` says: two at once can't both insert.
    pub async fn insert_or<E, A>(&self, row: A, on_conflict: OnConflict) -> Result<(), AppError>
    where
        E: HousekeepingTable,
        E::Model: IntoActiveModel<A>,
        A: ActiveModelTrait<Entity = E> + sea_orm::ActiveModelBehavior + Send,
    {
        E::insert(row).on_conflict(on_conflict).exec_without_returning(&self.transaction.conn).await?;
        Ok(())
    }

    pub async fn update<E: HousekeepingTable>(&self, update: UpdateMany<E>) -> Result<u64, AppError> {
        Ok(update.exec(&self.transaction.conn).await?.rows_affected)
    }

    pub async fn delete<E: HousekeepingTable>(&self, delete: DeleteMany<E>) -> Result<u64, AppError> {
        Ok(delete.exec(&self.transaction.conn).await?.rows_affected)
    }

    pub async fn commit(self) -> Result<(), AppError> {
        Ok(self.transaction.conn.commit().await?)
    }
}
