//! Searches for persons: posted, kept sealed in the session, and named in the address by a random id only.
use super::store::saved_search;
use crate::{
    access::Actor,
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{SearchId, SessionId},
        keys::Aad,
    },
};
use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

fn aad(id: SearchId) -> Aad {
    Aad::new("saved_search", "sealed", id.0)
}

/// Keeps the words of a search for this session.
pub async fn keep(db: &Db, actor: &Actor, words: &str) -> Result<SearchId, AppError> {
    let tx = db.housekeeping().await?;
    let old = tx.now() - Duration::hours(12);
    tx.delete(saved_search::Entity::delete_many().filter(saved_search::Column::MadeAt.lt(old))).await?;
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

/// The words of a search that this session made; none: another session's, or no longer kept.
pub async fn words(tx: &impl Tx, session: SessionId, id: SearchId) -> Result<Option<String>, AppError> {
    let row = saved_search::Entity::find_by_id(id).one(tx.conn()).await?;
    let Some(row) = row.filter(|r| r.session_id == session) else { return Ok(None) };
    String::from_utf8(tx.keys().open(&row.sealed, &aad(id))?).map(Some).map_err(AppError::fault)
}
