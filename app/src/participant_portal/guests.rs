//! The guard of the participant's pages: who comes with a session that a link began is that case's participant, and nobody
//! else. Asked anew at each request, and in each write again.
use super::{
    rules::{LinkStanding, SESSION_AT_MOST, TRIES, session_ends},
    store::{self, portal_link, portal_session},
    tokens,
};
use crate::{
    accounts::throttle::attempt_from,
    audit::{Entry, Event, EventCode, Subject, SubjectKind},
    cases::{policy::CaseFacts, store as cases},
    consents::wording::rules::TextLanguage,
    db::{Db, ReadTx, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, CaseId, PortalSessionId},
        keys::{constant_time_eq, from_hex, hex, random_token},
    },
    participants::{
        sealing::Sealer,
        store::{identity_of, row_of},
    },
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// A participant in a session of their own. Only this module makes one.
#[derive(Clone, Debug)]
pub struct Guest {
    session: PortalSessionId,
    token_hash: Vec<u8>,
    association: AssociationId,
    case: CaseId,
    language: TextLanguage,
}

/// The last use is written so often at most.
const TOUCH_EVERY: Duration = Duration::seconds(30);
/// So long a request waits at most for that to be written.
const TOUCH_PATIENCE: std::time::Duration = std::time::Duration::from_millis(500);

impl Guest {
    /// In which the participant reads.
    pub fn language(&self) -> TextLanguage {
        self.language
    }

    /// The entry of something that the participant did: no user, no task.
    pub fn did(&self, event: impl Into<Event>) -> Entry {
        Entry::without_role(subject(self.association, self.case), None, event)
    }

    /// The participant's case, locked for a write. The session is asked once more: it may have been ended meanwhile.
    pub async fn load(&self, tx: &WriteTx) -> Result<CaseFacts, AppError> {
        let facts = cases::find(tx, self.association, self.case, true).await?.ok_or(AppError::NotFound)?;
        live(tx, &self.token_hash).await?.ok_or(AppError::LoginNeeded)?;
        Ok((*facts).clone())
    }

    /// The participant's case, to read.
    pub async fn look(&self, tx: &ReadTx) -> Result<CaseFacts, AppError> {
        let facts = cases::find(tx, self.association, self.case, false).await?.ok_or(AppError::NotFound)?;
        Ok((*facts).clone())
    }
}

fn subject(association: AssociationId, case: CaseId) -> Subject {
    Subject { kind: SubjectKind::Case, id: case.0, association: Some(association) }
}

/// Whether the link of this token can be opened. Why it can't is told to nobody.
pub async fn can_be_opened(db: &Db, token: &str) -> Result<bool, AppError> {
    let Some(token) = tokens::read(token) else { return Ok(false) };
    let tx = db.read().await?;
    let link = store::look(&tx, &tx.keys().token_hash(&token)).await?;
    Ok(link.is_some_and(|link| link.times().standing(tx.now()) == LinkStanding::Open))
}

/// Why a link did not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotOpened {
    /// There is no such link that can be opened: never was, used, over, ended, tried out.
    Gone,
    /// Birth date or code are not right; so many tries are left.
    Wrong(i32),
    /// Too many tries from this address.
    Throttled,
    App(AppError),
}

impl From<AppError> for NotOpened {
    fn from(e: AppError) -> Self {
        NotOpened::App(e)
    }
}

/// Opens a link with birth date and code, and gives the token of the session that begins.
pub async fn enter(
    db: &Db,
    typed: &str,
    (birth, code): (NaiveDate, &str),
    language: TextLanguage,
    address: &str,
) -> Result<String, NotOpened> {
    let Some(token) = tokens::read(typed) else { return Err(NotOpened::Gone) };
    // each link has its own five tries
    if !attempt_from(db, "participant link", address).await? {
        return Err(NotOpened::Throttled);
    }
    let tx = db.begin().await?;
    let found = store::by_token(&tx, &tx.keys().token_hash(&token)).await?;
    let Some(link) = found.filter(|link| link.times().standing(tx.now()) == LinkStanding::Open) else {
        return Err(NotOpened::Gone);
    };
    let right = expected(&tx, &link).await?.is_some_and(|right| {
        let hash = |(day, code): (NaiveDate, &str)| tx.keys().token_hash(format!("{day} {code}").as_bytes());
        constant_time_eq(&hash((right.0, &right.1)), &hash((birth, code)))
    });
    let about = subject(link.association_id, link.case_id);
    if !right {
        let tries = link.tries + 1;
        store::count_try(&tx, link.id, tries).await?;
        tx.commit(Entry::without_role(about, None, EventCode::LinkRefused)).await?;
        return Err(if tries < TRIES { NotOpened::Wrong(TRIES - tries) } else { NotOpened::Gone });
    }
    let session = random_token();
    let row = portal_session::Model {
        id: PortalSessionId::new(),
        link_id: link.id,
        token_hash: tx.keys().token_hash(&session).to_vec(),
        language,
        begun_at: tx.now(),
        seen_at: tx.now(),
        ended_at: None,
    };
    store::begin(&tx, row).await?;
    tx.commit(Entry::without_role(about, None, EventCode::LinkOpened)).await?;
    Ok(hex(&session))
}

