//! What the server does by itself: sealing the audit log every minute.
use app::db::Db;
use std::time::Duration;

/// Seals the audit log every minute until the server ends. Several servers may do so: one of them wins each time.
pub async fn run(db: Db) {
    let mut every = tokio::time::interval(Duration::from_secs(60));
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if let Err(error) = app::audit::store::seal(&db).await {
            // logged where it arose; the next minute tries again
            tracing::warn!(%error, "the audit log was not sealed this minute");
        }
    }
}
