//! Loading a case for any room, opening one, taking one up, closing one.
pub use super::tasks::tasks;
use super::{
    api::MayClose,
    journey::{Missing, close_anyway},
    opening::missing_in,
    policy::{CaseFacts, CloseCase, OpenCase, TakeUpCase, sight},
    rules::{CasePart, EndReason, Livelihood, StateCode},
    store::{
        self,
        written::{LookedAt, last_written},
    },
    waking::wake,
};
use crate::{
    access::{Actor, Allowed, Loaded, Verb},
    audit::{Details, Entries, EventCode, Subject, SubjectKind, store::was_opened},
    db::{Db, ReadTx, Tx, WriteTx},
    kernel::{code::Code, error::AppError, id::CaseId, lang::Confirmed, local_time::local_day},
    lots,
    meetings::rules::MeetingOutcome,
    participants::sealing::sealer,
    work_training::{policy::ends_in_case, store::case_has_live},
};
use chrono::{Duration, NaiveDate};

/// A case that the actor may know of, loaded and locked for a write. Any other is *not found*.
pub async fn load<'tx>(tx: &'tx WriteTx, actor: &Actor, id: CaseId) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    known(actor, store::find(tx, actor.association, id, true).await?)
}

/// The same for a read that is part of an opened case's page. The facts are read once in it, however many parts the page has.
pub async fn look<'tx>(tx: &'tx ReadTx, actor: &Actor, id: CaseId) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    known(actor, Some(look_unseen(tx, actor, id).await?))
}

/// The same of a case that the actor may see nothing of: the caller's policy says what they may know.
pub async fn look_unseen<'tx>(tx: &'tx ReadTx, actor: &Actor, id: CaseId) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    let facts = store::looked_at(tx, id, looked_at(tx, actor, id)).await?.facts;
    // whoever asked first in this read
    if facts.association != actor.association {
        return Err(AppError::NotFound);
    }
    Ok(Loaded::from_tx(tx, facts))
}

/// What this request read to write the opening in the log counts where that is the last that was written in the case: what
/// a consent no longer opens is shut at the next request (4.3).
async fn looked_at(tx: &ReadTx, actor: &Actor, id: CaseId) -> Result<LookedAt, AppError> {
    if let Some(before) = tx.noted::<LookedAt>(id.0)
        && before.last == last_written(tx, id).await?
    {
        return Ok(before);
    }
    let found = store::find_with_row(tx, actor.association, id, false).await?;
    let (facts, row) = found.ok_or(AppError::NotFound)?;
    Ok(LookedAt { last: None, facts: (*facts).clone(), row })
}

/// Whether the actor can still see a case once what is written here is kept.
pub async fn still_seen(tx: &WriteTx, actor: &Actor, id: CaseId) -> Result<bool, AppError> {
    let case = store::find(tx, actor.association, id, false).await?;
    Ok(case.is_some_and(|case| sight(actor, &case).is_some()))
}

fn known<'tx>(actor: &Actor, case: Option<Loaded<'tx, CaseFacts>>) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    let case = case.ok_or(AppError::NotFound)?;
    if sight(actor, &case).is_none() {
        return Err(AppError::NotFound);
    }
    Ok(case)
}

/// So long an opening covers the parts of the page that is opened, in seconds.
const ONE_PAGE: i64 = 60;

/// Opens a case: the opening is written in the log before anything is shown.
pub async fn open(db: &Db, actor: &Actor, id: CaseId) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let (allowed, seen) = loaded_for::<OpenCase>(&tx, actor, id).await?;
    let entry = allowed.did(EventCode::CaseOpened.into());
    tx.commit(entry).await?;
    db.note(id.0, WasOpened);
    note(db, id, seen);
    Ok(())
}

/// What a verb that leaves one entry is asked of, with what the case's log will say when nobody else writes in it.
async fn loaded_for<'tx, A>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: CaseId,
) -> Result<(Allowed<'tx, A>, Option<LookedAt>), AppError>
where
    A: Verb<Facts = CaseFacts>,
{
    // read before the facts: whoever writes after this makes the log longer than is expected here
    let last = last_written(tx, id).await?;
    let found = store::find_with_row(tx, actor.association, id, false).await?;
    let (facts, row) = found.ok_or(AppError::NotFound)?;
    let seen = last.map(|(seq, protected)| LookedAt { last: Some((seq + 1, protected)), facts: (*facts).clone(), row });
    Ok((actor.may(known(actor, Some(facts))?)?, seen))
}

fn note(db: &Db, id: CaseId, seen: Option<LookedAt>) {
    if let Some(seen) = seen {
        db.note(id.0, seen);
    }
}

/// This request has opened the whole case: its parts need no entry of their own.
#[derive(Clone)]
struct WasOpened;

/// The way to whatever is said or written in a case but its page: begins the read in which the caller asks verb `A`
/// once more and reads. What `A` does not allow leaves no trace.
///
/// The reading is in the log before it begins. One entry for each opening of a page: none for a part of a case that the
/// same user opened, whole or this part, within the last minute.
pub async fn opened<A>(db: &Db, actor: &Actor, id: CaseId, part: CasePart) -> Result<ReadTx, AppError>
where
    A: Verb<Facts = CaseFacts>,
{
    if db.noted::<WasOpened>(id.0).is_some() {
        return db.read().await;
    }
    let tx = db.read().await?;
    let subject = Subject { kind: SubjectKind::Case, id: id.0, association: Some(actor.association) };
    let opening = (EventCode::CaseOpened, actor.user);
    let lately = tx.now() - Duration::seconds(ONE_PAGE);
    if was_opened(&tx, subject, opening, lately, part.code()).await? {
        return Ok(tx);
    }
    drop(tx);
    let tx = db.begin().await?;
    let (allowed, seen) = loaded_for::<A>(&tx, actor, id).await?;
    let details = Details { code: Some(part.code().to_owned()), ..Details::default() };
    let entry = allowed.did(EventCode::CaseOpened.with(details));
    tx.commit(entry).await?;
    note(db, id, seen);
    db.read().await
}

/// Takes up an imported case.
pub async fn take_up(db: &Db, actor: &Actor, id: CaseId) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<TakeUpCase> = actor.may(load(&tx, actor, id).await?)?;
    wake(&tx, &allowed).await?;
    let entry = allowed.did(EventCode::CaseTakenUp.into());
    tx.commit(entry).await
}

