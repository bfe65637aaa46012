//! The number in the rail: how many things wait for a user. To count them every room is asked, which is too much for
//! every page: so it is kept for a moment, and forgotten when its user does something.
use app::{
    access::Actor,
    db::Db,
    kernel::{
        error::AppError,
        id::{AssociationId, UserId},
    },
};
use chrono::{DateTime, Duration, Utc};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What others do stands in the number after so many seconds at the latest.
const KEPT: i64 = 30;
/// So many users at most are remembered.
const MOST: usize = 10_000;

type Counts = HashMap<(UserId, AssociationId), (DateTime<Utc>, u32)>;

/// Counted numbers of this process.
#[derive(Debug, Default)]
pub struct Waiting(Mutex<Counts>);

impl Waiting {
    /// How many things wait for this user; on the start page, which shows them, `anew`.
    pub async fn count(&self, db: &Db, actor: &Actor, anew: bool) -> Result<u32, AppError> {
        let (who, now) = ((actor.user, actor.association), db.clock().now());
        let fresh = |at: DateTime<Utc>| now - at < Duration::seconds(KEPT) && at <= now;
        if let Some((_, count)) = self.counts().get(&who).filter(|c| !anew && fresh(c.0)) {
            return Ok(*count);
        }
        let count = app::work::actions::count(db, actor).await?;
        let mut counts = self.counts();
        if counts.len() >= MOST {
            counts.retain(|_, c| fresh(c.0));
        }
        if counts.len() < MOST {
            counts.insert(who, (now, count));
        }
        Ok(count)
    }

    /// The user has done something: their number may be another one.
    pub fn forget(&self, actor: &Actor) {
        self.counts().remove(&(actor.user, actor.association));
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        // numbers can't be left half written
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
