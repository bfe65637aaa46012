//! What the pages about follow-ups are given, and what waits for someone.
use super::{
    actions::with_case,
    api::{
        AnswerRow, Answered, AskedActivity, FollowUpDraft, FollowUpFilter, FollowUpList, FollowUpRow, FollowUpsView,
        ListedFollowUp,
    },
    policy::{DeclineMeeting, DoFollowUp, FollowUpFacts},
    rules::{Hindrance, MONTHS, OPENS_BEFORE, is_open_on},
    scope,
    store::{self, follow_up},
    texts,
};
use crate::{
    access::{Actor, Allowed, Loaded, Role},
    accounts::store::{names_of, reached},
    cases::{
        self,
        label::{heading, labels, numbered},
        policy::{CaseFacts, ReadCase},
        rules::{CasePart, StateCode},
    },
    db::{Db, ReadTx, Tx},
    kernel::{
        code::Code,
        day_page::page_by_day,
        error::AppError,
        id::{ActivityId, CaseId, UserId},
        lang::Lang,
        local_time::to_local,
        page::{Page, PageRequest},
    },
    organisation::{rules::with_unit, store::association_by_id},
    participants::sealing::{Sealer, sealer},
    plans::{
        rules::ActivityStatus,
        sealed::words_of,
        store::{activities_of, activity},
    },
    referrals,
    work::rules::{Task, YOU},
    work_training::actions::placements::can_be_asked_for,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// The follow-ups of a case and what was answered, for everyone who reads the case as a whole.
pub async fn of_case(db: &Db, actor: &Actor, id: CaseId) -> Result<FollowUpsView, AppError> {
    let tx = cases::actions::opened::<ReadCase>(db, actor, id, CasePart::FollowUps).await?;
    let allowed: Allowed<ReadCase> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    let found = store::of_case(&tx, id).await?;
    let rows = rows(&tx, actor, &allowed, &found).await?;
    Ok(FollowUpsView { case: id, rows })
}

async fn rows(
    tx: &ReadTx,
    actor: &Actor,
    case: &CaseFacts,
    found: &[follow_up::Model],
) -> Result<Vec<FollowUpRow>, AppError> {
    let ids: Vec<_> = found.iter().map(|r| r.id).collect();
    let (tries, answers) = (store::tries_of(tx, &ids).await?, store::answers_of(tx, &ids).await?);
    let names = names_of(tx, found.iter().filter_map(|r| r.done_by)).await?;
    let sealer = sealer(tx, case.participant).await?;
    let activities = activities_of(tx, case.id).await?;
    let wanting = store::wanting_meeting(tx, &ids).await?;
    let dormant = cases::store::row(tx, case).await?.dormant;
    let texts = opened(&sealer, &activities)?;
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        let facts = FollowUpFacts { case: case.clone(), months: row.months, is_done: row.done_on.is_some() };
        let of_this = activities.iter().filter_map(|activity| {
            let answer = answers.iter().find(|a| a.follow_up_id == row.id && a.activity_id == activity.id)?;
            let text = texts.get(&activity.id).cloned().unwrap_or_default();
            Some(AnswerRow { text, status: answer.status, hindrance: answer.hindrance })
        });
        let done = match row.done_on {
            Some(on) => Some(Answered {
                on,
                by: row.done_by.and_then(|u| names.get(&u)).cloned().unwrap_or_default(),
                result: row.result,
                needs_lots: row.needs_lots.unwrap_or_default(),
                needs_meeting: row.needs_meeting.unwrap_or_default(),
                needs_training: row.needs_training.unwrap_or_default(),
                meeting_declined_on: row.meeting_declined_on,
                notes: sealer.open("follow_up", "notes_sealed", row.id.0, row.notes_sealed.as_deref())?,
                activities: of_this.collect(),
            }),
            None => None,
        };
        rows.push(FollowUpRow {
            months: row.months,
            due: row.due_on,
            done,
            tries: tries.iter().filter(|t| t.follow_up_id == row.id).map(|t| to_local(t.tried_at)).collect(),
            dormant,
            over: !case.state.code().is_live(),
            may_do: !dormant && is_open_on(row.due_on, tx.today()) && actor.might::<DoFollowUp>(&facts),
            may_book_or_decline: wanting.contains(&row.id) && actor.might::<DeclineMeeting>(&facts),
        });
    }
    Ok(rows)
}

fn opened(sealer: &Sealer, activities: &[activity::Model]) -> Result<HashMap<ActivityId, String>, AppError> {
    activities.iter().map(|row| Ok((row.id, words_of(sealer, row)?.text))).collect()
}

