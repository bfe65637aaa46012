//! Cases in which nothing is left to do but to close them.
use super::{
    label::labels,
    rules::{StateCode, Track},
    scope::{awake, by_row, consent_in_force},
    store::cases,
    texts,
};
use crate::{
    access::{Actor, Role},
    db::{ReadTx, Tx},
    follow_ups::store::{follow_up, wants_meeting},
    kernel::{error::AppError, local_time::local_day},
    lots::{rules::AssignmentState, store::lots_assignment},
    meetings::{rules::MeetingOutcome, store::team_meeting},
    work::rules::{Task, YOU},
    work_training::{rules::Stage, store::placement},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};

/// So many at most, those that have waited longest.
const MOST: u64 = 50;

/// What a coordinator closes: a case whose plan is followed up to the end, or whose work training is over.
///
/// The same as [`Step::Close`](super::turn::Step::Close) says on the case's page, of cases that can be closed today.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    if !actor.has(Role::Coordinator) {
        return Ok(Vec::new());
    }
    let rows = cases::Entity::find()
        .filter(cases::Column::Id.in_subquery(awake(actor, [StateCode::InQueue, StateCode::PlanEstablished])))
        .filter(Condition::any().add(followed_up()).add(trained()))
        .filter(Expr::exists(placements(&Stage::LIVE)).not())
        // follow-ups and work training are what the consent opens
        .filter(Expr::exists(consent_in_force(tx, None)))
        .order_by_asc(cases::Column::StateSince)
        .limit(MOST)
        .all(tx.conn())
        .await?;
    let labels = labels(tx, actor, &rows.iter().map(|c| c.id).collect::<Vec<_>>()).await?;
    let task = |case: cases::Model| Task {
        what: texts::TASK_CLOSE.get(actor.lang).to_owned(),
        detail: match case.track {
            Track::TeamMeeting => texts::TASK_CLOSE_FOLLOWED_UP,
            Track::WorkTraining => texts::TASK_CLOSE_TRAINED,
        }
        .get(actor.lang)
        .to_owned(),
        about: labels.get(&case.id).map(|l| l.line()).unwrap_or_default(),
        case: Some(case.id),
        href: format!("/cases/{}/close", case.id),
        whose: YOU.get(actor.lang).to_owned(),
        since: local_day(case.state_since),
        due: None,
    };
    Ok(rows.into_iter().map(task).collect())
}

/// The plan is established, every follow-up is done, no further meeting is booked or wanted, and no lots is at work.
fn followed_up() -> Condition {
    let mut follow_ups = Query::select();
    follow_ups.expr(Expr::value(1)).from(follow_up::Entity).and_where(
        Expr::col((follow_up::Entity, follow_up::Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
    );
    by_row(&mut follow_ups);
    let (mut undone, mut wanting) = (follow_ups.clone(), follow_ups);
    undone.and_where(follow_up::Column::DoneOn.is_null());
    wanting.cond_where(wants_meeting());
    let mut guided = Query::select();
    guided
        .expr(Expr::value(1))
        .from(lots_assignment::Entity)
        .and_where(
            Expr::col((lots_assignment::Entity, lots_assignment::Column::CaseId))
                .equals((cases::Entity, cases::Column::Id)),
        )
        .and_where(lots_assignment::Column::State.is_in(AssignmentState::UNDER_WAY));
    by_row(&mut guided);
    let mut booked = Query::select();
    booked
        .expr(Expr::value(1))
        .from(team_meeting::Entity)
        .and_where(
            Expr::col((team_meeting::Entity, team_meeting::Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
        )
        .and_where(team_meeting::Column::Outcome.eq(MeetingOutcome::Booked));
    by_row(&mut booked);
    Condition::all()
        .add(cases::Column::State.eq(StateCode::PlanEstablished))
        .add(Expr::exists(undone).not())
        .add(Expr::exists(booked).not())
        .add(Expr::exists(wanting).not())
        .add(Expr::exists(guided).not())
}

/// The track that only closes from the queue: there was work training.
fn trained() -> Condition {
    Condition::all()
        .add(cases::Column::State.eq(StateCode::InQueue))
        .add(cases::Column::Track.eq(Track::WorkTraining))
        .add(Expr::exists(placements(&[Stage::Ended, Stage::StoppedBeforeStart])))
}

/// The case's placements in these stages.
fn placements(stages: &[Stage]) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(placement::Entity)
        .and_where(Expr::col((placement::Entity, placement::Column::CaseId)).equals((cases::Entity, cases::Column::Id)))
        .and_where(placement::Column::Stage.is_in(stages.iter().copied()));
    by_row(&mut query);
    query
}
