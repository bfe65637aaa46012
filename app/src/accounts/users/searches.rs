//! A search for a person: what was typed is kept sealed in the session, so that the address carries a random id only.
use crate::{
    accounts::store::saved_search,
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{SearchId, SessionId},
        keys::Aad,
    },
};
use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

/// As long as a session can last.
const KEPT_FOR: Duration = Duration::hours(12);

fn aad(id: SearchId) -> Aad {
    Aad::new("saved_search", "sealed", id.0)
}

/// Keeps what was searched for.
pub async fn keep(db: &Db, session: SessionId, text: &str) -> Result<SearchId, AppError> {
    let tx = db.housekeeping().await?;
    let old = tx.now() - KEPT_FOR;
    tx.delete(saved_search::Entity::delete_many().filter(saved_search::Column::MadeAt.lt(old))).await?;
    let id = SearchId(uuid::Uuid::new_v4()); // random: not even when it was made can be read from it
    tx.insert::<saved_search::Entity, _>(saved_search::ActiveModel {
        id: Set(id),
        session_id: Set(session),
        sealed: Set(tx.keys().seal(text.as_bytes(), &aad(id))),
        made_at: Set(tx.now()),
    })
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// What was searched for, in this session; none when the id is another's or too old.
pub async fn recall(tx: &impl Tx, session: SessionId, id: SearchId) -> Result<Option<String>, AppError> {
    let row = saved_search::Entity::find_by_id(id).one(tx.conn()).await?;
    let Some(row) = row.filter(|r| r.session_id == session) else { return Ok(None) };
    let plain = tx.keys().open(&row.sealed, &aad(id))?;
    Ok(Some(String::from_utf8(plain).map_err(AppError::fault)?))
}
