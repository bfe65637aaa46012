//! One submission of a form acts once: its key is written in the action's own transaction.
use super::store::submission;
use crate::{
    db::{Db, SubmissionKey, Tx, WriteTx},
    kernel::{error::AppError, keys::hex},
    ui::form::{Pairs, submit::Cx, uploads},
};
use chrono::Duration as Days;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use std::time::Duration;

/// Token, user, address and values: *Back*, change, and send again is another submission. A file counts by what is in it.
pub fn key(cx: &Cx, path: &str, token: &str, values: &Pairs) -> SubmissionKey {
    let mut text = vec![path.to_owned(), token.to_owned()];
    if let Some(session) = &cx.session {
        text.push(session.actor.user.to_string());
    }
    let mut params: Vec<_> = cx.params.iter().collect();
    params.sort();
    text.extend(params.into_iter().flat_map(|(k, v)| [k.clone(), v.clone()]));
    let session = cx.session.as_ref().map(|s| s.actor.session);
    let said = |v: &String| session.and_then(|s| uploads::digest(s, v)).map_or_else(|| v.clone(), |d| hex(&d));
    text.extend(values.iter().flat_map(|(k, v)| [k.clone(), said(v)]));
    let joined = text.iter().map(|t| format!("{}:{t}", t.len())).collect::<String>();
    cx.db.keys().token_hash(joined.as_bytes())
}

/// Takes the key in the action's transaction; [`AppError::AlreadyDone`] when it is taken.
pub async fn claim(tx: &WriteTx, key: SubmissionKey) -> Result<(), AppError> {
    let row = submission::ActiveModel { key_hash: Set(key.to_vec()), redirect: Set(None), made_at: Set(tx.now()) };
    match submission::Entity::insert(row).exec_without_returning(tx.conn()).await {
        Ok(_) => Ok(()),
        Err(e) if matches!(e.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))) => {
            Err(AppError::AlreadyDone)
        }
        Err(e) => Err(e.into()),
    }
}

/// Kept so long: nobody presses the same button a day later.
pub(super) const KEPT_FOR: Days = Days::days(1);

/// Notes where the submission led.
pub async fn done(db: &Db, key: SubmissionKey, redirect: &str) -> Result<(), AppError> {
    let tx = db.housekeeping().await?;
    let note = submission::Entity::update_many()
        .col_expr(submission::Column::Redirect, Expr::value(redirect))
        .filter(submission::Column::KeyHash.eq(key.to_vec()));
    tx.update(note).await?;
    tx.commit().await
}

/// Where the same submission led, when it was done before.
pub async fn known(db: &Db, key: SubmissionKey) -> Result<Option<String>, AppError> {
    let tx = db.read().await?;
    let row = submission::Entity::find_by_id(key.to_vec()).one(tx.conn()).await?;
    drop(tx);
    match row {
        Some(_) => redirect_of(db, key).await.map(Some),
        None => Ok(None),
    }
}

/// Where the first one led; waits a moment for one that is still under way.
pub async fn redirect_of(db: &Db, key: SubmissionKey) -> Result<String, AppError> {
    for _ in 0..20 {
        let tx = db.read().await?;
        let row = submission::Entity::find_by_id(key.to_vec()).one(tx.conn()).await?;
        if let Some(redirect) = row.and_then(|r| r.redirect) {
            return Ok(redirect);
        }
        drop(tx);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(AppError::AlreadyDone)
}
