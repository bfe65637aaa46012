//! What lies ahead of a representative: the open activities of the own party that nobody reminds of yet.
use super::{
    api::ListedActivity,
    listing::listed,
    rules::{ActivityStatus, Responsible, SOON_DAYS},
    scope,
    store::activity,
};
use crate::{
    access::{Actor, Role},
    db::{ReadTx, Tx},
    kernel::error::AppError,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// So many are listed: the list of activities holds the rest.
const LISTED: u64 = 10;

/// The first of them, soonest due first and last those without a day, and how many there are.
///
/// What is due sooner is a task of the start page ([`tasks`](super::tasks::tasks)): no activity is both.
pub async fn coming(tx: &ReadTx, actor: &Actor) -> Result<(Vec<ListedActivity>, u64), AppError> {
    if !actor.has(Role::Representative) {
        return Ok((Vec::new(), 0));
    }
    let parties: Vec<Responsible> = actor.parties_represented().into_iter().map(Responsible::from).collect();
    let later = activity::Column::DueOn.gt(tx.today() + Duration::days(SOON_DAYS));
    let find = activity::Entity::find()
        .filter(scope::listed_for(tx, actor))
        .filter(scope::awake(actor))
        .filter(activity::Column::Responsible.is_in(parties))
        .filter(activity::Column::Status.is_in(ActivityStatus::OPEN))
        .filter(Condition::any().add(later).add(activity::Column::DueOn.is_null()));
    let total = find.clone().count(tx.conn()).await?;
    // the databases differ in where nothing sorts
    let without = activity::Column::DueOn.is_null();
    let find = find.order_by(without, Order::Asc).order_by_asc(activity::Column::DueOn);
    let rows = find.order_by_asc(activity::Column::Id).limit(LISTED).all(tx.conn()).await?;
    Ok((listed(tx, actor, &rows).await?, total))
}
