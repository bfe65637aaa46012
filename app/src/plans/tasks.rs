//! What of the plans waits for someone today.
use super::{
    rules::{ActivityStatus, Responsible, SOON_DAYS},
    scope,
    store::activity,
    texts,
};
use crate::{
    access::{Actor, Role},
    cases::{label::labels, rules::StateCode, scope::consent_in_force, store::cases},
    db::{ReadTx, Tx},
    kernel::{code::Code, error::AppError, id::CaseId, local_time::local_day},
    meetings,
    organisation::store::association_by_id,
    work::rules::{Task, YOU},
};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

/// So many at most: the start page is a beginning, the lists hold the rest.
const MOST: u64 = 50;

/// Coordinators: cases that have met and have no established plan. Representatives: their party's activities. Coordinators
/// and lots: what participants say that they did not get on with.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut tasks = Vec::new();
    if actor.has(Role::Coordinator) {
        tasks.extend(unplanned(tx, actor).await?);
    }
    if actor.has(Role::Representative) {
        tasks.extend(own_activities(tx, actor).await?);
    }
    tasks.extend(hindered(tx, actor).await?);
    Ok(tasks)
}

async fn unplanned(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let days = i64::from(association_by_id(tx, actor.association).await?.plan_days);
    let rows = cases::Entity::find()
        .filter(cases::Column::AssociationId.eq(actor.association))
        .filter(cases::Column::State.eq(StateCode::Met))
        .filter(cases::Column::Dormant.eq(false))
        .filter(Expr::exists(consent_in_force(tx, None)))
        .order_by_asc(cases::Column::StateSince)
        .limit(MOST)
        .all(tx.conn())
        .await?;
    let ids: Vec<CaseId> = rows.iter().map(|c| c.id).collect();
    let labels = labels(tx, actor, &ids).await?;
    // as on the case's page: from the meeting, however late its outcome was told
    let met_on = meetings::store::met_on(tx, &ids).await?;
    let task = |case: cases::Model| {
        let met = met_on.get(&case.id).copied().unwrap_or_else(|| local_day(case.state_since));
        Task {
            what: texts::TASK_UNPLANNED.get(actor.lang).to_owned(),
            detail: texts::TASK_UNPLANNED_DETAIL.with(actor.lang, days),
            about: labels.get(&case.id).map(|l| l.line()).unwrap_or_default(),
            case: Some(case.id),
            href: format!("/cases/{}/plan", case.id),
            whose: YOU.get(actor.lang).to_owned(),
            since: met,
            due: Some(met + Duration::days(days)),
        }
    };
    Ok(rows.into_iter().map(task).collect())
}

async fn own_activities(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let parties: Vec<Responsible> = actor.parties_represented().into_iter().map(Responsible::from).collect();
    let rows = activity::Entity::find()
        .filter(scope::listed_for(tx, actor))
        .filter(scope::awake(actor))
        .filter(activity::Column::Responsible.is_in(parties))
        .filter(activity::Column::Status.is_in(ActivityStatus::OPEN))
        .filter(activity::Column::DueOn.lte(tx.today() + Duration::days(SOON_DAYS)))
        .order_by_asc(activity::Column::DueOn)
        .limit(MOST)
        .all(tx.conn())
        .await?;
    let shown = super::listing::listed(tx, actor, &rows).await?;
    let task = |row: super::api::ListedActivity| Task {
        what: texts::TASK_ACTIVITY.get(actor.lang).to_owned(),
        detail: format!("{} · {}", row.responsible.words().get(actor.lang), row.status.words().get(actor.lang)),
        about: row.who.as_ref().map_or_else(|| row.number.clone(), |who| format!("{} · {who}", row.number)),
        case: row.opens.then_some(row.case),
        href: format!("/cases/{}/activities/{}/status", row.case, row.id),
        whose: YOU.get(actor.lang).to_owned(),
        since: rows.iter().find(|r| r.id == row.id).map_or(tx.today(), |r| local_day(r.status_at)),
        due: row.due,
    };
    Ok(shown.into_iter().map(task).collect())
}

/// Until someone has marked the activity anew, or followed it up.
async fn hindered(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    if !actor.has(Role::Coordinator) && !actor.has(Role::Lots) {
        return Ok(Vec::new());
    }
    let rows = activity::Entity::find()
        .filter(scope::followed_by(tx, actor))
        .filter(scope::awake(actor))
        .filter(activity::Column::ToldByParticipant.eq(true))
        .filter(activity::Column::Status.eq(ActivityStatus::NotDone))
        .order_by_asc(activity::Column::StatusAt)
        .limit(MOST)
        .all(tx.conn())
        .await?;
    let labels = labels(tx, actor, &rows.iter().map(|r| r.case_id).collect::<Vec<_>>()).await?;
    let task = |row: activity::Model| Task {
        what: texts::TASK_HINDERED.get(actor.lang).to_owned(),
        detail: texts::TASK_HINDERED_DETAIL.with(actor.lang, row.ordinal),
        about: labels.get(&row.case_id).map(|l| l.line()).unwrap_or_default(),
        case: Some(row.case_id),
        href: format!("/cases/{}/activities/{}/status", row.case_id, row.id),
        whose: YOU.get(actor.lang).to_owned(),
        since: local_day(row.status_at),
        due: None,
    };
    Ok(rows.into_iter().map(task).collect())
}
