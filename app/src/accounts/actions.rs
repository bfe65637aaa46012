//! Logging in and out, and what users do with their own account.
use super::{
    api::{DemoAccount, ProfileRow},
    rules::demo,
    store::{self, subject},
    throttle::Counters,
};
use crate::{
    access::Actor,
    audit::{Details, Entry, EventCode},
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{SessionId, UserId},
        keys,
        lang::Lang,
        password,
    },
};

/// Why a login or a change of password was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    WrongLogin,
    Throttled,
    NoRole,
    WrongCurrent,
    Weak,
    App(AppError),
}

impl From<AppError> for Refusal {
    fn from(e: AppError) -> Self {
        Refusal::App(e)
    }
}

/// Checks the password and begins a session.
///
/// Returns its token, 256 bits in hex, which is stored hashed only. An unknown address takes the same time as a wrong
/// password and gets the same answer.
pub async fn log_in(db: &Db, email: &str, secret: String, address: &str) -> Result<String, Refusal> {
    let counters = Counters::of(db, email, address);
    if !counters.attempt(db).await? {
        return Err(Refusal::Throttled);
    }
    let tx = db.read().await?;
    let account = store::by_email(&tx, email).await?.filter(|a| a.closed_at.is_none());
    let now = tx.now();
    drop(tx);
    let hash = account.as_ref().and_then(|a| a.password_hash.clone());
    let right = password::verify_async(secret, hash).await;
    let account = account.filter(|a| right && a.one_time_until.is_none_or(|until| now <= until));
    let Some(account) = account else { return Err(Refusal::WrongLogin) };
    counters.succeeded(db).await?;

    let tx = db.begin().await?;
    let associations = store::associations_of(&tx, account.id).await?;
    let Some(association) = associations.first().copied() else { return Err(Refusal::NoRole) };
    let token = keys::random_token();
    let row = store::session::Model {
        id: SessionId::new(),
        token_hash: tx.keys().token_hash(&token).to_vec(),
        user_id: account.id,
        association_id: Some(association),
        created_at: now,
        seen_at: now,
        ended_at: None,
    };
    store::insert_session(&tx, row).await?;
    tx.commit(own(account.id, EventCode::LoggedIn)).await?;
    Ok(keys::hex(&token))
}

/// Ends this session.
pub async fn log_out(db: &Db, actor: &Actor) -> Result<(), AppError> {
    let tx = db.begin().await?;
    store::end_sessions(&tx, actor.user, Some(actor.session)).await?;
    tx.commit(own(actor.user, EventCode::LoggedOut)).await
}

/// Ends every session of the user.
pub async fn log_out_everywhere(db: &Db, actor: &Actor) -> Result<(), AppError> {
    let tx = db.begin().await?;
    store::end_sessions(&tx, actor.user, None).await?;
    tx.commit(own(actor.user, EventCode::LoggedOutEverywhere)).await
}

/// Changes the user's password; every other session of theirs ends, and a new one begins.
///
/// The current one is asked for under the same limit as at login: an open screen is no place to guess it.
pub async fn change_password(
    db: &Db,
    actor: &Actor,
    current: String,
    new: String,
    address: &str,
) -> Result<String, Refusal> {
    let tx = db.read().await?;
    let account = store::by_id(&tx, actor.user).await?.ok_or(AppError::NotFound)?;
    drop(tx);
    let counters = Counters::of(db, &account.email, address);
    if !counters.attempt(db).await? {
        return Err(Refusal::Throttled);
    }
    if !password::verify_async(current.clone(), account.password_hash.clone()).await {
        return Err(Refusal::WrongCurrent);
    }
    counters.succeeded(db).await?;
    if current == new || password::strength(&new, &account.email).is_err() {
        return Err(Refusal::Weak);
    }
    let hash = password::hash_async(new).await;
    let tx = db.begin().await?;
    store::set_password(&tx, actor.user, hash, None).await?;
    store::end_sessions(&tx, actor.user, None).await?;
    let token = keys::random_token();
    let row = store::session::Model {
        id: SessionId::new(),
        token_hash: tx.keys().token_hash(&token).to_vec(),
        user_id: actor.user,
        association_id: Some(actor.association),
        created_at: tx.now(),
        seen_at: tx.now(),
        ended_at: None,
    };
    store::insert_session(&tx, row).await?;
    tx.commit(own(actor.user, EventCode::PasswordChanged)).await?;
    Ok(keys::hex(&token))
}

/// Stores language and names-in-lists.
pub async fn change_profile(db: &Db, actor: &Actor, lang: Lang, shows_names: bool) -> Result<(), AppError> {
    let tx = db.begin().await?;
    store::set_profile(&tx, actor.user, lang.code(), shows_names).await?;
    let details = Details { code: Some(lang.code().to_owned()), ..Details::default() };
    tx.commit(Entry::without_role(subject(actor.user), Some(actor.user), EventCode::ProfileChanged.with(details))).await
}

/// The user's own account, for their profile.
pub async fn profile(db: &Db, actor: &Actor) -> Result<ProfileRow, AppError> {
    let tx = db.read().await?;
    let account = store::by_id(&tx, actor.user).await?.ok_or(AppError::NotFound)?;
    Ok(ProfileRow {
        name: account.name,
        email: account.email,
        language: account.language,
        shows_names: account.shows_names,
        tasks: store::tasks_of(&tx, actor.user, actor.association).await?,
    })
}

/// The demonstration's own accounts, whose password everyone may know; none unless the database is marked as one.
pub async fn demo_accounts(db: &Db) -> Result<Vec<DemoAccount>, AppError> {
    let tx = db.read().await?;
    if !crate::installation::is_demo(&tx).await? {
        return Ok(Vec::new());
    }
    store::accounts_to_show(&tx, &demo::EMAILS).await
}

/// An entry about the user's own account, which no task has to allow.
fn own(user: UserId, code: EventCode) -> Entry {
    Entry::without_role(subject(user), Some(user), code)
}
