//! Searches for persons: posted, kept sealed for the user for twelve hours, and named in the address by a random id only.
use super::store::{saved_search, session};
use crate::{
    access::Actor,
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{SearchId, SessionId, UserId},
        keys::Aad,
    },
};
use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

fn aad(id: SearchId) -> Aad {
    Aad::new("saved_search", "sealed", id.0)
}

/// Kept so long at most.
pub(super) const KEPT_FOR: Duration = Duration::hours(12);

/// Keeps the words of a search for this user, under the session in which it was made.
pub async fn keep(db: &Db, actor: &Actor, words: &str) -> Result<SearchId, AppError> {
    let tx = db.housekeeping().await?;
    let id = SearchId(uuid::Uuid::new_v4());
    tx.insert::<saved_search::Entity, _>(saved_search::ActiveModel {
        id: Set(id),
        session_id: Set(actor.session),
        sealed: Set(tx.keys().seal(words.as_bytes(), &aad(id))),
        made_at: Set(tx.now()),
    })
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// The words of a search that this session made, or an earlier one of the same user; none: no longer kept. Anyone
/// else's is not found.
pub async fn words(tx: &impl Tx, session: SessionId, id: SearchId) -> Result<Option<String>, AppError> {
    let row = saved_search::Entity::find_by_id(id).one(tx.conn()).await?;
    let Some(row) = row.filter(|r| r.made_at >= tx.now() - KEPT_FOR) else { return Ok(None) };
    let both = session::Entity::find().filter(session::Column::Id.is_in([session, row.session_id]));
    let users: Vec<UserId> = both.select_only().column(session::Column::UserId).into_tuple().all(tx.conn()).await?;
    if users.is_empty() || users.iter().any(|u| *u != users[0]) {
        return Err(AppError::NotFound);
    }
    String::from_utf8(tx.keys().open(&row.sealed, &aad(id))?).map(Some).map_err(AppError::fault)
}
