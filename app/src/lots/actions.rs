//! Asking for a lots, assigning one, and what the lots answers.
use super::{
    forms,
    policy::{AnswerLots, AskForLots, AssignmentFacts, BeginLots, EndLots},
    rules::{ASKING, AskedAt, AssignmentEnd, AssignmentState},
    store::{self, lots_assignment},
};
use crate::{
    access::{Actor, Allowed, Loaded},
    accounts::users::actions as users,
    audit::{Details, Event, EventCode},
    cases::{
        self,
        policy::{CaseFacts, sight},
        waking::wake,
    },
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, LotsAssignmentId, UserId},
    },
    meetings::{self, store::clash::lock_calendar},
    participants::sealing::sealer,
};

pub use super::reading::tasks;

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The case waits for its acceptance, or is over.
    NotNow,
    /// There is an assignment that is not over.
    AlreadyAsked,
    /// There is none that can be assigned or answered.
    NothingAsked,
    /// Someone else has moved it on.
    Moved,
    /// Not one of the association's lots.
    NotALots,
    /// The lots has the assignment already.
    TheSame,
    /// At another meeting when the case meets.
    Elsewhere,
    /// Lots don't see cases with protected identity.
    Protected,
    App(AppError),
}

impl From<AppError> for Refusal {
    fn from(e: AppError) -> Self {
        Refusal::App(e)
    }
}

/// Asks for a lots, and assigns one where a name was chosen.
pub async fn ask(db: &Db, actor: &Actor, id: CaseId, form: forms::AskForLots) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    if let Some(lots) = form.lots {
        // the user first, as wherever both are locked: their account can't be closed meanwhile
        users::lock(&tx, lots).await?;
    }
    let allowed: Allowed<AskForLots> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    if !ASKING.contains(&allowed.state.code()) {
        return Err(Refusal::NotNow);
    }
    if allowed.protected_identity {
        return Err(Refusal::Protected);
    }
    if let Some(lots) = form.lots {
        check(&tx, &allowed, lots).await?;
    }
    let asked = ask_in(&tx, &allowed, form.stage, allowed.user(), form.lots).await.map_err(|e| match e {
        // the database's own guard: one live assignment a case
        AppError::Conflict => Refusal::AlreadyAsked,
        other => Refusal::App(other),
    })?;
    let asked = asked.ok_or(Refusal::AlreadyAsked)?;
    let mut entries = vec![allowed.did(asked)];
    if let Some(lots) = form.lots {
        entries.push(allowed.did(assigned(lots)));
    }
    let entries = crate::audit::Entries::several(entries)?;
    Ok(tx.commit(entries).await?)
}

/// Asks for a lots in a case that is allowed and locked; none when there is an assignment that is not over.
pub async fn ask_in(
    tx: &WriteTx,
    case: &CaseFacts,
    stage: AskedAt,
    by: UserId,
    lots: Option<UserId>,
) -> Result<Option<Event>, AppError> {
    if store::current(tx, case.id).await?.is_some() {
        return Ok(None);
    }
    let row = lots_assignment::Model {
        id: LotsAssignmentId::new(),
        case_id: case.id,
        asked_at: tx.now(),
        asked_on: tx.today(),
        asked_stage: stage,
        asked_by: Some(by),
        lots_id: lots,
        state: AssignmentState::Asked,
        state_since: tx.now(),
        decline_words_sealed: None,
        ended_on: None,
        end_reason: None,
        earlier_contacts: 0,
    };
    let details = Details { record: Some(row.id.0), code: Some(stage.code().to_owned()), ..Details::default() };
    store::insert(tx, row).await?;
    // an imported case that someone works in is taken up: else nobody would be told of the assignment
    wake(tx, case).await?;
    Ok(Some(EventCode::LotsAsked.with(details)))
}

/// Assigns a lots to what was asked, another one where the first declined, or hands over what a lots had taken: the
/// same assignment, so that it is counted once; who had it when stands in the log.
pub async fn assign(db: &Db, actor: &Actor, id: CaseId, form: forms::AssignLots) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    users::lock(&tx, form.lots).await?;
    let allowed: Allowed<AskForLots> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    let row = store::current(&tx, id).await?.ok_or(Refusal::NothingAsked)?;
    if row.lots_id == Some(form.lots) {
        return Err(Refusal::TheSame);
    }
    check(&tx, &allowed, form.lots).await?;
    if !store::step(&tx, &row, AssignmentState::Asked, Some(form.lots)).await? {
        return Err(Refusal::Moved);
    }
    // what the one before said of not taking it was for the coordinator, who has chosen another
    store::set_decline_words(&tx, row.id, None).await?;
    wake(&tx, &allowed).await?;
    let handed_over = row.state.is_taken() && row.lots_id.is_some();
    let details = Details { record: Some(row.id.0), user: Some(form.lots), ..Details::default() };
    let code = if handed_over { EventCode::LotsHandedOver } else { EventCode::LotsAssigned };
    let entry = allowed.did(code.with(details));
    Ok(tx.commit(entry).await?)
}