/// What the form of a follow-up starts from. One that is done is shown as it was answered.
pub async fn draft(db: &Db, actor: &Actor, id: CaseId, months: i32) -> Result<FollowUpDraft, AppError> {
    // whoever may not leaves no trace of a reading
    may_draft(&db.read().await?, actor, id, months).await?;
    let tx = cases::actions::opened::<ReadCase>(db, actor, id, CasePart::FollowUps).await?;
    let (case, row) = may_draft(&tx, actor, id, months).await?;
    let allowed: Allowed<ReadCase> = actor.may(case)?;
    let sealer = sealer(&tx, allowed.participant).await?;
    let mut activities = Vec::new();
    for row in activities_of(&tx, id).await? {
        let words = words_of(&sealer, &row)?;
        activities.push(AskedActivity {
            ordinal: row.ordinal,
            text: words.text,
            told: row.told_by_participant.then(|| told(actor.lang, row.status, words.reason)),
            responsible: row.responsible,
            due: row.due_on,
            status: row.status,
        });
    }
    let (referrer, email) = reached(&tx, allowed.referrer).await?;
    let (unit, agency) = referrals::store::unit_of(&tx, allowed.unit).await?;
    let has_lots = crate::lots::store::current(&tx, id).await?.is_some();
    // what only the form asks for is for those who do it: both tell of a protection that another agency's referral states
    let asks = row.done_on.is_none();
    let may_ask_training = asks && can_be_asked_for(&tx, &allowed).await?;
    let row = rows(&tx, actor, &allowed, std::slice::from_ref(&row)).await?.pop().ok_or(AppError::NotFound)?;
    Ok(FollowUpDraft {
        case: id,
        heading: heading(&tx, actor, &allowed).await?,
        row,
        referrer,
        unit: with_unit(&agency.name, &unit.name),
        email,
        activities,
        has_lots,
        protected: asks && allowed.protected_identity,
        may_ask_training,
    })
}

/// How an activity stands and why, in one line.
fn told(lang: Lang, status: ActivityStatus, reason: String) -> String {
    let status = status.words().get(lang).to_owned();
    match reason.is_empty() {
        true => status,
        false => format!("{status}, {}", Hindrance::told(lang, reason)),
    }
}

async fn may_draft<'tx>(
    tx: &'tx ReadTx,
    actor: &Actor,
    id: CaseId,
    months: i32,
) -> Result<(Loaded<'tx, CaseFacts>, follow_up::Model), AppError> {
    let case = cases::actions::look(tx, actor, id).await?;
    let row = store::after(tx, id, months).await?.ok_or(AppError::NotFound)?;
    if row.done_on.is_none() {
        actor.may::<DoFollowUp>(with_case(case.clone(), &row))?;
    }
    Ok((case, row))
}

/// The follow-ups of the actor's list, soonest due first.
pub async fn list(
    db: &Db,
    actor: &Actor,
    filter: &FollowUpFilter,
    page: &PageRequest,
) -> Result<FollowUpList, AppError> {
    let tx = db.read().await?;
    let today = tx.today();
    let opens = today + Duration::days(OPENS_BEFORE);
    let undone = || Condition::all().add(follow_up::Column::DoneOn.is_null()).add(scope::awake(actor));
    let state = match filter.state.as_str() {
        "all" => Condition::all(),
        "done" => Condition::all().add(follow_up::Column::DoneOn.is_not_null()),
        "coming" => undone().add(follow_up::Column::DueOn.gt(opens)),
        _ => undone().add(follow_up::Column::DueOn.lte(opens)),
    };
    let mut find = follow_up::Entity::find().filter(scope::listed_for(&tx, actor)).filter(state);
    if let Some(months) = filter.months.parse::<i32>().ok().filter(|m| MONTHS.contains(m)) {
        find = find.filter(follow_up::Column::Months.eq(months));
    }
    if filter.late {
        find = find.filter(undone().add(follow_up::Column::DueOn.lt(today)));
    }
    if let Some(numbered) = numbered(&filter.number) {
        find = find.filter(follow_up::Column::CaseId.in_subquery(numbered));
    }
    if let Ok(lots) = filter.lots.parse::<UserId>() {
        find = find.filter(follow_up::Column::CaseId.in_subquery(crate::lots::store::cases_of(lots)));
    }
    let key = |row: &follow_up::Model| (Some(row.due_on), row.id.0);
    let found = page_by_day(tx.conn(), find, (follow_up::Column::DueOn, follow_up::Column::Id), page, key).await?;
    let labels = labels(&tx, actor, &found.rows.iter().map(|r| r.case_id).collect::<Vec<_>>()).await?;
    let wanting = store::wanting_meeting(&tx, &found.rows.iter().map(|r| r.id).collect::<Vec<_>>()).await?;
    let (asleep, over) = not_worked_in(&tx, &found.rows).await?;
    let row = |row: &follow_up::Model| {
        let label = labels.get(&row.case_id)?;
        Some(ListedFollowUp {
            dormant: asleep.contains(&row.case_id),
            over: over.contains(&row.case_id),
            case: row.case_id,
            label: label.line(),
            opens: label.opens,
            months: row.months,
            due: row.due_on,
            done_on: row.done_on,
            result: row.result,
            needs_meeting: wanting.contains(&row.id),
        })
    };
    let rows = found.rows.iter().filter_map(row).collect();
    let everyone = match actor.has(Role::Coordinator) {
        true => crate::lots::store::everyone(&tx, actor.association).await?,
        false => Vec::new(),
    };
    Ok(FollowUpList {
        page: Page { rows, next: found.next, previous: found.previous, total: None },
        everyone: everyone.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
    })
}

