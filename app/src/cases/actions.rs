//! Loading a case for any room, opening one, taking one up, closing one.
use super::{
    policy::{CaseFacts, CloseCase, OpenCase, Sight, TakeUpCase, sight},
    rules::{EndReason, Livelihood},
    store,
};
use crate::{
    access::{Actor, Allowed, Loaded},
    audit::{Details, Entries, EventCode},
    db::{Db, ReadTx, Tx, WriteTx},
    follow_ups::{self, policy::FOLLOWED},
    kernel::{code::Code, error::AppError, id::CaseId, local_time::local_day},
    lots,
    meetings::rules::MeetingOutcome,
    participants::sealing::sealer,
};
use chrono::NaiveDate;

/// A case that the actor may know of, loaded and locked for a write. Any other is *not found*.
pub async fn load<'tx>(tx: &'tx WriteTx, actor: &Actor, id: CaseId) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    known(actor, store::find(tx, actor.association, id, true).await?)
}

/// The same for a read that is part of an opened case's page.
pub async fn look<'tx>(tx: &'tx ReadTx, actor: &Actor, id: CaseId) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    known(actor, store::find(tx, actor.association, id, false).await?)
}

fn known<'tx>(actor: &Actor, case: Option<Loaded<'tx, CaseFacts>>) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    let case = case.ok_or(AppError::NotFound)?;
    if sight(actor, &case).is_none() {
        return Err(AppError::NotFound);
    }
    Ok(case)
}

/// Opens a case: the opening is written in the log before anything is shown.
pub async fn open(db: &Db, actor: &Actor, id: CaseId) -> Result<Sight, AppError> {
    let tx = db.begin().await?;
    let case = store::find(&tx, actor.association, id, false).await?;
    let allowed: Allowed<OpenCase> = actor.may(known(actor, case)?)?;
    let seen = sight(actor, &allowed).map(|(_, seen)| seen).ok_or(AppError::NotFound)?;
    let entry = allowed.did(EventCode::CaseOpened.into());
    tx.commit(entry).await?;
    Ok(seen)
}

/// The number of a case that the actor may know of.
pub async fn number(db: &Db, actor: &Actor, id: CaseId) -> Result<String, AppError> {
    let tx = db.read().await?;
    Ok(look(&tx, actor, id).await?.number.clone())
}

/// Takes up an imported case.
pub async fn take_up(db: &Db, actor: &Actor, id: CaseId) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<TakeUpCase> = actor.may(load(&tx, actor, id).await?)?;
    store::wake(&tx, &allowed).await?;
    let met = allowed.meetings.iter().filter(|m| m.outcome == MeetingOutcome::Held).map(|m| m.day).min();
    if let Some(day) = met.filter(|_| FOLLOWED.contains(&allowed.state.code())) {
        follow_ups::store::plan_missing(&tx, allowed.id, day).await?;
    }
    let entry = allowed.did(EventCode::CaseTakenUp.into());
    tx.commit(entry).await
}

/// How a case ends.
#[derive(Clone, Debug)]
pub struct Closing {
    pub on: NaiveDate,
    pub reason: EndReason,
    pub livelihood: Vec<Livelihood>,
    pub words: String,
}

/// Why a case can't be closed now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CloseError {
    MeetingBooked,
    InTheFuture,
    BeforeReferral,
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
    if closing.on > tx.today() {
        return Err(CloseError::InTheFuture);
    }
    if closing.on < local_day(allowed.submitted_at) {
        return Err(CloseError::BeforeReferral);
    }
    let state = allowed.state.close(closing.on, closing.reason).map_err(AppError::from)?;
    store::set_state(&tx, &allowed, state).await?;
    let words = sealer(&tx, allowed.participant).await?.seal("cases", "end_words_sealed", id.0, &closing.words);
    store::set_ending(&tx, &allowed, &closing.livelihood, words).await?;
    let details = Details { code: Some(closing.reason.code().to_owned()), day: Some(closing.on), ..Details::default() };
    let mut entries = vec![allowed.did(EventCode::CaseClosed.with(details))];
    entries.extend(lots::actions::end_with_case(&tx, &allowed).await?.map(|event| allowed.did(event)));
    let entries = Entries::several(entries)?;
    Ok(tx.commit(entries).await?)
}
