//! A secret that the next page shows, once: sealed, bound to the session that asked for it, gone when read.
use crate::{
    accounts::store::shown_once,
    db::{Db, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{SessionId, ShownOnceId},
        keys::Aad,
    },
};
use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Waits so long for the page.
pub(in crate::accounts) const KEPT_FOR: Duration = Duration::minutes(10);

fn aad(id: ShownOnceId) -> Aad {
    Aad::new("shown_once", "sealed", id.0)
}

/// Keeps the secret about a record for the next page of this session, in the action's own transaction.
pub async fn keep(tx: &WriteTx, session: SessionId, about: Uuid, secret: &str) -> Result<(), AppError> {
    let id = ShownOnceId::new();
    shown_once::Entity::insert(shown_once::ActiveModel {
        id: Set(id),
        session_id: Set(session),
        about: Set(about),
        sealed: Set(tx.keys().seal(secret.as_bytes(), &aad(id))),
        made_at: Set(tx.now()),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}

/// Takes the latest secret about the record, if one waits for this session. A second time there is none.
pub async fn take(db: &Db, session: SessionId, about: Uuid) -> Result<Option<String>, AppError> {
    use shown_once::Column;
    let tx = db.housekeeping().await?;
    let old = tx.now() - KEPT_FOR;
    let find = shown_once::Entity::find()
        .filter(Column::SessionId.eq(session))
        .filter(Column::MadeAt.gte(old))
        .filter(Column::About.eq(about))
        .order_by_desc(Column::Id);
    let mut latest = None;
    for row in tx.all(find).await? {
        let taken = tx.delete(shown_once::Entity::delete_many().filter(Column::Id.eq(row.id))).await?;
        if latest.is_none() && taken == 1 {
            let plain = tx.keys().open(&row.sealed, &aad(row.id))?;
            latest = Some(String::from_utf8(plain).map_err(AppError::fault)?);
        }
    }
    tx.commit().await?;
    Ok(latest)
}
