//! A draft is kept whatever is missing, seen by its author only, and gone after 30 days.
use super::submit::submitted_before;
use crate::{
    access::{Actor, Allowed, Role},
    audit::{Entries, Entry, EventCode, Subject, SubjectKind},
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, ReferralId, UnitId},
        keys::{hex, random_token},
        lang::Confirmed,
    },
    organisation::rules::with_unit,
    referrals::{
        api::{DraftFound, DraftRow, MissingRow},
        content::Problem,
        forms::{label_of, read_all},
        policy::{SubmitDraft, WriteDraft},
        rules::{DRAFT_DAYS, DraftStep, Seen},
        store, texts,
    },
    ui::form::{Pairs, in_summary},
};
use chrono::{DateTime, Duration, Utc};

/// Begins a draft at one of the actor's units.
pub async fn begin(db: &Db, actor: &Actor, unit: UnitId) -> Result<ReferralId, AppError> {
    let tx = db.begin().await?;
    let (id, entry) = begin_with(&tx, actor, unit, Pairs::new()).await?;
    tx.commit(entry).await?;
    Ok(id)
}

/// Begins a draft with these values in the caller's write; gives its entry.
pub async fn begin_with(
    tx: &WriteTx,
    actor: &Actor,
    unit: UnitId,
    values: Pairs,
) -> Result<(ReferralId, Entry), AppError> {
    let draft = store::new_draft(tx, actor, unit).map(|draft| store::DraftFacts { values, ..draft });
    let allowed: Allowed<SubmitDraft> = actor.may(draft)?;
    store::insert_draft(tx, &allowed).await?;
    Ok((allowed.id, allowed.did(EventCode::DraftKept.into())))
}

/// Why nothing was done with a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDraft {
    /// It has been submitted meanwhile: the case that it has become.
    Submitted(CaseId),
    /// What the page shows has been changed elsewhere since: then.
    Stale(DateTime<Utc>),
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

/// What was typed on a page of a draft.
#[derive(Clone, Debug)]
pub struct PageTyped {
    pub values: Pairs,
    pub seen: Option<Seen>,
    /// It is to stand though the draft was changed elsewhere meanwhile.
    pub instead: Confirmed,
}

/// Which opening of the page kept it last.
fn kept_by(step: DraftStep) -> String {
    format!("kept_by_{}", step.code())
}

/// A mark of what is kept of one page: it differs when that differs. Browsers end lines in two ways.
fn mark(tx: &impl Tx, id: ReferralId, step: DraftStep, values: &Pairs) -> String {
    let of_step = values.iter().filter(|v| step.fields().contains(&v.0.as_str()));
    let mut cells: Vec<String> = of_step.map(|v| format!("{}={}", v.0, v.1.replace("\r\n", "\n"))).collect();
    cells.sort_unstable();
    hex(&tx.keys().row_hash(id.0, &cells.iter().map(String::as_bytes).collect::<Vec<_>>())[..16])
}

/// Keeps what was typed on one page of the draft, and tells which checks stop its button. What is unchanged is not
/// written again: neither what is kept already, nor what the page was made with.
pub async fn keep(
    db: &Db,
    actor: &Actor,
    id: ReferralId,
    step: DraftStep,
    typed: PageTyped,
) -> Result<Vec<Problem>, NoDraft> {
    let tx = db.begin().await?;
    let Some(draft) = store::find_draft(&tx, actor, id, true).await? else {
        drop(tx);
        return Err(no_draft(db, actor, id).await);
    };
    let allowed: Allowed<WriteDraft> = actor.may(draft)?;
    let by = kept_by(step);
    let rest = |v: &&(String, String)| !step.fields().contains(&v.0.as_str()) && v.0 != by;
    let mut values: Pairs = allowed.values.iter().filter(rest).cloned().collect();
    values.extend(typed.values.into_iter().filter(|v| step.fields().contains(&v.0.as_str()) && !v.1.is_empty()));
    let (was, now) = (mark(&tx, id, step, &allowed.values), mark(&tx, id, step, &values));
    let last = allowed.values.iter().find(|v| v.0 == by).map(|v| v.1.as_str());
    let current = typed.seen.as_ref().is_none_or(|seen| seen.is_current(&was, last));
    let untouched = !current && typed.seen.as_ref().is_some_and(|seen| seen.mark == now);
    if was == now || untouched {
        return Ok(stopping(&tx, actor, step, &allowed.values).await?);
    }
    // the time stands in the question: a yes answers this change, and none that comes after it
    let changed = allowed.changed_at;
    if !current && !typed.instead.answers(|lang| texts::changed_elsewhere(lang, changed)) {
        return Err(NoDraft::Stale(changed));
    }
    values.extend(typed.seen.map(|seen| (by, seen.page)));
    values.sort_by_key(|v| DraftStep::of(&v.0));
    let stopping = stopping(&tx, actor, step, &values).await?;
    store::keep_draft(&tx, &allowed, &values).await?;
    let entry = allowed.did(EventCode::DraftKept.into());
    tx.commit(entry).await?;
    Ok(stopping)
}

/// The checks of that page that the draft fails and that stop its button, as far as they can be known.
async fn stopping(tx: &impl Tx, actor: &Actor, step: DraftStep, values: &Pairs) -> Result<Vec<Problem>, AppError> {
    let (content, _) = read_all(values.clone(), actor.lang, tx.today());
    let districts: Vec<_> = store::districts(tx, actor.association).await?.into_iter().map(|d| d.id).collect();
    let problems = content.problems(&districts, tx.today()).into_iter();
    let stops = |p: &Problem| p.failed && !DraftStep::waits_for_the_participant(p.field);
    Ok(problems.filter(|p| stops(p) && DraftStep::of(p.field) == Some(step)).collect())
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
        let text = p.words(actor.lang);
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
        unit: with_unit(&agency.name, &unit.name),
        party: agency.party,
        may_submit: actor.might::<SubmitDraft>(&allowed),
        seen: DraftStep::ALL.iter().map(|step| seen(&tx, id, *step, &allowed.values)).collect(),
        values: allowed.values.clone(),
        districts: districts.into_iter().map(|d| (d.id.to_string(), d.name)).collect(),
        missing,
    })
}

/// What a page that is made now knows of what is kept.
fn seen(tx: &impl Tx, id: ReferralId, step: DraftStep, values: &Pairs) -> (DraftStep, String) {
    let page = hex(&random_token()[..8]);
    (step, Seen { page, mark: mark(tx, id, step, values) }.to_string())
}

/// The units that the actor refers for, with their names.
pub async fn my_units(db: &Db, actor: &Actor) -> Result<Vec<(String, String)>, AppError> {
    let tx = db.read().await?;
    let mut units = Vec::new();
    for u in actor.units(Role::Referrer) {
        let (unit, agency) = store::unit_of(&tx, u.unit).await?;
        units.push((unit.id.to_string(), with_unit(&agency.name, &unit.name)));
    }
    units.sort_by(|a, b| a.1.cmp(&b.1));
    units.dedup();
    Ok(units)
}
