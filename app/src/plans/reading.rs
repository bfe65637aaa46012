//! What the pages about plans and activities are given.
use super::{
    actions::load,
    api::{ActivityDraft, ActivityRow, MarkView, PlanLetter, PlanView, RevisionRow, RevisionsView},
    policy::{ActivityFacts, MarkActivity, WritePlan},
    revisions::{Change, changes},
    rules::{ActivityStatus, PLANNING},
    sealed::{self, Places, place_of, words_of},
    store::{self, activity},
    texts,
};
use crate::{
    access::{Actor, Allowed, Role},
    accounts::store::names_of,
    audit::{
        EventCode, SubjectKind,
        store::{Happened, changes_so, has_changed_so},
    },
    break_glass::policy::ReadBroken,
    cases::{
        self,
        label::heading,
        policy::{CaseFacts, ReadCase},
        rules::CasePart,
    },
    db::{Db, Tx},
    follow_ups::{
        self,
        rules::{Hindrance, MONTHS},
    },
    kernel::{
        code::Code,
        error::AppError,
        id::{ActivityId, CaseId},
        local_time::{local_day, to_local},
    },
    organisation::rules::{Party, UNIT_NOT_NAMED},
    participants::{
        rules::Language,
        sealing::{Sealer, sealer},
        store::{contact_of, participant, person_of},
    },
    teams::store::team,
};
use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;

/// The joint plan of a case, for everyone who reads the case as a whole.
pub async fn plan(db: &Db, actor: &Actor, id: CaseId) -> Result<PlanView, AppError> {
    let tx = cases::actions::opened::<ReadCase>(db, actor, id, CasePart::Plan).await?;
    let allowed: Allowed<ReadCase> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    view(&tx, actor, &allowed).await
}

/// The plan of a case that was opened without consent: to read, and nothing to do in it.
pub(crate) async fn of_broken(
    tx: &impl Tx,
    actor: &Actor,
    allowed: &Allowed<'_, ReadBroken>,
) -> Result<PlanView, AppError> {
    view(tx, actor, &allowed.case).await
}

async fn view(tx: &impl Tx, actor: &Actor, case: &CaseFacts) -> Result<PlanView, AppError> {
    let plan = store::plan_of(tx, case.id).await?;
    let sealer = sealer(tx, case.participant).await?;
    let rows = store::activities_of(tx, case.id).await?;
    let places = store::place_names(tx, &rows).await?;
    let activities = rows
        .iter()
        .map(|row| shown(actor, case, plan.as_ref(), &sealer, &places, row))
        .collect::<Result<Vec<_>, _>>()?;
    let planning = PLANNING.contains(&case.state.code());
    let mut view = PlanView {
        case: case.id,
        heading: heading(tx, actor, case).await?,
        written: plan.is_some() || !activities.is_empty(),
        goal_kind: None,
        goal: String::new(),
        own_words: String::new(),
        revision: 0,
        established: None,
        has_revisions: false,
        activities,
        may_write: planning && actor.might::<WritePlan>(case),
        may_establish: false,
    };
    let Some(plan) = plan else { return Ok(view) };
    (view.goal, view.own_words) = sealed::goal_of(&sealer, &plan)?;
    (view.goal_kind, view.revision) = (plan.goal_kind, plan.revision);
    view.may_establish = view.may_write && plan.established_at.is_none() && case.state.establish().is_ok();
    view.has_revisions = !store::revisions_of(tx, plan.id).await?.is_empty()
        || has_changed_so(tx, SubjectKind::Case, case.id.0, EventCode::ActivityMarked).await?
        || !store::reasons_of(tx, &rows).await?.is_empty();
    if let Some(at) = plan.established_at {
        let names = names_of(tx, plan.established_by).await?;
        let by = plan.established_by.and_then(|u| names.get(&u)).cloned().unwrap_or_default();
        view.established = Some((local_day(at), by));
    }
    Ok(view)
}

fn shown(
    actor: &Actor,
    case: &CaseFacts,
    plan: Option<&store::plan::Model>,
    sealer: &Sealer,
    places: &Places,
    row: &activity::Model,
) -> Result<ActivityRow, AppError> {
    let words = words_of(sealer, row)?;
    let facts = ActivityFacts::of(case.clone(), row, plan);
    let named = |party| case.consent.as_ref().is_some_and(|c| c.names(party));
    Ok(ActivityRow {
        id: row.id,
        number: row.ordinal,
        text: words.text,
        responsible: row.responsible,
        place: place_of(places, row),
        place_value: match (row.unit_id, row.agency_id) {
            (Some(unit), _) => format!("unit.{unit}"),
            (None, Some(agency)) => format!("agency.{agency}"),
            (None, None) => String::new(),
        },
        person: words.person,
        due: row.due_on,
        status: row.status,
        status_on: local_day(row.status_at),
        reason: words.reason,
        told_by_participant: row.told_by_participant,
        needs_decision: row.needs_decision,
        asked_on: row.decision_asked_on,
        outcome: row.decision_outcome,
        decided_on: row.decided_on,
        named: row.responsible.party().is_none_or(named),
        may_mark: actor.might::<MarkActivity>(&facts),
    })
}