/// The cases of these that an import brought and nobody has taken up yet, and those that are over.
async fn not_worked_in(tx: &ReadTx, rows: &[follow_up::Model]) -> Result<(Vec<CaseId>, Vec<CaseId>), AppError> {
    use cases::store::cases as table;
    let find = table::Entity::find()
        .select_only()
        .columns([table::Column::Id, table::Column::Dormant, table::Column::State])
        .filter(table::Column::Id.is_in(rows.iter().map(|r| r.case_id)));
    let found: Vec<(CaseId, bool, StateCode)> = find.into_tuple().all(tx.conn()).await?;
    let asleep = found.iter().filter(|c| c.1).map(|c| c.0).collect();
    Ok((asleep, found.into_iter().filter(|c| !c.2.is_live()).map(|c| c.0).collect()))
}

/// Lots: what is due, from 14 days before. Coordinators: what is late beyond the association's limit, and where a new
/// meeting was found needed.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut tasks = to_do(tx, actor).await?;
    if actor.has(Role::Coordinator) {
        tasks.extend(meetings_wanted(tx, actor).await?);
    }
    Ok(tasks)
}

async fn meetings_wanted(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let rows = follow_up::Entity::find()
        .filter(scope::listed_for(tx, actor))
        .filter(scope::awake(actor))
        .filter(store::wants_meeting())
        .order_by_asc(follow_up::Column::DoneOn)
        .limit(50)
        .all(tx.conn())
        .await?;
    let labels = labels(tx, actor, &rows.iter().map(|r| r.case_id).collect::<Vec<_>>()).await?;
    let task = |row: follow_up::Model| Task {
        what: texts::TASK_MEETING.get(actor.lang).to_owned(),
        detail: texts::FOLLOW_UP.with(actor.lang, row.months),
        about: labels.get(&row.case_id).map(|l| l.line()).unwrap_or_default(),
        case: Some(row.case_id),
        href: format!("/cases/{}/follow-ups/{}", row.case_id, row.months),
        whose: YOU.get(actor.lang).to_owned(),
        since: row.done_on.unwrap_or(row.due_on),
        due: row.done_on,
    };
    Ok(rows.into_iter().map(task).collect())
}

async fn to_do(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let today = tx.today();
    let limits = association_by_id(tx, actor.association).await?;
    let grace = Duration::days(i64::from(limits.follow_up_grace_days));
    let until = match (actor.has(Role::Lots), actor.has(Role::Coordinator)) {
        (true, _) => today + Duration::days(OPENS_BEFORE),
        (false, true) => today - grace - Duration::days(1),
        (false, false) => return Ok(Vec::new()),
    };
    let rows = follow_up::Entity::find()
        .filter(scope::listed_for(tx, actor))
        .filter(scope::awake(actor))
        .filter(follow_up::Column::DoneOn.is_null())
        .filter(follow_up::Column::DueOn.lte(until))
        .order_by_asc(follow_up::Column::DueOn)
        .limit(50)
        .all(tx.conn())
        .await?;
    let labels = labels(tx, actor, &rows.iter().map(|r| r.case_id).collect::<Vec<_>>()).await?;
    let task = |row: follow_up::Model| Task {
        what: texts::TASK.with(actor.lang, row.months),
        detail: texts::TASK_DETAIL.get(actor.lang).to_owned(),
        about: labels.get(&row.case_id).map(|l| l.line()).unwrap_or_default(),
        case: Some(row.case_id),
        href: format!("/cases/{}/follow-ups/{}", row.case_id, row.months),
        whose: YOU.get(actor.lang).to_owned(),
        since: row.due_on - Duration::days(OPENS_BEFORE),
        due: Some(row.due_on),
    };
    Ok(rows.into_iter().map(task).collect())
}
