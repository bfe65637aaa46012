//! Deletes by the clock what was kept for a while only: a row that nobody comes back for goes too.
use super::{
    kept_forms, rules, searches,
    store::{kept_form, login_throttle, saved_search, session, shown_once, submission},
    submissions,
    users::shown_once as secrets,
};
use crate::{db::Db, kernel::error::AppError};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};

/// So long an ended session's row stays, so that who comes back is told and gets their form again (*design*).
const ENDED_FOR: Duration = Duration::days(1);

/// Deletes every row of the accounts' housekeeping that is past its time.
pub async fn purge(db: &Db) -> Result<(), AppError> {
    let tx = db.housekeeping().await?;
    let now = tx.now();
    tx.delete(kept_form::Entity::delete_many().filter(kept_form::Column::MadeAt.lt(now - kept_forms::KEPT_FOR)))
        .await?;
    tx.delete(saved_search::Entity::delete_many().filter(saved_search::Column::MadeAt.lt(now - searches::KEPT_FOR)))
        .await?;
    tx.delete(shown_once::Entity::delete_many().filter(shown_once::Column::MadeAt.lt(now - secrets::KEPT_FOR))).await?;
    tx.delete(submission::Entity::delete_many().filter(submission::Column::MadeAt.lt(now - submissions::KEPT_FOR)))
        .await?;
    let over = login_throttle::Column::WindowStart.lt(now - rules::WINDOW);
    tx.delete(login_throttle::Entity::delete_many().filter(over)).await?;
    // what a session holds is gone before it: its searches and secrets live shorter
    let ended = session::Column::EndedAt
        .lt(now - ENDED_FOR)
        .or(session::Column::CreatedAt.lt(now - rules::ABSOLUTE - ENDED_FOR));
    tx.delete(session::Entity::delete_many().filter(ended)).await?;
    tx.commit().await
}
