//! A form that met an ended session waits here, sealed, until its user has logged in again.
use super::store::kept_form;
use crate::{
    db::Db,
    kernel::{
        error::AppError,
        id::{KeptFormId, UserId},
        keys::Aad,
    },
    ui::form::{FormState, OPENED_BY},
};
use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

/// Kept so long at most.
pub(super) const KEPT_FOR: Duration = Duration::hours(1);

fn aad(id: KeptFormId) -> Aad {
    Aad::new("kept_form", "sealed", id.0)
}

/// Keeps a form for the user whose session ended: its values, and what they are to be told of it. Secrets are not kept.
pub async fn keep(db: &Db, user: UserId, path: &str, mut state: FormState) -> Result<Option<KeptFormId>, AppError> {
    if (state.values.is_empty() && state.errors.is_empty()) || matches!(state.form.as_str(), "/password" | "/login") {
        return Ok(None);
    }
    state.values.retain(|v| v.0 != "_token" && v.0 != OPENED_BY);
    let id = KeptFormId::new();
    let plain = serde_json::to_vec(&state).map_err(AppError::fault)?;
    let tx = db.housekeeping().await?;
    tx.insert::<kept_form::Entity, _>(kept_form::ActiveModel {
        id: Set(id),
        user_id: Set(user),
        path: Set(path.to_owned()),
        sealed: Set(tx.keys().seal(&plain, &aad(id))),
        made_at: Set(tx.now()),
    })
    .await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// Gives the form back to its user, once, at its own page.
pub async fn take(db: &Db, user: UserId, id: KeptFormId, path: &str) -> Result<Option<FormState>, AppError> {
    let tx = db.housekeeping().await?;
    let rows = tx.all(kept_form::Entity::find_by_id(id)).await?;
    let Some(row) = rows.into_iter().find(|r| r.user_id == user && r.path == path) else {
        return Ok(None);
    };
    tx.delete(kept_form::Entity::delete_many().filter(kept_form::Column::Id.eq(id))).await?;
    if row.made_at < tx.now() - KEPT_FOR {
        tx.commit().await?;
        return Ok(None);
    }
    let plain = tx.keys().open(&row.sealed, &aad(id))?;
    tx.commit().await?;
    Ok(Some(serde_json::from_slice(&plain).map_err(AppError::fault)?))
}
