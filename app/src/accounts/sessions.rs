//! From the token in the cookie to the one who asks.
use super::{rules, store};
use crate::{
    access::Actor,
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{AssociationId, SessionId, UserId},
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
    /// When it ends however much it is used.
    pub over_at: DateTime<Utc>,
}

/// How long a session lasts still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remaining {
    pub ends_at: DateTime<Utc>,
    /// Using it makes it longer.
    pub may_prolong: bool,
}

impl Session {
    /// What using the session would add counts from a minute on.
    pub fn remaining(&self) -> Remaining {
        Remaining { ends_at: self.ends_at, may_prolong: self.over_at - self.ends_at > TOUCH_EVERY }
    }
}

/// What a token leads to.
#[derive(Clone, Debug)]
pub enum Lookup {
    Live(Box<Session>),
    /// Ended by time, or lately in another way: whose it was, so that a form can be kept for them, and how.
    Ended(crate::kernel::id::UserId, rules::End),
    None,
}

/// How often at most the time of last use is written.
const TOUCH_EVERY: Duration = Duration::seconds(60);
/// So long a request waits at most for that to be written.
const TOUCH_PATIENCE: std::time::Duration = std::time::Duration::from_millis(500);

/// What is typed when a session was ended (everywhere, or by a new password) is kept so long for its user.
const ENDED_LATELY: Duration = Duration::hours(1);

/// Finds the session of a token and notes its use.
pub async fn look_up(db: &Db, token: &str) -> Result<Lookup, AppError> {
    find(db, token, true).await
}

/// Finds the session of a token without prolonging it: for asking how long it lasts.
pub async fn peek(db: &Db, token: &str) -> Result<Lookup, AppError> {
    find(db, token, false).await
}

async fn find(db: &Db, token: &str, is_use: bool) -> Result<Lookup, AppError> {
    let Some(bytes) = crate::kernel::keys::from_hex(token) else { return Ok(Lookup::None) };
    let tx = db.read().await?;
    let Some(row) = store::session_by_token(&tx, &tx.keys().token_hash(&bytes)).await? else {
        return Ok(Lookup::None);
    };
    if let Some(at) = row.ended_at {
        return Ok(if tx.now() - at <= ENDED_LATELY {
            Lookup::Ended(row.user_id, rules::End::Deed)
        } else {
            Lookup::None
        });
    }
    if rules::ends_at(row.created_at, row.seen_at) <= tx.now() {
        return Ok(Lookup::Ended(row.user_id, rules::ends_by(row.created_at, row.seen_at)));
    }
    let touch = is_use && tx.now() - row.seen_at >= TOUCH_EVERY;
    let seen_at = if touch { tx.now() } else { row.seen_at };
    let (id, found) = (row.id, load(&tx, row, seen_at).await?);
    let Some(session) = found else { return Ok(Lookup::None) };
    drop(tx);
    if touch {
        note_use(db, id).await;
    }
    Ok(Lookup::Live(Box::new(session)))
}

async fn load(tx: &impl Tx, found: store::SessionFound, seen_at: DateTime<Utc>) -> Result<Option<Session>, AppError> {
    let (Some(id), Some(association_name), None) = (found.association_id, found.association_name, found.closed_at)
    else {
        return Ok(None);
    };
    let who = Who { user: found.user_id, name: found.name, language: found.language, shows_names: found.shows_names };
    let actor = actor(tx, who, (id, association_name), found.id).await?;
    // by the use that is noted, so that the end that is told is the end
    let (ends_at, over_at) = (rules::ends_at(found.created_at, seen_at), found.created_at + rules::ABSOLUTE);
    Ok(Some(Session { actor, must_change_password: found.must_change_password, ends_at, over_at }))
}

/// What an account says of its user.
struct Who {
    user: UserId,
    name: String,
    language: String,
    shows_names: bool,
}

/// The user as the one who asks, at one of their associations.
async fn actor(
    tx: &impl Tx,
    who: Who,
    (association, association_name): (AssociationId, String),
    session: SessionId,
) -> Result<Actor, AppError> {
    Ok(Actor {
        user: who.user,
        session,
        association,
        association_name,
        name: who.name,
        lang: Lang::from_code(&who.language),
        shows_names: who.shows_names,
        grants: store::grants_at(tx, who.user, association).await?,
        seats: store::seats_at(tx, who.user, association).await?,
        today: tx.today(),
    })
}

/// A session that no browser has and that has ended as it begins, for the command line's demonstration: its people act
/// through the product's own forms.
pub async fn without_browser(db: &Db, email: &str) -> Result<Session, AppError> {
    let tx = db.read().await?;
    let user = store::by_email(&tx, email).await?.ok_or(AppError::NotFound)?;
    let association = store::associations_of(&tx, user.id).await?.first().copied().ok_or(AppError::NotFound)?;
    let (id, user_id, now) = (SessionId::new(), user.id, tx.now());
    let who = Who { user: user_id, name: user.name, language: user.language, shows_names: user.shows_names };
    let place = association::Entity::find_by_id(association).one(tx.conn()).await?.ok_or(AppError::NotFound)?;
    let actor = actor(&tx, who, (association, place.name), id).await?;
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
    let (ends_at, over_at) = (rules::ends_at(now, now), now + rules::ABSOLUTE);
    Ok(Session { actor, must_change_password: false, ends_at, over_at })
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
