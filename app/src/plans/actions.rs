//! Writing, establishing and changing the joint plan, and marking its activities.
use super::{
    forms,
    policy::{self, ActivityFacts},
    rules::{ActivityStatus, PLANNING, Responsible},
    sealed,
    store::{self, Marked, activity, plan},
    texts,
};
use crate::{
    access::{Actor, Allowed, Loaded},
    audit::{Details, Event, EventCode},
    cases::{
        self,
        policy::{CaseFacts, ReadCase},
    },
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{ActivityId, AgencyId, CaseId, UnitId},
    },
    organisation::rules::Party,
    participants::sealing::{Sealer, sealer},
};
use chrono::NaiveDate;

pub(crate) use super::reading::of_broken as read_broken;
pub use super::{coming::coming, tasks::tasks};

/// Why a plan was not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The case is not being planned: nothing is booked yet, or it is over.
    NotNow,
    /// Someone else has changed it meanwhile.
    Stale,
    AlreadyEstablished,
    NotMet,
    NoGoal,
    NoActivity,
    /// The agency or unit does not belong to the responsible party.
    WrongPlace,
    /// Someone else has marked it meanwhile.
    AlreadyMarked,
    /// The consent in force does not name the party that is to answer for it: asked once more.
    Unconsented(Party),
    /// It would have been due before today: asked once more.
    DuePast(NaiveDate),
    /// There is a goal, and the form came without one.
    NothingTyped,
    App(AppError),
}

impl From<AppError> for Refusal {
    fn from(e: AppError) -> Self {
        Refusal::App(e)
    }
}

/// Stores goal and own words. As they stand already, nothing is written, whatever else has changed since.
pub async fn write(db: &Db, actor: &Actor, id: CaseId, form: forms::WritePlan) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let change = begin(&tx, actor, id, None).await?;
    let (plan, sealer) = (&change.plan, &change.sealer);
    let Some(typed) = form.goal else {
        return if plan.goal_sealed.is_none() { Ok(()) } else { Err(Refusal::NothingTyped) };
    };
    let (goal, own_words) = sealed::goal_of(sealer, plan)?;
    if plan.goal_kind == Some(typed.kind) && (&goal, &own_words) == (&typed.goal, &typed.own_words) {
        return Ok(());
    }
    if form.revision.is_some_and(|r| r != plan.revision) {
        return Err(Refusal::Stale);
    }
    change.count(&tx).await?;
    let seal = |column, text: &str| sealer.seal("plan", column, plan.id.0, text);
    let (goal, own_words) = (seal("goal_sealed", &typed.goal), seal("own_words_sealed", &typed.own_words));
    store::set_goal(&tx, plan.id, typed.kind, goal, own_words).await?;
    let code = if plan.established_at.is_some() { EventCode::PlanRevised } else { EventCode::PlanWritten };
    let entry = change.allowed.did(code.into());
    Ok(tx.commit(entry).await?)
}

/// Establishes the plan: from now on every change is a revision.
pub async fn establish(db: &Db, actor: &Actor, id: CaseId, form: forms::EstablishPlan) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let case = cases::actions::load(&tx, actor, id).await?;
    let allowed: Allowed<policy::WritePlan> = actor.may(case)?;
    let Some(plan) = store::plan_of(&tx, id).await? else { return Err(Refusal::NoGoal) };
    if plan.established_at.is_some() {
        return Err(Refusal::AlreadyEstablished);
    }
    if form.revision.is_some_and(|r| r != plan.revision) {
        return Err(Refusal::Stale);
    }
    let next = allowed.state.establish().map_err(|_| Refusal::NotMet)?;
    if plan.goal_kind.is_none() || plan.goal_sealed.is_none() {
        return Err(Refusal::NoGoal);
    }
    let activities = store::activities_of(&tx, id).await?;
    if activities.iter().all(|a| a.status == ActivityStatus::Dropped) {
        return Err(Refusal::NoActivity);
    }
    if !store::set_established(&tx, plan.id, allowed.user()).await? {
        return Err(Refusal::AlreadyEstablished);
    }
    cases::store::set_state(&tx, &allowed, next).await?;
    let details = Details { count: i32::try_from(activities.len()).ok(), ..Details::default() };
    let entry = allowed.did(EventCode::PlanEstablished.with(details));
    Ok(tx.commit(entry).await?)
}

