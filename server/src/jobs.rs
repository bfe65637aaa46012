//! What the server does by itself: sealing the audit log every minute, and deleting what is past its time.
use app::db::Db;
use std::time::Duration;

/// Seals the audit log every minute until the server ends. Several servers may do so: one of them wins each time.
pub async fn run(db: Db) {
    let mut every = tokio::time::interval(Duration::from_secs(60));
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut minute = 0u32;
    loop {
        every.tick().await;
        if minute.is_multiple_of(60) {
            every_hour(&db).await;
        }
        if minute.is_multiple_of(10) {
            every_ten_minutes(&db).await;
        }
        minute = minute.wrapping_add(1);
        if let Err(error) = app::audit::sealing::seal(&db).await {
            // logged where it arose; the next minute tries again
            tracing::warn!(%error, "the audit log was not sealed this minute");
        }
    }
}

/// Deletes what was kept for a page, a form or a session that nobody came back for.
pub async fn every_ten_minutes(db: &Db) {
    app::ui::form::uploads::purge();
    app::register_import::runs::purge();
    if let Err(error) = app::accounts::housekeeping::purge(db).await {
        tracing::warn!(%error, "the housekeeping was not done this time");
    }
    if let Err(error) = app::participant_portal::guests::purge(db).await {
        tracing::warn!(%error, "participants' old sessions were not deleted this time");
    }
}

/// Deletes what may not be kept any longer, and keeps the database quick.
async fn every_hour(db: &Db) {
    if let Err(error) = db.count_rows().await {
        tracing::warn!(%error, "the database's rows were not counted this hour");
    }
    if let Err(error) = app::referrals::actions::delete_old_drafts(db).await {
        tracing::warn!(%error, "old drafts were not deleted this hour");
    }
    if let Err(error) = app::consultations::actions::delete_old(db).await {
        tracing::warn!(%error, "old questions without identity were not deleted this hour");
    }
}
