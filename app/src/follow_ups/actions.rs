//! Doing a follow-up, logging a try, giving up after three.
use super::{
    forms,
    policy::{DeclineMeeting, DoFollowUp, FollowUpFacts},
    rules::{self, FollowUpResult, TRIES},
    store::{self, follow_up, follow_up_answer},
};
use crate::{
    access::{Actor, Allowed, Loaded},
    audit::{Details, Entries, EventCode},
    cases::{self, policy::CaseFacts, waking::wake},
    db::{Db, Tx, WriteTx},
    kernel::{code::Code, error::AppError, id::CaseId, lang::Lang, local_time::local_day},
    lots::{self, rules::AskedAt},
    participants::sealing::sealer,
    plans, work_training,
};

pub use super::reading::tasks;

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    AlreadyDone,
    TooEarly,
    /// The plan has other activities than the page showed.
    PlanChanged,
    TooFewTries,
    /// A lots does not see a case with protected identity: none can be asked for.
    Protected,
    App(AppError),
}

impl From<AppError> for Refusal {
    fn from(e: AppError) -> Self {
        Refusal::App(e)
    }
}

/// Keeps what was answered, computes the result, and marks the activities.
pub async fn answer(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    months: i32,
    form: forms::DoFollowUp,
) -> Result<(FollowUpResult, bool), Refusal> {
    let tx = db.begin().await?;
    let (allowed, mut row) = begin(&tx, actor, id, months).await?;
    if form.needs_lots && allowed.case.protected_identity {
        return Err(Refusal::Protected);
    }
    let mut entries = Vec::new();
    let mut answers = Vec::new();
    let activities = plans::store::activities_of(&tx, id).await?;
    if activities.len() != form.answers.len() {
        return Err(Refusal::PlanChanged);
    }
    let sealer = sealer(&tx, allowed.case.participant).await?;
    for activity in &activities {
        let given = form.answers.iter().find(|a| a.ordinal == activity.ordinal).ok_or(Refusal::PlanChanged)?;
        // what hinders is why it is not done or dropped, in the language in which the plan is written
        let reason = given.hindrance.map_or("", |h| h.words().get(Lang::Sv));
        let marked = plans::actions::mark_in(&tx, &sealer, activity, given.status, reason).await?;
        entries.extend(marked.map(|event| allowed.did(event)));
        answers.push(follow_up_answer::Model {
            follow_up_id: row.id,
            activity_id: activity.id,
            status: given.status,
            hindrance: given.hindrance,
        });
    }
    let statuses: Vec<_> = answers.iter().map(|a| a.status).collect();
    let result = rules::result(&statuses);
    row.needs_lots = Some(form.needs_lots);
    row.needs_meeting = Some(form.needs_meeting);
    row.needs_training = Some(form.needs_training);
    finish(&tx, &allowed, &mut row, result, &form.notes).await?;
    store::insert_answers(&tx, answers).await?;
    if form.needs_lots {
        let asked = lots::actions::ask_in(&tx, &allowed.case, AskedAt::FollowUp, allowed.user(), None).await?;
        entries.extend(asked.map(|event| allowed.did(event)));
    }
    if form.needs_training {
        let asked = work_training::actions::placements::request_in(&tx, actor, &allowed.case, None, "").await?;
        if let Some((event, placement)) = asked {
            entries.push(allowed.did(event.clone()));
            entries.push(allowed.did_to(placement, event.code.into()));
        }
    }
    entries.push(allowed.did(EventCode::FollowUpDone.with(done_details(&row, result))));
    let entries = Entries::several(entries)?;
    let seen = cases::actions::still_seen(&tx, actor, id).await?;
    tx.commit(entries).await?;
    Ok((result, seen))
}

