//! What of work training waits for someone now.
use super::lists;
use crate::{
    access::{Actor, Role},
    cases::{
        label::labels,
        opening::limits,
        rules::{StateCode, Track},
        scope::{consent_in_force, unprotected},
        store::cases,
        turn::Step,
    },
    db::{ReadTx, Tx},
    kernel::{code::Code, error::AppError, id::CaseId},
    ui::form::Form,
    work::rules::{Task, YOU},
    work_training::{forms::Request, rules::Stage, scope, store::placement, texts},
};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};

/// So many at most: the oldest ones.
const AT_MOST: u64 = 50;

/// Work-training coordinators: requests without an information meeting. Coordinators: cases for work training only in
/// which nobody has asked for it. What a register brought makes no task.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut tasks = Vec::new();
    if actor.has(Role::WorkTraining) {
        tasks.extend(without_meeting(tx, actor).await?);
    }
    if actor.has(Role::Coordinator) {
        tasks.extend(not_asked_for(tx, actor).await?);
    }
    Ok(tasks)
}

/// Oldest first. With protected identity nothing can be asked for in the product: the case's page says what to do.
async fn not_asked_for(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut asked = Query::select();
    asked.expr(Expr::value(1)).from(placement::Entity).and_where(
        Expr::col((placement::Entity, placement::Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
    );
    let rows = cases::Entity::find()
        .filter(cases::Column::AssociationId.eq(actor.association))
        .filter(cases::Column::Track.eq(Track::WorkTraining))
        .filter(cases::Column::State.eq(StateCode::InQueue))
        .filter(cases::Column::Dormant.eq(false))
        .filter(Expr::exists(asked).not())
        .filter(Expr::exists(consent_in_force(tx, None)))
        .order_by_asc(cases::Column::SubmittedAt)
        .order_by_asc(cases::Column::Id)
        .limit(AT_MOST)
        .all(tx.conn())
        .await?;
    let ids: Vec<CaseId> = rows.iter().map(|c| c.id).collect();
    let labels = labels(tx, actor, &ids).await?;
    let can_be_asked_for: Vec<CaseId> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::Id.is_in(ids))
        .filter(unprotected())
        .into_tuple()
        .all(tx.conn())
        .await?;
    let longest = Duration::weeks(i64::from(limits(tx, actor).await?.queue_weeks));
    let task = |case: cases::Model| Task {
        what: Step::AskForTraining.words().get(actor.lang).to_owned(),
        detail: case.track.words().get(actor.lang).to_owned(),
        about: labels.get(&case.id).map(|l| l.line()).unwrap_or_default(),
        case: Some(case.id),
        href: match can_be_asked_for.contains(&case.id) {
            true => Request::PATH.replace("{id}", &case.id.to_string()),
            false => format!("/cases/{}", case.id),
        },
        whose: YOU.get(actor.lang).to_owned(),
        since: case.submitted_on,
        due: Some(case.submitted_on + longest),
    };
    Ok(rows.into_iter().map(task).collect())
}

/// Requests without an information meeting, oldest first.
async fn without_meeting(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
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
        detail: l.entry.words().get(actor.lang).to_owned(),
        about: [Some(l.reference), l.who].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        // the number is the placement's
        case: None,
        href: format!("/work-training/placements/{}", l.id),
        whose: YOU.get(actor.lang).to_owned(),
        since: l.requested_on,
        due: l.due,
    };
    // one who is a coordinator too sees shells here: without a name there is nobody to call to a meeting
    Ok(lines.into_iter().filter(|l| l.who.is_some()).map(task).collect())
}
