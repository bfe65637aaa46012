//! A question to the referrer, acceptance, return and withdrawal of a submitted referral; a new referrer.
use crate::{
    access::{Actor, Allowed, Role},
    accounts::users::actions as users,
    audit::{Details, Entries, EventCode},
    cases::{
        actions::load,
        rules::StateCode,
        store::{cases, set_state},
    },
    db::Db,
    kernel::{code::Code, error::AppError, id::CaseId, lang::Confirmed},
    lots,
    meetings::{self, store::clash::lock_calendar},
    participants::sealing::sealer,
    referrals::{
        case_store as store,
        policy::{AcceptReferral, AskForCompletion, ReturnReferral, TakeOverReferral, WithdrawReferral},
        rules::ReturnReason,
        texts,
    },
    work_training::actions::placements::end_with_case as end_training,
};

/// Asks the referrer for more.
pub async fn ask_completion(db: &Db, actor: &Actor, id: CaseId, question: &str) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<AskForCompletion> = actor.may(load(&tx, actor, id).await?)?;
    set_state(&tx, &allowed, allowed.state.ask_for_completion()?).await?;
    let sealer = sealer(&tx, allowed.participant).await?;
    let record = store::insert_completion(&tx, &allowed, &sealer, question).await?;
    let details = Details { record: Some(record.0), ..Details::default() };
    let entry = allowed.did(EventCode::CompletionRequested.with(details));
    tx.commit(entry).await
}

/// Takes the referral to the queue, at the place of its submission; an exception asked for is granted with it.
pub async fn accept(db: &Db, actor: &Actor, id: CaseId) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<AcceptReferral> = actor.may(load(&tx, actor, id).await?)?;
    set_state(&tx, &allowed, allowed.state.accept(allowed.submitted_at)?).await?;
    let entry = allowed.did(EventCode::ReferralAccepted.into());
    tx.commit(entry).await
}

/// Why a referral was not returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotReturned {
    /// The case has come to another state since the page was opened.
    Moved(StateCode),
    App(AppError),
}

impl From<AppError> for NotReturned {
    fn from(e: AppError) -> Self {
        NotReturned::App(e)
    }
}

/// Returns the referral, with a reason; what was under way in it ends with it.
pub async fn return_it(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    (reason, words): (ReturnReason, &str),
    (was, confirmed): (Option<StateCode>, &Confirmed),
) -> Result<(), NotReturned> {
    let tx = db.begin().await?;
    let allowed: Allowed<ReturnReferral> = actor.may(load(&tx, actor, id).await?)?;
    let returned = allowed.state.return_it(reason).map_err(AppError::from)?;
    // a colleague has taken a step meanwhile: it can't be undone, so it is asked once more
    let now = allowed.state.code();
    if was.is_some_and(|was| was != now) && !confirmed.answers(|lang| texts::moved_meanwhile(lang, now)) {
        return Err(NotReturned::Moved(now));
    }
    set_state(&tx, &allowed, returned).await?;
    let sealer = sealer(&tx, allowed.participant).await?;
    let column = (cases::Column::ReturnWordsSealed, "return_words_sealed");
    store::set_words(&tx, &allowed, &sealer, column, words).await?;
    let details = Details { code: Some(reason.code().to_owned()), ..Details::default() };
    let mut entries = vec![allowed.did(EventCode::ReferralReturned.with(details))];
    entries.extend(lots::actions::end_with_case(&tx, &allowed).await?.map(|event| allowed.did(event)));
    let trained = end_training(&tx, &allowed).await?.into_iter();
    entries.extend(trained.map(|(placement, event)| allowed.did_to(placement, event)));
    Ok(tx.commit(Entries::several(entries)?).await?)
}

/// Takes the own referral back; a booked meeting and what was under way end with it.
pub async fn withdraw(db: &Db, actor: &Actor, id: CaseId, words: &str) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<WithdrawReferral> = actor.may(load(&tx, actor, id).await?)?;
    set_state(&tx, &allowed, allowed.state.withdraw()?).await?;
    let cancelled = meetings::actions::cancel_for_withdrawal(&tx, &allowed).await?;
    let sealer = sealer(&tx, allowed.participant).await?;
    let column = (cases::Column::WithdrawalWordsSealed, "withdrawal_words_sealed");
    store::set_words(&tx, &allowed, &sealer, column, words).await?;
    let ended = lots::actions::end_with_case(&tx, &allowed).await?;
    let events = [Some(EventCode::ReferralWithdrawn.into()), cancelled, ended];
    let mut entries: Vec<_> = events.into_iter().flatten().map(|e| allowed.did(e)).collect();
    let trained = end_training(&tx, &allowed).await?.into_iter();
    entries.extend(trained.map(|(placement, event)| allowed.did_to(placement, event)));
    tx.commit(Entries::several(entries)?).await
}

/// Why a case was not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTakenOver {
    /// They are at another meeting when the case meets.
    Elsewhere,
    App(AppError),
}

impl From<AppError> for NotTakenOver {
    fn from(e: AppError) -> Self {
        NotTakenOver::App(e)
    }
}

/// Becomes the referrer in a colleague's place, where the unit's colleagues cover for each other.
pub async fn take_over(db: &Db, actor: &Actor, id: CaseId) -> Result<(), NotTakenOver> {
    let tx = db.begin().await?;
    lock_calendar(&tx, actor.association).await?;
    // the user first, as wherever both are locked: their account can't be closed meanwhile
    users::lock(&tx, actor.user).await?;
    let allowed: Allowed<TakeOverReferral> = actor.may(load(&tx, actor, id).await?)?;
    if !users::still_holds(&tx, actor.user, actor.association, Role::Referrer, Some(allowed.unit)).await? {
        return Err(AppError::NotAllowed.into());
    }
    if !allowed.state.code().is_live() {
        return Err(AppError::Conflict.into());
    }
    if meetings::actions::is_elsewhere_then(&tx, &allowed, actor.user).await? {
        return Err(NotTakenOver::Elsewhere);
    }
    store::set_referrer(&tx, &allowed, actor.user, allowed.unit).await?;
    let details = Details { user: Some(actor.user), unit: Some(allowed.unit), ..Details::default() };
    let entry = allowed.did(EventCode::ReferrerChanged.with(details));
    Ok(tx.commit(entry).await?)
}