/// What the form of an activity starts from: for those who write the plan.
pub async fn activity_form(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    activity: Option<ActivityId>,
) -> Result<ActivityDraft, AppError> {
    let tx = cases::actions::opened::<WritePlan>(db, actor, id, CasePart::Plan).await?;
    let allowed: Allowed<WritePlan> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    let plan = view(&tx, actor, &allowed).await?;
    let activity = match activity {
        Some(wanted) => Some(plan.activities.into_iter().find(|a| a.id == wanted).ok_or(AppError::NotFound)?),
        None => None,
    };
    let (agencies, units) = store::places(&tx, actor.association).await?;
    let chosen = activity.as_ref().map(|a| a.place_value.as_str());
    let mut places = Vec::new();
    for party in Party::ALL {
        let mut here = Vec::new();
        for agency in agencies.iter().filter(|a| a.party == *party) {
            here.push((format!("agency.{}", agency.id), agency.name.clone()));
            for unit in units.iter().filter(|u| u.agency_id == agency.id) {
                let value = format!("unit.{}", unit.id);
                // the agency itself says as much
                if unit.name == UNIT_NOT_NAMED && chosen.is_none_or(|chosen| chosen != value) {
                    continue;
                }
                here.push((value, format!("{} – {}", agency.name, unit.name)));
            }
        }
        if !here.is_empty() {
            places.push((*party, here));
        }
    }
    Ok(ActivityDraft { heading: plan.heading, revision: plan.revision, activity, places })
}

/// One activity. Its opening is in the log first: as the case's plan, or as the one activity of one who sees no more.
pub async fn activity(db: &Db, actor: &Actor, id: CaseId, wanted: ActivityId) -> Result<MarkView, AppError> {
    let tx = db.read().await?;
    let (facts, row) = load(&tx, actor, id, wanted, false).await?;
    let allowed: Allowed<MarkActivity> = actor.may(facts)?;
    let case = &allowed.case;
    let sealer = sealer(&tx, case.participant).await?;
    let places = store::place_names(&tx, std::slice::from_ref(&row)).await?;
    let view = MarkView {
        heading: heading(&tx, actor, case).await?,
        activity: shown(actor, case, store::plan_of(&tx, case.id).await?.as_ref(), &sealer, &places, &row)?,
        may_open_case: actor.might::<ReadCase>(case),
    };
    drop(allowed);
    drop(tx);
    if view.may_open_case {
        cases::actions::opened::<ReadCase>(db, actor, id, CasePart::Plan).await?;
    } else {
        let tx = db.begin().await?;
        let (facts, _) = load(&tx, actor, id, wanted, false).await?;
        let allowed: Allowed<MarkActivity> = actor.may(facts)?;
        let details = crate::audit::Details { record: Some(wanted.0), ..Default::default() };
        let entry = allowed.did(EventCode::ActivityOpened.with(details));
        tx.commit(entry).await?;
    }
    Ok(view)
}

/// Each time an activity of the case was marked, the latest first: who and when stands in the log.
async fn marks_of(tx: &impl Tx, id: CaseId) -> Result<Vec<Happened>, AppError> {
    changes_so(tx, SubjectKind::Case, id.0, EventCode::ActivityMarked).await
}

