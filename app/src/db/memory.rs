//! What one request keeps: the read that its page is made in, and what it has noted of its own deeds. It ends with the
//! request.
use super::Transaction;
use crate::kernel::error::AppError;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// The memory of one request.
#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Kept>);

#[derive(Default)]
struct Kept {
    reading: tokio::sync::Mutex<Option<Arc<Transaction>>>,
    noted: Mutex<Noted>,
}

/// By the type of what is noted, and the id of what it is about.
type Noted = HashMap<(TypeId, Uuid), Arc<dyn Any + Send + Sync>>;

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Memory")
    }
}

impl Memory {
    /// The request's read: the one that it has, or a new one.
    pub async fn reading<F>(&self, begin: impl FnOnce() -> F) -> Result<Arc<Transaction>, AppError>
    where
        F: Future<Output = Result<Transaction, AppError>>,
    {
        let mut reading = self.0.reading.lock().await;
        if let Some(transaction) = &*reading {
            return Ok(transaction.clone());
        }
        let transaction = Arc::new(begin().await?);
        *reading = Some(transaction.clone());
        Ok(transaction)
    }

    /// The next read is a new one. This one ends as soon as nobody reads in it any longer.
    pub async fn end_reading(&self) {
        *self.0.reading.lock().await = None;
    }

    pub fn note<T: Any + Send + Sync>(&self, id: Uuid, what: T) {
        self.noted_so_far().insert((TypeId::of::<T>(), id), Arc::new(what));
    }

    pub fn noted<T: Any + Clone>(&self, id: Uuid) -> Option<T> {
        self.noted_so_far().get(&(TypeId::of::<T>(), id))?.downcast_ref::<T>().cloned()
    }

    fn noted_so_far(&self) -> MutexGuard<'_, Noted> {
        self.0.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
