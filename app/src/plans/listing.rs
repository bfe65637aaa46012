//! The list of activities.
use super::{
    api::{ActivityFilter, ActivityList, ListedActivity},
    rules::{ActivityStatus, Responsible},
    scope,
    sealed::words_of,
    store::activity,
};
use crate::{
    access::{Actor, Role},
    cases::{
        self,
        label::{labels, numbered},
    },
    db::{Db, Tx},
    kernel::{
        code::Code,
        day_page::page_by_day,
        error::AppError,
        id::{CaseId, ParticipantId, TeamId},
        page::{Page, PageRequest},
    },
    meetings,
    organisation::rules::Party,
    participants::{sealing::Sealer, store::participant},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;

/// The activities of the actor's list, soonest due first.
pub async fn list(
    db: &Db,
    actor: &Actor,
    filter: &ActivityFilter,
    page: &PageRequest,
) -> Result<ActivityList, AppError> {
    let tx = db.read().await?;
    let mut find = activity::Entity::find().filter(scope::listed_for(&tx, actor)).filter(scope::awake(actor));
    find = match ActivityStatus::from_code(&filter.status) {
        Ok(status) => find.filter(activity::Column::Status.eq(status)),
        Err(_) if filter.status == "all" => find,
        Err(_) => find.filter(activity::Column::Status.is_in(ActivityStatus::OPEN)),
    };
    if filter.late {
        find = find
            .filter(activity::Column::Status.is_in(ActivityStatus::OPEN))
            .filter(activity::Column::DueOn.lt(tx.today()));
    }
    if let Ok(party) = Party::from_code(&filter.party) {
        find = find.filter(activity::Column::Responsible.eq(Responsible::from(party)));
    }
    if let Ok(team) = filter.team.parse::<TeamId>() {
        find = find.filter(activity::Column::CaseId.in_subquery(meetings::store::cases_meeting(team)));
    }
    if let Some(numbered) = numbered(&filter.number) {
        find = find.filter(activity::Column::CaseId.in_subquery(numbered));
    }
    let key = |row: &activity::Model| (row.due_on, row.id.0);
    let columns = (activity::Column::DueOn, activity::Column::Id);
    let found = page_by_day(tx.conn(), find, columns, page, key).await?;
    let rows = listed(&tx, actor, &found.rows).await?;
    let coordinates = actor.has(Role::Coordinator);
    let teams = if coordinates { meetings::store::teams_of(&tx, actor.association).await? } else { Vec::new() };
    let parties = if coordinates { Party::ALL.to_vec() } else { actor.parties_represented() };
    Ok(ActivityList {
        page: Page { rows, next: found.next, previous: found.previous, total: None },
        teams: teams.into_iter().filter(|t| t.closed_at.is_none()).map(|t| (t.id.to_string(), t.name)).collect(),
        parties: if parties.len() > 1 { parties } else { Vec::new() },
    })
}

/// Rows of a list. The caller has found them within the actor's scope.
pub(super) async fn listed(
    tx: &impl Tx,
    actor: &Actor,
    found: &[activity::Model],
) -> Result<Vec<ListedActivity>, AppError> {
    let mut ids: Vec<CaseId> = found.iter().map(|a| a.case_id).collect();
    ids.dedup();
    let labels = labels(tx, actor, &ids).await?;
    let sealers = sealers(tx, &ids).await?;
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        let (Some(label), Some(sealer)) = (labels.get(&row.case_id), sealers.get(&row.case_id)) else { continue };
        rows.push(ListedActivity {
            id: row.id,
            case: row.case_id,
            number: label.number.clone(),
            who: label.named(),
            opens: label.opens,
            text: words_of(sealer, row)?.text,
            responsible: row.responsible,
            due: row.due_on,
            status: row.status,
        });
    }
    Ok(rows)
}

async fn sealers(tx: &impl Tx, ids: &[CaseId]) -> Result<HashMap<CaseId, Sealer>, AppError> {
    use cases::store::cases as table;
    let of: Vec<(CaseId, ParticipantId)> = table::Entity::find()
        .select_only()
        .columns([table::Column::Id, table::Column::ParticipantId])
        .filter(table::Column::Id.is_in(ids.to_vec()))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let people = participant::Entity::find().filter(participant::Column::Id.is_in(of.iter().map(|o| o.1)));
    let people: HashMap<_, _> = people.all(tx.conn()).await?.into_iter().map(|p| (p.id, p)).collect();
    let mut sealers = HashMap::new();
    for (case, person) in of {
        if let Some(person) = people.get(&person) {
            sealers.insert(case, Sealer::of(tx.keys(), person)?);
        }
    }
    Ok(sealers)
}