/// How the plan has changed since it was established, and how its activities have been marked, the latest first.
pub async fn revisions(db: &Db, actor: &Actor, id: CaseId) -> Result<RevisionsView, AppError> {
    let tx = cases::actions::opened::<ReadCase>(db, actor, id, CasePart::PlanChanges).await?;
    let allowed: Allowed<ReadCase> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    let heading = heading(&tx, actor, &allowed).await?;
    let Some(plan) = store::plan_of(&tx, id).await? else { return Ok(RevisionsView { heading, rows: Vec::new() }) };
    let sealer = sealer(&tx, allowed.participant).await?;
    let mut after = sealed::snapshot(&tx, &sealer, &plan).await?;
    let kept = store::revisions_of(&tx, plan.id).await?;
    let marks = marks_of(&tx, id).await?;
    let users = kept.iter().filter_map(|r| r.by_user).chain(marks.iter().filter_map(|m| m.actor));
    let names = names_of(&tx, users).await?;
    let mut rows = Vec::with_capacity(kept.len());
    for row in kept {
        let before = sealed::kept(&sealer, &row)?;
        rows.push(RevisionRow {
            at: to_local(row.at),
            by: row.by_user.and_then(|u| names.get(&u)).cloned().unwrap_or_default(),
            changes: changes(&before, &after),
        });
        after = before;
    }
    let activities = store::activities_of(&tx, id).await?;
    let mut reasons = Vec::new();
    for row in store::reasons_of(&tx, &activities).await? {
        let reason = Hindrance::told(actor.lang, sealed::kept_reason(&sealer, &row)?);
        reasons.push((row.activity_id, row.status, row.marked_at, reason));
    }
    // the reason for how it stands now is kept with the activity, until it is marked anew
    for row in &activities {
        let reason = Hindrance::told(actor.lang, words_of(&sealer, row)?.reason);
        reasons.push((row.id, row.status, row.status_at, reason));
    }
    for mark in marks {
        let code = |code: &Option<String>| code.as_deref().and_then(|c| ActivityStatus::from_code(c).ok());
        let marked = mark.details.record.and_then(|r| activities.iter().find(|a| a.id.0 == r));
        let (Some(of), Some(now)) = (marked, code(&mark.details.code)) else { continue };
        let given = reasons.iter().position(|r| (r.0, r.1, r.2) == (of.id, now, mark.at));
        let change = Change::Marked {
            number: of.ordinal,
            activity: words_of(&sealer, of)?.text,
            was: code(&mark.details.was),
            now,
            reason: given.map(|n| reasons.swap_remove(n).3).unwrap_or_default(),
        };
        let by = match mark.actor {
            Some(user) => names.get(&user).cloned().unwrap_or_default(),
            // nobody else marks without a task
            None => texts::BY_PARTICIPANT.get(actor.lang).to_owned(),
        };
        let at = to_local(mark.at);
        // what one marked at once stands together
        match rows.iter_mut().find(|row: &&mut RevisionRow| row.at == at && row.by == by) {
            Some(row) => row.changes.push(change),
            None => rows.push(RevisionRow { at, by, changes: vec![change] }),
        }
    }
    // how it stands now is no earlier reason
    let earlier = |r: &&(ActivityId, ActivityStatus, DateTime<Utc>, String)| {
        !r.3.is_empty() && !activities.iter().any(|a| (a.id, a.status_at) == (r.0, r.2))
    };
    for (of, status, at, reason) in reasons.iter().filter(earlier) {
        let Some(of) = activities.iter().find(|a| a.id == *of) else { continue };
        let text = words_of(&sealer, of)?.text;
        let changes = vec![Change::Reason { activity: text, status: *status, reason: reason.clone() }];
        rows.push(RevisionRow { at: to_local(*at), by: String::new(), changes });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    Ok(RevisionsView { heading, rows })
}

/// The plan as a letter to the participant.
pub async fn letter(db: &Db, actor: &Actor, id: CaseId) -> Result<PlanLetter, AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<ReadCase> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    let plan = view(&tx, actor, &allowed).await?;
    if !plan.written {
        return Err(AppError::NotFound);
    }
    let person = participant::Entity::find_by_id(allowed.participant).one(tx.conn()).await?;
    let person = person.ok_or(AppError::NotFound)?;
    let said = contact_of(&tx, &Sealer::of(tx.keys(), &person)?, id, &person).await?;
    // the coordinators sign: who established it, or the one who prints a draft
    let signed = match &plan.established {
        Some((_, by)) => Some(by.clone()).filter(|by| !by.is_empty()),
        None => Some(actor.name.clone()).filter(|_| actor.has(Role::Coordinator)),
    };
    let follow_ups = follow_ups::store::of_case(&tx, id).await?;
    // they are planned when the case has met
    let followed_up_after = match follow_ups.is_empty() {
        true => Some(MONTHS[0]),
        false => follow_ups.iter().find(|f| f.done_on.is_none()).map(|f| f.months),
    };
    // whom to call: the team that they met, or will meet
    let team = match allowed.team() {
        Some(id) => team::Entity::find_by_id(id).one(tx.conn()).await?,
        None => None,
    };
    let letter = PlanLetter {
        association: actor.association_name.clone(),
        participant: person_of(&tx, id).await?.name(),
        in_english: said.language == Language::English.code(),
        today: tx.today(),
        signed,
        followed_up_after,
        phone: team.map(|t| t.phone).unwrap_or_default(),
        plan,
    };
    let details = crate::audit::Details { code: Some("plan".to_owned()), ..Default::default() };
    let entry = allowed.did(EventCode::CasePrinted.with(details));
    tx.commit(entry).await?;
    Ok(letter)
}