/// Decides that no new meeting is needed after all: the task to book one goes away.
pub async fn decline_meeting(db: &Db, actor: &Actor, id: CaseId, months: i32) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let case = cases::actions::load(&tx, actor, id).await?;
    let row = store::after(&tx, id, months).await?.ok_or(AppError::NotFound)?;
    let allowed: Allowed<DeclineMeeting> = actor.may(with_case(case, &row))?;
    if !store::set_meeting_declined(&tx, row.id).await? {
        return Err(AppError::Conflict);
    }
    let details = Details { record: Some(row.id.0), count: Some(months), ..Details::default() };
    let entry = allowed.did(EventCode::NewMeetingDeclined.with(details));
    tx.commit(entry).await
}

/// Logs that the referrer was tried.
pub async fn tried(db: &Db, actor: &Actor, id: CaseId, months: i32) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let (allowed, row) = begin(&tx, actor, id, months).await?;
    store::insert_try(&tx, row.id, allowed.user()).await?;
    let details = Details { record: Some(row.id.0), count: Some(months), ..Details::default() };
    let entry = allowed.did(EventCode::FollowUpTried.with(details));
    Ok(tx.commit(entry).await?)
}

/// Enters that it could not be done: only after logged tries on three days. Gives whether the actor still sees the case.
pub async fn give_up(db: &Db, actor: &Actor, id: CaseId, months: i32, notes: &str) -> Result<bool, Refusal> {
    let tx = db.begin().await?;
    let (allowed, mut row) = begin(&tx, actor, id, months).await?;
    let tries = store::tries_of(&tx, &[row.id]).await?;
    if rules::days_tried(tries.iter().map(|t| local_day(t.tried_at))) < TRIES {
        return Err(Refusal::TooFewTries);
    }
    finish(&tx, &allowed, &mut row, FollowUpResult::CouldNotFollowUp, notes).await?;
    let details = done_details(&row, FollowUpResult::CouldNotFollowUp);
    let entry = allowed.did(EventCode::FollowUpDone.with(details));
    let seen = cases::actions::still_seen(&tx, actor, id).await?;
    tx.commit(entry).await?;
    Ok(seen)
}

async fn begin<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: CaseId,
    months: i32,
) -> Result<(Allowed<'tx, DoFollowUp>, follow_up::Model), Refusal> {
    let case = cases::actions::load(tx, actor, id).await?;
    let row = store::after(tx, id, months).await?.ok_or(AppError::NotFound)?;
    let done = row.done_on.is_some();
    // one who could have done it a moment ago is told that it is done, not that it is not theirs
    let before = actor.may::<DoFollowUp>(with_case(case, &follow_up::Model { done_on: None, ..row.clone() }))?;
    if done {
        return Err(Refusal::AlreadyDone);
    }
    if !rules::is_open_on(row.due_on, tx.today()) {
        return Err(Refusal::TooEarly);
    }
    // an imported case that someone works in is taken up
    wake(tx, &before.case).await?;
    Ok((before, row))
}

/// A follow-up's facts.
pub(super) fn with_case<'tx>(case: Loaded<'tx, CaseFacts>, row: &follow_up::Model) -> Loaded<'tx, FollowUpFacts> {
    let (months, is_done) = (row.months, row.done_on.is_some());
    case.map(|case| FollowUpFacts { case, months, is_done })
}

async fn finish(
    tx: &WriteTx,
    allowed: &Allowed<'_, DoFollowUp>,
    row: &mut follow_up::Model,
    result: FollowUpResult,
    notes: &str,
) -> Result<(), Refusal> {
    let sealer = sealer(tx, allowed.case.participant).await?;
    row.done_on = Some(tx.today());
    row.done_by = Some(allowed.user());
    row.result = Some(result);
    row.notes_sealed = sealer.seal("follow_up", "notes_sealed", row.id.0, notes);
    if store::set_done(tx, row.clone()).await? { Ok(()) } else { Err(Refusal::AlreadyDone) }
}

fn done_details(row: &follow_up::Model, result: FollowUpResult) -> Details {
    Details {
        record: Some(row.id.0),
        count: Some(row.months),
        code: Some(result.code().to_owned()),
        ..Details::default()
    }
}
