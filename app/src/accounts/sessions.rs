//! From the token in the cookie to the one who asks.
use super::{rules, store};
use crate::{
    access::Actor,
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{AssociationId, SessionId},
        lang::Lang,
    },
    organisation::store::association,
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// A live session.
#[derive(Clone, Debug)]
pub struct Session {
    pub actor: Actor,
    /// Logged in with a one-time password: nothing but choosing an own one is open.
    pub must_change_password: bool,
    /// When it ends if it is not used again.
    pub ends_at: DateTime<Utc>,
}

/// What a token leads to.
#[derive(Clone, Debug)]
pub enum Lookup {
    Live(Box<Session>),
    /// Ended by time: whose it was, so that a form can be kept for them.
    Ended(crate::kernel::id::UserId),
    None,
}

/// How often at most the time of last use is written.
const TOUCH_EVERY: Duration = Duration::seconds(60);
/// So long a request waits at most for that to be written.
const TOUCH_PATIENCE: std::time::Duration = std::time::Duration::from_millis(500);

/// Finds the session of a token and notes its use.
pub async fn look_up(db: &Db, token: &str) -> Result<Lookup, AppError> {
    let Some(bytes) = crate::kernel::keys::from_hex(token) else { return Ok(Lookup::None) };
    let tx = db.read().await?;
    let Some(row) = store::session_by_token(&tx, &tx.keys().token_hash(&bytes)).await? else {
        return Ok(Lookup::None);
    };
    if row.ended_at.is_some() {
        return Ok(Lookup::None);
    }
    if rules::ends_at(row.created_at, row.seen_at) <= tx.now() {
        return Ok(Lookup::Ended(row.user_id));
    }
    let Some(session) = load(&tx, &row).await? else { return Ok(Lookup::None) };
    let touch = tx.now() - row.seen_at >= TOUCH_EVERY;
    drop(tx);
    if touch {
        note_use(db, row.id).await;
    }
    Ok(Lookup::Live(Box::new(session)))
}

async fn load(tx: &impl Tx, row: &store::session::Model) -> Result<Option<Session>, AppError> {
    let user = store::by_id(tx, row.user_id).await?.filter(|u| u.closed_at.is_none());
    let (Some(user), Some(id)) = (user, row.association_id) else { return Ok(None) };
    let must_change = user.must_change_password;
    let Some(actor) = actor(tx, user, id, row.id).await? else { return Ok(None) };
    let ends_at = rules::ends_at(row.created_at, tx.now());
    Ok(Some(Session { actor, must_change_password: must_change, ends_at }))
}

/// The user as the one who asks, at one of their associations.
async fn actor(
    tx: &impl Tx,
    user: store::user_account::Model,
    id: AssociationId,
    session: SessionId,
) -> Result<Option<Actor>, AppError> {
    let Some(association) = association::Entity::find_by_id(id).one(tx.conn()).await? else { return Ok(None) };
    Ok(Some(Actor {
        user: user.id,
        session,
        association: association.id,
        association_name: association.name,
        name: user.name,
        lang: Lang::from_code(&user.language),
        shows_names: user.shows_names,
        grants: store::grants_at(tx, user.id, id).await?,
        seats: store::seats_at(tx, user.id, id).await?,
        today: tx.today(),
    }))
}

/// A session that no browser has and that has ended as it begins, for the command line's demonstration: its people act
/// through the product's own forms.
pub async fn without_browser(db: &Db, email: &str) -> Result<Session, AppError> {
    let tx = db.read().await?;
    let user = store::by_email(&tx, email).await?.ok_or(AppError::NotFound)?;
    let association = store::associations_of(&tx, user.id).await?.first().copied().ok_or(AppError::NotFound)?;
    let (id, user_id, now) = (SessionId::new(), user.id, tx.now());
    let actor = actor(&tx, user, association, id).await?.ok_or(AppError::NotFound)?;
    drop(tx);
    let tx = db.housekeeping().await?;
    tx.insert::<store::session::Entity, _>(store::session::ActiveModel {
        id: Set(id),
        token_hash: Set(crate::kernel::keys::random_token().to_vec()),
        user_id: Set(user_id),
        association_id: Set(Some(association)),
        created_at: Set(now),
        seen_at: Set(now),
        ended_at: Set(Some(now)),
    })
    .await?;
    tx.commit().await?;
    Ok(Session { actor, must_change_password: false, ends_at: rules::ends_at(now, now) })
}

/// Pages can be read while a long write holds the database: they don't wait for this note.
async fn note_use(db: &Db, session: SessionId) {
    match tokio::time::timeout(TOUCH_PATIENCE, touched(db, session)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the use of a session was not noted"),
        Err(_) => tracing::debug!("the use of a session was not noted in time"),
    }
}

async fn touched(db: &Db, session: SessionId) -> Result<(), AppError> {
    let tx = db.housekeeping().await?;
    let update = store::session::Entity::update_many()
        .col_expr(store::session::Column::SeenAt, Expr::value(tx.now()))
        .filter(store::session::Column::Id.eq(session));
    tx.update(update).await?;
    tx.commit().await
}