/// Adds an activity at the end.
pub async fn add(db: &Db, actor: &Actor, id: CaseId, fields: forms::ActivityFields) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let change = begin(&tx, actor, id, None).await?;
    check_consent(&change.allowed, &fields, None)?;
    check_due(&tx, &fields, None)?;
    change.count(&tx).await?;
    let last = store::activities_of(&tx, id).await?.last().map_or(0, |a| a.ordinal);
    let new = activity::Model {
        id: ActivityId::new(),
        case_id: id,
        ordinal: last + 1,
        text_sealed: Vec::new(),
        responsible: fields.responsible,
        agency_id: None,
        unit_id: None,
        person_sealed: None,
        due_on: None,
        status: ActivityStatus::Planned,
        status_at: tx.now(),
        reason_sealed: None,
        needs_decision: false,
        decision_asked_on: None,
        decision_outcome: None,
        decided_on: None,
        told_by_participant: false,
    };
    let row = filled(&tx, actor, &change.sealer, new, fields).await?;
    let details = Details { record: Some(row.id.0), parties: parties(row.responsible), ..Details::default() };
    store::insert_activity(&tx, row).await?;
    let entry = change.allowed.did(EventCode::ActivityAdded.with(details));
    Ok(tx.commit(entry).await?)
}

/// Changes what an activity says.
pub async fn change(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    activity: ActivityId,
    form: forms::ChangeActivity,
) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let change = begin(&tx, actor, id, form.revision).await?;
    let before = store::activity_of(&tx, id, activity).await?.ok_or(AppError::NotFound)?;
    check_consent(&change.allowed, &form.fields, Some(before.responsible))?;
    check_due(&tx, &form.fields, before.due_on)?;
    change.count(&tx).await?;
    let row = filled(&tx, actor, &change.sealer, before, form.fields).await?;
    let details = Details { record: Some(row.id.0), parties: parties(row.responsible), ..Details::default() };
    store::change_activity(&tx, row).await?;
    let entry = change.allowed.did(EventCode::ActivityChanged.with(details));
    Ok(tx.commit(entry).await?)
}

/// Marks how far an activity has come. Gives whether the actor may open the case.
pub async fn mark(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    activity: ActivityId,
    form: forms::MarkActivity,
) -> Result<bool, Refusal> {
    let tx = db.begin().await?;
    let (facts, row) = load(&tx, actor, id, activity, true).await?;
    let allowed: Allowed<policy::MarkActivity> = actor.may(facts)?;
    if form.was.is_some_and(|was| was != row.status) {
        return Err(Refusal::AlreadyMarked);
    }
    let sealer = sealer(&tx, allowed.case.participant).await?;
    let decision = if row.needs_decision { form.decision() } else { store::Decision::default() };
    sealed::keep_reason(&tx, &sealer, &row).await?;
    let reason = sealer.seal("activity", "reason_sealed", row.id.0, &form.reason);
    let marked = Marked { status: form.status, reason, decision, by_participant: false };
    if !store::mark(&tx, row.id, row.status, marked).await? {
        return Err(Refusal::AlreadyMarked);
    }
    let opens = actor.might::<ReadCase>(&allowed.case);
    let entry = allowed.did(EventCode::ActivityMarked.with(marked_details(&row, form.status)));
    tx.commit(entry).await?;
    Ok(opens)
}

/// Marks an activity of a case that is allowed and locked, as a follow-up found it. None when it stood so already, with
/// the reason that it has. The reason is kept where the status asks for one.
pub async fn mark_in(
    tx: &WriteTx,
    sealer: &Sealer,
    row: &activity::Model,
    now: ActivityStatus,
    reason: &str,
) -> Result<Option<Event>, AppError> {
    if row.status != now {
        return set_status(tx, sealer, row, (now, reason), false).await.map(Some);
    }
    if row.told_by_participant {
        store::look_at(tx, row.id).await?;
    }
    Ok(None)
}

/// Marks an activity, and keeps why it stood as it did. What was decided about it stays.
pub(super) async fn set_status(
    tx: &WriteTx,
    sealer: &Sealer,
    row: &activity::Model,
    (now, reason): (ActivityStatus, &str),
    by_participant: bool,
) -> Result<Event, AppError> {
    sealed::keep_reason(tx, sealer, row).await?;
    let reason = if now.needs_reason() { reason } else { "" };
    let reason = sealer.seal("activity", "reason_sealed", row.id.0, reason);
    let decision =
        store::Decision { asked_on: row.decision_asked_on, outcome: row.decision_outcome, decided_on: row.decided_on };
    if !store::mark(tx, row.id, row.status, Marked { status: now, reason, decision, by_participant }).await? {
        return Err(AppError::Conflict);
    }
    Ok(EventCode::ActivityMarked.with(marked_details(row, now)))
}

/// What the log says of an activity that is marked.
fn marked_details(row: &activity::Model, now: ActivityStatus) -> Details {
    Details {
        record: Some(row.id.0),
        parties: parties(row.responsible),
        was: Some(row.status.code().to_owned()),
        code: Some(now.code().to_owned()),
        ..Details::default()
    }
}

