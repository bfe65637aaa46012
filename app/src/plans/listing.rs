//! The list of activities.
use super::{
    api::{ActivityFilter, ListedActivity},
    rules::ActivityStatus,
    scope,
    sealed::words_of,
    store::activity,
};
use crate::{
    access::Actor,
    cases::{self, label::labels},
    db::{Db, Tx},
    kernel::{
        code::Code,
        day_page::page_by_day,
        error::AppError,
        id::{CaseId, ParticipantId},
        page::{Page, PageRequest},
    },
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
) -> Result<Page<ListedActivity>, AppError> {
    let tx = db.read().await?;
    let mut find = activity::Entity::find().filter(scope::listed_for(&tx, actor)).filter(scope::awake());
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
    let key = |row: &activity::Model| (row.due_on, row.id.0);
    let columns = (activity::Column::DueOn, activity::Column::Id);
    let found = page_by_day(tx.conn(), find, columns, page, key).await?;
    let rows = listed(&tx, actor, &found.rows).await?;
    Ok(Page { rows, next: found.next, previous: found.previous, total: None })
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
            who: label.who.clone(),
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