/// The lots says that the work has begun.
pub async fn begin(db: &Db, actor: &Actor, id: CaseId) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let (facts, row) = load(&tx, actor, id).await?;
    let allowed: Allowed<BeginLots> = actor.may(facts)?;
    if !store::step(&tx, &row, AssignmentState::Active, row.lots_id).await? {
        return Err(Refusal::Moved);
    }
    let entry = allowed.did(EventCode::LotsBegun.with(Details { record: Some(row.id.0), ..Details::default() }));
    Ok(tx.commit(entry).await?)
}

/// The lots takes the assignment, or declines it in words.
pub async fn answer(db: &Db, actor: &Actor, id: CaseId, form: forms::AnswerLots) -> Result<bool, Refusal> {
    let tx = db.begin().await?;
    // who takes it is expected at the case's meetings
    lock_calendar(&tx, actor.association).await?;
    let (facts, row) = load(&tx, actor, id).await?;
    let allowed: Allowed<AnswerLots> = actor.may(facts)?;
    if form.accepts && meetings::actions::is_elsewhere_then(&tx, &allowed.case, actor.user).await? {
        return Err(Refusal::Elsewhere);
    }
    let (state, lots, code) = if form.accepts {
        (AssignmentState::Accepted, row.lots_id, EventCode::LotsAccepted)
    } else {
        // who declines no longer sees the case
        (AssignmentState::Declined, None, EventCode::LotsDeclined)
    };
    if !store::step(&tx, &row, state, lots).await? {
        return Err(Refusal::Moved);
    }
    let sealer = sealer(&tx, allowed.case.participant).await?;
    let words = sealer.seal("lots_assignment", "decline_words_sealed", row.id.0, &form.words);
    store::set_decline_words(&tx, row.id, words.filter(|_| !form.accepts)).await?;
    let entry = allowed.did(code.with(Details { record: Some(row.id.0), ..Details::default() }));
    tx.commit(entry).await?;
    Ok(form.accepts)
}

/// Ends the assignment.
pub async fn end(db: &Db, actor: &Actor, id: CaseId, reason: AssignmentEnd) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let (facts, row) = load(&tx, actor, id).await?;
    let allowed: Allowed<EndLots> = actor.may(facts)?;
    if !store::step(&tx, &row, AssignmentState::Ended, row.lots_id).await? {
        return Err(Refusal::Moved);
    }
    store::set_end(&tx, row.id, reason).await?;
    let entry = allowed.did(ended(&row, reason));
    Ok(tx.commit(entry).await?)
}

/// Ends what is not over in a case that is closed, returned or withdrawn, in the same write. Gives the event.
pub async fn end_with_case(tx: &WriteTx, case: &CaseFacts) -> Result<Option<Event>, AppError> {
    let Some(row) = store::current(tx, case.id).await? else { return Ok(None) };
    if !store::step(tx, &row, AssignmentState::Ended, row.lots_id).await? {
        return Err(AppError::Conflict);
    }
    let reason = AssignmentEnd::CaseOver;
    store::set_end(tx, row.id, reason).await?;
    Ok(Some(ended(&row, reason)))
}

fn ended(row: &lots_assignment::Model, reason: AssignmentEnd) -> Event {
    let details = Details { record: Some(row.id.0), code: Some(reason.code().to_owned()), ..Details::default() };
    EventCode::LotsEnded.with(details)
}

/// The assignment that is not over, with its case. Who must not know of either gets *not found* from the policy.
async fn load<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: CaseId,
) -> Result<(Loaded<'tx, AssignmentFacts>, lots_assignment::Model), Refusal> {
    let case = cases::store::find(tx, actor.association, id, true).await?.ok_or(AppError::NotFound)?;
    match store::current(tx, id).await? {
        Some(row) => Ok((with_case(case, &row), row)),
        None if sight(actor, &case).is_some() => Err(Refusal::NothingAsked),
        None => Err(AppError::NotFound.into()),
    }
}

/// An assignment's facts.
pub(super) fn with_case<'tx>(
    case: Loaded<'tx, CaseFacts>,
    row: &lots_assignment::Model,
) -> Loaded<'tx, AssignmentFacts> {
    let (state, lots) = (row.state, row.lots_id);
    case.map(|case| AssignmentFacts { case, state, lots })
}

async fn check(tx: &WriteTx, case: &CaseFacts, lots: UserId) -> Result<(), Refusal> {
    if case.protected_identity {
        return Err(Refusal::Protected);
    }
    let known = store::everyone(tx, case.association).await?.iter().any(|(id, _)| *id == lots);
    if known { Ok(()) } else { Err(Refusal::NotALots) }
}

fn assigned(lots: UserId) -> Event {
    EventCode::LotsAssigned.with(Details { user: Some(lots), ..Details::default() })
}