/// What opens the link: the participant's birth date and the link's code. None: their identity number is not known, and
/// nothing opens it.
async fn expected(tx: &WriteTx, link: &portal_link::Model) -> Result<Option<(NaiveDate, String)>, AppError> {
    let Some(case) = cases::find(tx, link.association_id, link.case_id, false).await? else { return Ok(None) };
    let row = row_of(tx, case.participant).await?;
    let identity = identity_of(&Sealer::of(tx.keys(), &row)?, &row, tx.today())?;
    Ok(identity.map(|identity| (identity.birth_date(), tokens::code(tx.keys(), link.id))))
}

async fn live(
    tx: &impl Tx,
    token_hash: &[u8],
) -> Result<Option<(portal_session::Model, portal_link::Model)>, AppError> {
    let found = store::session(tx, token_hash).await?;
    Ok(found.filter(|(session, link)| {
        let ended = session.ended_at.is_some() || link.ended_at.is_some();
        !ended && tx.now() < session_ends(session.begun_at, session.seen_at)
    }))
}

/// The participant of the session with this token, and notes its use; none: it has ended, or there never was one.
pub async fn look_up(db: &Db, token: &str) -> Result<Option<Guest>, AppError> {
    let Some(bytes) = from_hex(token) else { return Ok(None) };
    let tx = db.read().await?;
    let token_hash = tx.keys().token_hash(&bytes).to_vec();
    let Some((session, link)) = live(&tx, &token_hash).await? else { return Ok(None) };
    let now = tx.now();
    drop(tx);
    if now - session.seen_at >= TOUCH_EVERY {
        note_use(db, session.id, now).await;
    }
    Ok(Some(Guest {
        session: session.id,
        token_hash,
        association: link.association_id,
        case: link.case_id,
        language: session.language,
    }))
}

/// Pages can be read while a long write holds the database: they don't wait for this note.
async fn note_use(db: &Db, session: PortalSessionId, now: DateTime<Utc>) {
    let noted = change(db, session, (portal_session::Column::SeenAt, Expr::value(now)));
    match tokio::time::timeout(TOUCH_PATIENCE, noted).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the use of a participant's session was not noted"),
        Err(_) => tracing::debug!("the use of a participant's session was not noted in time"),
    }
}

/// Deletes the rows of sessions that are long over.
pub async fn purge(db: &Db) -> Result<(), AppError> {
    let tx = db.housekeeping().await?;
    let over = portal_session::Column::BegunAt.lt(tx.now() - SESSION_AT_MOST - Duration::days(1));
    tx.delete(portal_session::Entity::delete_many().filter(over)).await?;
    tx.commit().await
}

/// Reads on in another language.
pub async fn speak(db: &Db, guest: &Guest, language: TextLanguage) -> Result<(), AppError> {
    change(db, guest.session, (portal_session::Column::Language, Expr::value(language))).await
}

/// Ends the session.
pub async fn leave(db: &Db, guest: &Guest) -> Result<(), AppError> {
    let now = db.clock().now();
    change(db, guest.session, (portal_session::Column::EndedAt, Expr::value(now))).await
}

async fn change(
    db: &Db,
    session: PortalSessionId,
    (column, value): (portal_session::Column, Expr),
) -> Result<(), AppError> {
    let tx = db.housekeeping().await?;
    let update = portal_session::Entity::update_many().col_expr(column, value);
    tx.update(update.filter(portal_session::Column::Id.eq(session))).await?;
    tx.commit().await
}
