//! What the pages and the start page read of questions without identity.
use super::{
    api::{ConsultationFilter, ConsultationRow, ConsultationView, EntryRow, NewForm},
    policy::{Add, Answer, Close, Read, Refer},
    rules::{ConsultationState, KEPT_DAYS},
    store::{self, consultation, consultation_entry},
    texts,
};
use crate::{
    access::{Actor, Allowed, Role},
    accounts::store::{names_of, reached},
    audit::EventCode,
    cases::{self, opening::limits},
    db::{Db, ReadTx, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, ConsultationId, DistrictId, UnitId},
        local_time::{local_day, to_local},
        page::{Cursor, Page, PageRequest, page},
        swedish,
    },
    organisation::{
        rules::with_unit,
        store::{agency, district, unit},
    },
    referrals::{actions::my_units, store::districts},
    work::rules::{Task, YOU},
};
use chrono::Duration;
use sea_orm::{ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// So many tasks of one kind at most, those first that have waited longest.
const AT_MOST: u64 = 100;

/// What the form of a new question offers.
pub async fn form(db: &Db, actor: &Actor) -> Result<NewForm, AppError> {
    let tx = db.read().await?;
    let found = districts(&tx, actor.association).await?;
    let districts = found.into_iter().map(|d| (d.id.to_string(), d.name)).collect();
    Ok(NewForm { units: my_units(db, actor).await?, districts })
}

/// The questions that the actor may list: their own, and as a coordinator the association's.
fn listed(actor: &Actor) -> Result<Condition, AppError> {
    let own =
        (consultation::Column::AssociationId.eq(actor.association), consultation::Column::AuthorId.eq(actor.user));
    if actor.has(Role::Coordinator) {
        Ok(Condition::all().add(own.0))
    } else if actor.has(Role::Referrer) {
        Ok(Condition::all().add(own.0).add(own.1))
    } else {
        Err(AppError::NotFound)
    }
}

/// A page of the actor's questions, or as a coordinator of the association's.
pub async fn list(
    db: &Db,
    actor: &Actor,
    filter: &ConsultationFilter,
    request: &PageRequest,
) -> Result<Page<ConsultationRow>, AppError> {
    let tx = db.read().await?;
    let mut find = consultation::Entity::find().filter(listed(actor)?);
    if filter.state != "all" {
        let states = filter.state.parse().map_or_else(|_| ConsultationState::LIVE.to_vec(), |state| vec![state]);
        find = find.filter(consultation::Column::State.is_in(states));
    }
    let columns = (consultation::Column::AskedAt, consultation::Column::Id);
    let key = |row: &consultation::Model| Cursor { at: row.asked_at, id: row.id.0 };
    let found = page(tx.conn(), find, columns, filter.latest_first, request, key).await?;
    let Page { rows, next, previous, total } = found;
    Ok(Page { rows: told(&tx, actor, &rows).await?, next, previous, total })
}

async fn told(tx: &ReadTx, actor: &Actor, rows: &[consultation::Model]) -> Result<Vec<ConsultationRow>, AppError> {
    let names = names_of(tx, rows.iter().map(|r| r.author_id)).await?;
    let districts = names_of_districts(tx, rows).await?;
    let others = rows.iter().filter(|r| r.author_id != actor.user);
    let units = names_of_units(tx, others.map(|r| r.unit_id).collect()).await?;
    let by = |r: &consultation::Model| {
        let name = names.get(&r.author_id)?;
        Some(units.get(&r.unit_id).map_or_else(|| name.clone(), |unit| format!("{name}, {unit}")))
    };
    let row = |r: &consultation::Model| ConsultationRow {
        id: r.id,
        state: r.state,
        age_band: r.age_band,
        district: r.district_id.and_then(|id| districts.get(&id).cloned()),
        asked_by: by(r).filter(|_| r.author_id != actor.user),
        asked_at: to_local(r.asked_at),
        gone_on: local_day(r.changed_at) + Duration::days(KEPT_DAYS),
    };
    Ok(rows.iter().map(row).collect())
}

async fn names_of_units(tx: &ReadTx, units: Vec<UnitId>) -> Result<HashMap<UnitId, String>, AppError> {
    let of_agency = unit::Entity::belongs_to(agency::Entity).from(unit::Column::AgencyId).to(agency::Column::Id);
    let find = unit::Entity::find().filter(unit::Column::Id.is_in(units));
    let find = find.join(JoinType::InnerJoin, of_agency.into()).select_also(agency::Entity);
    let name =
        |(unit, agency): (unit::Model, Option<agency::Model>)| Some((unit.id, with_unit(&agency?.name, &unit.name)));
    Ok(find.all(tx.conn()).await?.into_iter().filter_map(name).collect())
}

async fn names_of_districts(
    tx: &ReadTx,
    rows: &[consultation::Model],
) -> Result<HashMap<DistrictId, String>, AppError> {
    let find = district::Entity::find().filter(district::Column::Id.is_in(rows.iter().filter_map(|r| r.district_id)));
    Ok(find.all(tx.conn()).await?.into_iter().map(|d| (d.id, d.name)).collect())
}

/// One question. That someone else than who asked reads it is in the log before it is shown.
pub async fn read(db: &Db, actor: &Actor, id: ConsultationId) -> Result<ConsultationView, AppError> {
    let is_opening = {
        let tx = db.read().await?;
        let allowed: Allowed<Read> = actor.may(store::load(&tx, actor, id, false).await?.0)?;
        allowed.state.is_live() && allowed.role() == Role::Coordinator
    };
    if is_opening {
        let tx = db.begin().await?;
        let (facts, _) = store::load(&tx, actor, id, false).await?;
        let allowed: Allowed<Read> = actor.may(facts)?;
        let entry = allowed.did(EventCode::ConsultationOpened.into());
        tx.commit(entry).await?;
    }
    let tx = db.read().await?;
    let (facts, row) = store::load(&tx, actor, id, false).await?;
    let allowed: Allowed<Read> = actor.may(facts)?;
    let mut entries = Vec::new();
    for entry in store::entries_of(&tx, id).await? {
        entries.push(entry_row(&tx, actor, &entry).await?);
    }
    let open = allowed.state.is_live();
    let question = store::question_of(&tx, &row)?;
    let may_refer = open && actor.might::<Refer>(&allowed);
    let draft = match allowed.draft {
        Some(draft) if may_refer && store::is_being_written(&tx, draft).await? => Some(draft),
        _ => None,
    };
    let case = match allowed.draft {
        Some(draft) if allowed.state == ConsultationState::Converted => seen(&tx, actor, CaseId(draft.0)).await,
        _ => None,
    };
    let row = told(&tx, actor, &[row]).await?.pop().ok_or(AppError::NotFound)?;
    Ok(ConsultationView {
        row,
        situation: question.situation,
        question: question.question,
        parties: question.parties,
        entries,
        may_answer: open && actor.might::<Answer>(&allowed),
        may_add: open && actor.might::<Add>(&allowed),
        may_refer,
        may_close: open && actor.might::<Close>(&allowed),
        draft,
        case,
        unit: allowed.unit.to_string(),
        units: if may_refer { my_units(db, actor).await? } else { Vec::new() },
    })
}

async fn entry_row(tx: &ReadTx, actor: &Actor, entry: &consultation_entry::Model) -> Result<EntryRow, AppError> {
    let said = store::said_in(tx, entry)?;
    let (name, email) = reached(tx, entry.author_id).await?;
    Ok(EntryRow {
        by: (entry.author_id != actor.user).then_some(name),
        email: if entry.by_coordinator { email } else { String::new() },
        by_coordinator: entry.by_coordinator,
        at: to_local(entry.written_at),
        text: said.text,
        supports: said.supports,
    })
}

/// The case, where the actor may see it.
async fn seen(tx: &ReadTx, actor: &Actor, id: CaseId) -> Option<CaseId> {
    let case = cases::actions::look(tx, actor, id).await.ok()?;
    cases::policy::sight(actor, &case).map(|_| id)
}

/// What waits for this user: a coordinator answers, a referrer reads the answer and decides what becomes of it.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut tasks = Vec::new();
    if actor.has(Role::Coordinator) {
        tasks.extend(to_answer(tx, actor).await?);
    }
    if actor.has(Role::Referrer) {
        tasks.extend(to_read(tx, actor).await?);
    }
    Ok(tasks)
}