/// An activity with its case, locked in a write. One who may not know of either gets *not found* from the policy.
pub async fn load<'tx>(
    tx: &'tx impl Tx,
    actor: &Actor,
    case: CaseId,
    id: ActivityId,
    lock: bool,
) -> Result<(Loaded<'tx, ActivityFacts>, activity::Model), AppError> {
    let case = cases::store::find(tx, actor.association, case, lock).await?.ok_or(AppError::NotFound)?;
    let row = store::activity_of(tx, case.id, id).await?.ok_or(AppError::NotFound)?;
    let plan = store::plan_of(tx, case.id).await?;
    Ok((case.map(|case| ActivityFacts::of(case, &row, plan.as_ref())), row))
}

struct Changing<'tx> {
    allowed: Allowed<'tx, policy::WritePlan>,
    plan: plan::Model,
    sealer: Sealer,
}

async fn begin<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: CaseId,
    revision: Option<i32>,
) -> Result<Changing<'tx>, Refusal> {
    let case = cases::actions::load(tx, actor, id).await?;
    let allowed: Allowed<policy::WritePlan> = actor.may(case)?;
    if !PLANNING.contains(&allowed.state.code()) {
        return Err(Refusal::NotNow);
    }
    let plan = store::ensure(tx, id).await?;
    if revision.is_some_and(|r| r != plan.revision) {
        return Err(Refusal::Stale);
    }
    // an imported case that someone works in is taken up
    cases::waking::wake(tx, &allowed).await?;
    let sealer = sealer(tx, allowed.participant).await?;
    Ok(Changing { allowed, plan, sealer })
}

impl Changing<'_> {
    /// Keeps an established plan as it was, and counts the change.
    async fn count(&self, tx: &WriteTx) -> Result<(), Refusal> {
        if !store::count_up(tx, &self.plan).await? {
            return Err(Refusal::Stale);
        }
        if self.plan.established_at.is_some() {
            sealed::keep(tx, &self.sealer, &self.plan, self.allowed.user()).await?;
        }
        Ok(())
    }
}

/// A party that the consent in force does not name sees neither case nor activity: who makes it answer is asked once more.
fn check_consent(case: &CaseFacts, fields: &forms::ActivityFields, before: Option<Responsible>) -> Result<(), Refusal> {
    let named = |party| case.consent.as_ref().is_some_and(|c| c.names(party));
    match fields.responsible.party() {
        Some(party) if before != Some(fields.responsible) && !named(party) => {
            match fields.confirmed.answers(|lang| texts::unconsented(lang, party)) {
                true => Ok(()),
                false => Err(Refusal::Unconsented(party)),
            }
        }
        _ => Ok(()),
    }
}

/// What is late from the beginning is most often a slip of the pen. A day that stood there already is not asked about.
fn check_due(tx: &WriteTx, fields: &forms::ActivityFields, before: Option<NaiveDate>) -> Result<(), Refusal> {
    match fields.due {
        Some(due) if due < tx.today() && Some(due) != before => {
            match fields.due_confirmed.answers(|lang| texts::due_past(lang, due)) {
                true => Ok(()),
                false => Err(Refusal::DuePast(due)),
            }
        }
        _ => Ok(()),
    }
}

/// The row with what was typed, where the place belongs to the responsible party.
async fn filled(
    tx: &WriteTx,
    actor: &Actor,
    sealer: &Sealer,
    mut row: activity::Model,
    fields: forms::ActivityFields,
) -> Result<activity::Model, Refusal> {
    let (agency, unit) = match fields.place {
        Some(place) => resolve(tx, actor, fields.responsible, place).await?,
        None => (None, None),
    };
    row.text_sealed = sealer.seal_required("activity", "text_sealed", row.id.0, &fields.text)?;
    row.person_sealed = sealer.seal("activity", "person_sealed", row.id.0, &fields.person);
    row.responsible = fields.responsible;
    (row.agency_id, row.unit_id) = (agency, unit);
    row.due_on = fields.due;
    row.needs_decision = fields.needs_decision;
    row.decision_asked_on = fields.asked_on.filter(|_| fields.needs_decision);
    Ok(row)
}

async fn resolve(
    tx: &WriteTx,
    actor: &Actor,
    responsible: Responsible,
    place: forms::Place,
) -> Result<(Option<AgencyId>, Option<UnitId>), Refusal> {
    let (agencies, units) = store::places(tx, actor.association).await?;
    let (agency, unit) = match place {
        forms::Place::Agency(agency) => (agency, None),
        forms::Place::Unit(unit) => {
            let found = units.iter().find(|u| u.id == unit).ok_or(Refusal::WrongPlace)?;
            (found.agency_id, Some(unit))
        }
    };
    let fits = agencies.iter().any(|a| a.id == agency && Some(a.party) == responsible.party());
    if fits { Ok((Some(agency), unit)) } else { Err(Refusal::WrongPlace) }
}

fn parties(responsible: Responsible) -> Vec<Party> {
    responsible.party().into_iter().collect()
}
