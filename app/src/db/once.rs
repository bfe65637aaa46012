//! What one read has asked: it sees one state of the database, so the same question has the same answer, and who asks it
//! while another part of the page waits for the answer waits with it.
use crate::kernel::error::AppError;
use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::OnceCell;
use uuid::Uuid;

type Answer = Arc<OnceCell<Arc<dyn Any + Send + Sync>>>;

/// The answers of one read, by the name of the question and what it is about.
#[derive(Default)]
pub(super) struct Once(Mutex<HashMap<(&'static str, Uuid), Answer>>);

impl Once {
    /// The answer, asked for where nobody has yet. A fault is not kept.
    pub async fn get<T: Any + Clone + Send + Sync>(
        &self,
        what: &'static str,
        id: Uuid,
        read: impl Future<Output = Result<T, AppError>> + Send,
    ) -> Result<T, AppError> {
        let answer = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry((what, id)).or_default().clone();
        let found = answer.get_or_try_init(|| async { read.await.map(|found| Arc::new(found) as _) }).await?;
        let found: Option<&T> = found.downcast_ref();
        found.cloned().ok_or_else(|| AppError::fault(format!("two questions are named {what}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test]
    async fn the_same_is_asked_once_even_at_the_same_time_and_a_fault_is_not_kept() {
        let (once, asked) = (Once::default(), AtomicU32::new(0));
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let ask = |answer: Result<u32, AppError>| async {
            asked.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            answer
        };
        assert!(once.get("n", one, ask(Err(AppError::NotFound))).await.is_err());
        let both = tokio::join!(once.get("n", one, ask(Ok(7))), once.get("n", one, ask(Ok(8))));
        assert_eq!((both.0.ok(), both.1.ok(), asked.load(Ordering::Relaxed)), (Some(7), Some(7), 2));
        assert_eq!(once.get("n", other, ask(Ok(9))).await.ok(), Some(9));
        assert_eq!(once.get("m", one, ask(Ok(10))).await.ok(), Some(10));
        assert!(once.get::<String>("n", one, async { Ok(String::new()) }).await.is_err());
    }
}