async fn to_answer(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let find = consultation::Entity::find()
        .filter(consultation::Column::AssociationId.eq(actor.association))
        .filter(consultation::Column::State.eq(ConsultationState::Asked))
        .order_by_asc(consultation::Column::ChangedAt)
        .limit(AT_MOST);
    let rows = find.all(tx.conn()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let districts = names_of_districts(tx, &rows).await?;
    let days = i64::from(limits(tx, actor).await?.inbox_days);
    let task = |r: &consultation::Model| {
        let since = local_day(r.changed_at);
        Task {
            what: texts::TASK_ANSWER.get(actor.lang).into(),
            detail: described(actor, r, &districts),
            about: String::new(),
            case: None,
            href: format!("/consultations/{}", r.id),
            whose: YOU.get(actor.lang).into(),
            since,
            due: Some(since + Duration::days(days)),
        }
    };
    Ok(rows.iter().map(task).collect())
}

async fn to_read(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let find = consultation::Entity::find()
        .filter(consultation::Column::AuthorId.eq(actor.user))
        .filter(consultation::Column::AssociationId.eq(actor.association))
        .filter(consultation::Column::State.eq(ConsultationState::Answered))
        .order_by_asc(consultation::Column::ChangedAt)
        .limit(AT_MOST);
    let mut rows = find.all(tx.conn()).await?;
    // a referral that is being written is a task of its own
    let written = store::being_written(tx, rows.iter().filter_map(|r| r.draft_id).collect()).await?;
    rows.retain(|r| r.draft_id.is_none_or(|draft| !written.contains(&draft)));
    let today = tx.today();
    let task = |r: &consultation::Model| {
        let since = local_day(r.changed_at);
        let gone = since + Duration::days(KEPT_DAYS);
        Task {
            what: texts::TASK_READ.get(actor.lang).into(),
            detail: texts::TASK_READ_DETAIL.with(actor.lang, swedish::day(actor.lang, gone, today)),
            about: String::new(),
            case: None,
            href: format!("/consultations/{}", r.id),
            whose: YOU.get(actor.lang).into(),
            since,
            due: Some(gone),
        }
    };
    Ok(rows.iter().map(task).collect())
}

fn described(actor: &Actor, row: &consultation::Model, districts: &HashMap<DistrictId, String>) -> String {
    let age = row.age_band.map(|band| band.words().get(actor.lang).to_owned());
    let district = row.district_id.and_then(|id| districts.get(&id).cloned());
    age.into_iter().chain(district).collect::<Vec<_>>().join(", ")
}
