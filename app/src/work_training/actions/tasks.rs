//! What waits for a work-training coordinator now.
use super::lists;
use crate::{
    access::{Actor, Role},
    db::{ReadTx, Tx},
    kernel::error::AppError,
    work::rules::{Task, YOU},
    work_training::{rules::Stage, scope, store::placement, texts},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// So many at most: the oldest ones.
const AT_MOST: u64 = 50;

/// Requests without an information meeting, oldest first. What a register brought makes no task.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    if !actor.has(Role::WorkTraining) {
        return Ok(Vec::new());
    }
    let requested = placement::Entity::find()
        .filter(scope::visible_to(tx, actor))
        .filter(placement::Column::Stage.eq(Stage::Requested))
        .filter(placement::Column::Dormant.eq(false))
        .order_by_asc(placement::Column::RequestedOn)
        .order_by_asc(placement::Column::Id)
        .limit(AT_MOST)
        .all(tx.conn())
        .await?;
    let days = lists::information_meeting_days(tx, actor.association).await?;
    let lines = lists::lines(tx, actor, requested, days).await?;
    let task = |l: crate::work_training::api::PlacementLine| Task {
        what: texts::TASK_INFORMATION_MEETING.get(actor.lang).to_owned(),
        detail: crate::kernel::code::Code::words(l.entry).get(actor.lang).to_owned(),
        about: [Some(l.reference), l.who].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        case: l.case,
        href: format!("/work-training/placements/{}", l.id),
        whose: YOU.get(actor.lang).to_owned(),
        since: l.requested_on,
        due: l.due,
    };
    // one who is a coordinator too sees shells here: without a name there is nobody to call to a meeting
    Ok(lines.into_iter().filter(|l| l.who.is_some()).map(task).collect())
}
