//! A draft is kept whatever is missing, seen by its author only, and gone after 30 days.
use super::submit::submitted_before;
use crate::{
    access::{Actor, Allowed, Role},
    audit::{Entries, Entry, EventCode, Subject, SubjectKind},
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{CaseId, ReferralId, UnitId},
    },
    referrals::{
        api::{DraftFound, DraftRow, MissingRow},
        content::Problem,
        forms::{label_of, read_all},
        policy::{SubmitDraft, WriteDraft},
        rules::{DRAFT_DAYS, DraftStep},
        store,
    },
    ui::form::{Pairs, in_summary},
};
use chrono::Duration;

/// Begins a draft at one of the actor's units.
pub async fn begin(db: &Db, actor: &Actor, unit: UnitId) -> Result<ReferralId, AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<SubmitDraft> = actor.may(store::new_draft(&tx, actor, unit))?;
    store::insert_draft(&tx, &allowed).await?;
    let (id, entry) = (allowed.id, allowed.did(EventCode::DraftKept.into()));
    tx.commit(entry).await?;
    Ok(id)
}

/// Why nothing was done with a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDraft {
    /// It has been submitted meanwhile: the case that it has become.
    Submitted(CaseId),
    App(AppError),
}

impl From<AppError> for NoDraft {
    fn from(e: AppError) -> Self {
        NoDraft::App(e)
    }
}

/// Why there is none: the case that it has become, to the author who may see it.
async fn no_draft(db: &Db, actor: &Actor, id: ReferralId) -> NoDraft {
    submitted_before(db, actor, id).await.map_or_else(NoDraft::App, NoDraft::Submitted)
}

/// Keeps what was typed on one page of the draft, and tells which checks stop its button. What is unchanged is not
/// written again.
pub async fn keep(
    db: &Db,
    actor: &Actor,
    id: ReferralId,
    step: DraftStep,
    typed: Pairs,
) -> Result<Vec<Problem>, NoDraft> {
    let tx = db.begin().await?;
    let Some(draft) = store::find_draft(&tx, actor, id, true).await? else {
        drop(tx);
        return Err(no_draft(db, actor, id).await);
    };
    let allowed: Allowed<WriteDraft> = actor.may(draft)?;
    let mut values: Pairs = allowed.values.iter().filter(|v| !step.fields().contains(&v.0.as_str())).cloned().collect();
    values.extend(typed.into_iter().filter(|v| step.fields().contains(&v.0.as_str()) && !v.1.is_empty()));
    values.sort_by_key(|v| DraftStep::of(&v.0));
    let stopping = stopping(&tx, actor, step, &values).await?;
    if values == allowed.values {
        return Ok(stopping);
    }
    store::keep_draft(&tx, &allowed, &values).await?;
    let entry = allowed.did(EventCode::DraftKept.into());
    tx.commit(entry).await?;
    Ok(stopping)
}

/// The checks of that page that the draft fails and that stop its button, as far as they can be known.
async fn stopping(tx: &impl Tx, actor: &Actor, step: DraftStep, values: &Pairs) -> Result<Vec<Problem>, AppError> {
    if step.waits_for_the_participant() {
        return Ok(Vec::new());
    }
    let (content, _) = read_all(values.clone(), actor.lang, tx.today());
    let districts: Vec<_> = store::districts(tx, actor.association).await?.into_iter().map(|d| d.id).collect();
    let problems = content.problems(&districts, tx.today()).into_iter();
    Ok(problems.filter(|p| p.failed && DraftStep::of(p.field) == Some(step)).collect())
}

/// Discards the draft, with all that it says.
pub async fn discard(db: &Db, actor: &Actor, id: ReferralId) -> Result<(), NoDraft> {
    let tx = db.begin().await?;
    let Some(draft) = store::find_draft(&tx, actor, id, true).await? else {
        drop(tx);
        return Err(no_draft(db, actor, id).await);
    };
    let allowed: Allowed<WriteDraft> = actor.may(draft)?;
    store::delete_draft(&tx, &allowed).await?;
    let entry = allowed.did(EventCode::DraftDiscarded.into());
    Ok(tx.commit(entry).await?)
}

/// Deletes drafts that nobody has touched for 30 days. For the server's own hourly work; gives how many.
pub async fn delete_old_drafts(db: &Db) -> Result<usize, AppError> {
    let tx = db.begin().await?;
    let gone = store::delete_drafts_before(&tx, tx.now() - Duration::days(DRAFT_DAYS)).await?;
    if gone.is_empty() {
        return Ok(0);
    }
    let entries = gone
        .iter()
        .map(|(id, association)| {
            let subject = Subject { kind: SubjectKind::Draft, id: id.0, association: Some(*association) };
            Entry::without_role(subject, None, EventCode::DraftDiscarded)
        })
        .collect();
    tx.commit(Entries::several(entries)?).await?;
    Ok(gone.len())
}

/// The draft as its pages show it, with what is missing; or the case that it has become, to the author who may see it.
pub async fn draft(db: &Db, actor: &Actor, id: ReferralId) -> Result<DraftFound, AppError> {
    match unsubmitted(db, actor, id).await {
        Ok(draft) => Ok(DraftFound::Draft(Box::new(draft))),
        Err(AppError::NotFound) => submitted_before(db, actor, id).await.map(DraftFound::Submitted),
        Err(error) => Err(error),
    }
}

async fn unsubmitted(db: &Db, actor: &Actor, id: ReferralId) -> Result<DraftRow, AppError> {
    let tx = db.read().await?;
    let draft = store::find_draft(&tx, actor, id, false).await?.ok_or(AppError::NotFound)?;
    let allowed: Allowed<WriteDraft> = actor.may(draft)?;
    let (unit, agency) = store::unit_of(&tx, allowed.unit).await?;
    let districts = store::districts(&tx, actor.association).await?;
    let (content, errors) = read_all(allowed.values.clone(), actor.lang, tx.today());
    let known: Vec<_> = districts.iter().map(|d| d.id).collect();
    let problems = content.problems(&known, tx.today()).into_iter();
    let problems = problems.filter(|p| errors.iter().all(|e| e.0 != p.field));
    // what is missing names its question by itself, what is written wrong does not
    let problems = problems.map(|p| {
        let text = p.text.get(actor.lang).to_owned();
        (p.field.to_owned(), text.clone(), text, p.failed)
    });
    let mut missing: Vec<MissingRow> = errors
        .iter()
        .map(|(field, text)| (field.clone(), text.clone(), in_summary(label_of(field).get(actor.lang), text), true))
        .chain(problems)
        .filter_map(|(field, text, alone, failed)| {
            Some(MissingRow { step: DraftStep::of(&field)?, field, text, alone, failed })
        })
        .collect();
    missing.sort_by_key(|m| m.step);
    Ok(DraftRow {
        id,
        unit: format!("{}, {}", agency.name, unit.name),
        party: agency.party,
        may_submit: actor.might::<SubmitDraft>(&allowed),
        values: allowed.values.clone(),
        districts: districts.into_iter().map(|d| (d.id.to_string(), d.name)).collect(),
        missing,
    })
}

/// The units that the actor refers for, with their names.
pub async fn my_units(db: &Db, actor: &Actor) -> Result<Vec<(String, String)>, AppError> {
    let tx = db.read().await?;
    let mut units = Vec::new();
    for u in actor.units(Role::Referrer) {
        let (unit, agency) = store::unit_of(&tx, u.unit).await?;
        units.push((unit.id.to_string(), format!("{}, {}", agency.name, unit.name)));
    }
    units.sort_by(|a, b| a.1.cmp(&b.1));
    units.dedup();
    Ok(units)
}
