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
    /// Held while a read begins: who comes meanwhile waits for the same one.
    beginning: tokio::sync::Mutex<()>,
    reading: Mutex<Reading>,
    noted: Mutex<Noted>,
}

#[derive(Default)]
enum Reading {
    #[default]
    NotYet,
    Begun(Arc<Transaction>),
    /// It could not begin: each part of the page would wait as long as the first, one after another.
    Failed(AppError),
    /// The page is made, or given up: whoever still reads does so alone.
    Over,
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
        let _alone = self.0.beginning.lock().await;
        match &*self.slot() {
            Reading::Begun(transaction) => return Ok(transaction.clone()),
            Reading::Failed(error) => return Err(error.clone()),
            Reading::NotYet | Reading::Over => {}
        }
        let begun = begin().await.map(Arc::new);
        let mut slot = self.slot();
        if matches!(*slot, Reading::NotYet) {
            *slot = match &begun {
                Ok(transaction) => Reading::Begun(transaction.clone()),
                Err(error) => Reading::Failed(error.clone()),
            };
        }
        begun
    }

    /// The next read is a new one. This one ends as soon as nobody reads in it any longer.
    pub fn end_reading(&self) {
        let mut slot = self.slot();
        if !matches!(*slot, Reading::Over) {
            *slot = Reading::NotYet;
        }
    }

    /// The same, for good.
    pub fn end_for_good(&self) {
        *self.slot() = Reading::Over;
    }

    fn slot(&self) -> MutexGuard<'_, Reading> {
        self.0.reading.lock().unwrap_or_else(PoisonError::into_inner)
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
