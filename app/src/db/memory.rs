//! What one request has read: the parts of a page ask the same of the same case, each in a read of its own. It ends with
//! the request, and a write of the request begins it anew.
//!
//! Each beginning has a number. A read takes part in the one that it began in: what it knows of an earlier state of the
//! database is not remembered in a later one.
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use uuid::Uuid;

/// The memory of one request.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory(Arc<Mutex<Remembered>>);

#[derive(Debug, Default)]
struct Remembered {
    beginning: u64,
    known: Known,
}

/// The beginning of a read that keeps to itself.
const ALONE: u64 = u64::MAX;

/// By the type of what is known, and the id of what it is about.
type Known = HashMap<(TypeId, Uuid), Arc<dyn Any + Send + Sync>>;

impl Memory {
    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn beginning(&self) -> u64 {
        self.lock().beginning
    }

    /// None given: whichever beginning it is.
    pub fn recall<T: Any + Clone>(&self, beginning: Option<u64>, id: Uuid) -> Option<T> {
        let memory = self.lock();
        let same = beginning.is_none_or(|of| of == memory.beginning);
        memory.known.get(&(TypeId::of::<T>(), id)).filter(|_| same)?.downcast_ref::<T>().cloned()
    }

    /// None given: whichever beginning it is.
    pub fn remember<T: Any + Send + Sync>(&self, beginning: Option<u64>, id: Uuid, what: T) {
        let mut memory = self.lock();
        if beginning.is_none_or(|of| of == memory.beginning) {
            memory.known.insert((TypeId::of::<T>(), id), Arc::new(what));
        }
    }

    /// Begins anew; gives the number.
    pub fn forget(&self) -> u64 {
        let mut memory = self.lock();
        memory.known.clear();
        memory.beginning += 1;
        memory.beginning
    }
}

/// A read's share in the memory of its request, if it has one.
pub(super) struct Share {
    memory: Option<Memory>,
    beginning: AtomicU64,
}

impl Share {
    /// In the beginning that the memory is in now.
    pub fn of(memory: Option<Memory>) -> Self {
        let beginning = AtomicU64::new(memory.as_ref().map_or(ALONE, Memory::beginning));
        Share { memory, beginning }
    }

    pub fn recall<T: Any + Clone>(&self, id: Uuid) -> Option<T> {
        self.memory.as_ref()?.recall(Some(self.beginning.load(Ordering::Relaxed)), id)
    }

    pub fn remember<T: Any + Send + Sync>(&self, id: Uuid, what: T) {
        if let Some(memory) = &self.memory {
            memory.remember(Some(self.beginning.load(Ordering::Relaxed)), id, what);
        }
    }

    /// The memory begins anew, and this is a share in the new beginning.
    pub fn forget(&self) {
        if let Some(memory) = &self.memory {
            self.beginning.store(memory.forget(), Ordering::Relaxed);
        }
    }

    /// From here on it is a share in nothing.
    pub fn give_up(&self) {
        self.beginning.store(ALONE, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_state_knew_is_not_remembered_in_a_later_one() {
        let (memory, id) = (Memory::default(), Uuid::from_u128(1));
        let earlier = Share::of(Some(memory.clone()));
        earlier.remember(id, "before");
        assert_eq!(earlier.recall::<&str>(id), Some("before"));
        // another read sees that someone has written, and begins anew
        let later = Share::of(Some(memory));
        later.forget();
        earlier.remember(id, "before");
        assert_eq!(later.recall::<&str>(id), None);
        later.remember(id, "after");
        assert_eq!((earlier.recall::<&str>(id), later.recall::<&str>(id)), (None, Some("after")));
        later.give_up();
        assert_eq!(later.recall::<&str>(id), None);
    }
}