/// Whether the page offers the closing: only where it can be done, or says that it waits for work training.
pub async fn may_close(tx: &ReadTx, actor: &Actor, case: &CaseFacts) -> Result<MayClose, AppError> {
    let booked = case.meetings.iter().any(|m| m.outcome == MeetingOutcome::Booked);
    let now = !booked && case.state.close(tx.today(), EndReason::Other).is_ok();
    if !now || !actor.might::<CloseCase>(case) {
        return Ok(MayClose::No);
    }
    Ok(if case_has_live(tx, case.id).await? { MayClose::AfterTraining } else { MayClose::Yes })
}

/// How a case ends.
#[derive(Clone, Debug)]
pub struct Closing {
    pub on: NaiveDate,
    pub reason: EndReason,
    pub livelihood: Vec<Livelihood>,
    pub words: String,
    /// It is closed though it never had a plan or a follow-up.
    pub confirmed: Confirmed,
}

/// Why a case can't be closed now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CloseError {
    /// Nothing is said of the livelihood. Without a consent in force nobody has to know it.
    NoLivelihood,
    /// Words, and no consent in force any longer: nobody could read them.
    Unreadable,
    MeetingBooked,
    /// Work training was asked for or is under way: who trains is in somebody's seat.
    TrainingUnderWay {
        /// The one who would close the case ends it, not the work-training coordinator.
        own: bool,
    },
    /// It has not come so far: it is returned, or withdrawn, instead.
    NotYet,
    InTheFuture,
    BeforeReferral,
    /// Before the day of the latest meeting that was held.
    BeforeMeeting(NaiveDate),
    /// Closed now, the case would never have had these: asked once more.
    Missing(Vec<Missing>),
    App(AppError),
}

impl From<AppError> for CloseError {
    fn from(e: AppError) -> Self {
        CloseError::App(e)
    }
}

/// Closes a case with end reason and livelihood (SUS's terms, `domain.md` 4.10).
pub async fn close(db: &Db, actor: &Actor, id: CaseId, closing: Closing) -> Result<(), CloseError> {
    let tx = db.begin().await?;
    let allowed: Allowed<CloseCase> = actor.may(load(&tx, actor, id).await?)?;
    if allowed.meetings.iter().any(|m| m.outcome == MeetingOutcome::Booked) {
        return Err(CloseError::MeetingBooked);
    }
    if case_has_live(&tx, id).await? {
        return Err(CloseError::TrainingUnderWay { own: ends_in_case(actor, &allowed) });
    }
    if matches!(allowed.state.code(), StateCode::Submitted | StateCode::CompletionRequested) {
        return Err(CloseError::NotYet);
    }
    if closing.on > tx.today() {
        return Err(CloseError::InTheFuture);
    }
    if closing.on < local_day(allowed.submitted_at) {
        return Err(CloseError::BeforeReferral);
    }
    let held = allowed.meetings.iter().filter(|m| m.outcome == MeetingOutcome::Held).map(|m| m.day).max();
    if let Some(met) = held.filter(|met| closing.on < *met) {
        return Err(CloseError::BeforeMeeting(met));
    }
    if allowed.consent.is_some() && closing.livelihood.is_empty() {
        return Err(CloseError::NoLivelihood);
    }
    if allowed.consent.is_none() && !closing.words.is_empty() {
        return Err(CloseError::Unreadable);
    }
    let state = allowed.state.close(closing.on, closing.reason).map_err(AppError::from)?;
    let missing = missing_in(&tx, actor, &allowed).await?;
    if !missing.is_empty() && !closing.confirmed.answers(|lang| close_anyway(lang, &missing)) {
        return Err(CloseError::Missing(missing));
    }
    store::set_state(&tx, &allowed, state).await?;
    let words = sealer(&tx, allowed.participant).await?.seal("cases", "end_words_sealed", id.0, &closing.words);
    store::set_ending(&tx, &allowed, &closing.livelihood, words).await?;
    let details = Details { code: Some(closing.reason.code().to_owned()), day: Some(closing.on), ..Details::default() };
    let mut entries = vec![allowed.did(EventCode::CaseClosed.with(details))];
    entries.extend(lots::actions::end_with_case(&tx, &allowed).await?.map(|event| allowed.did(event)));
    let entries = Entries::several(entries)?;
    Ok(tx.commit(entries).await?)
}
