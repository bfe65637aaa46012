//! Plans and activities in the database.
use super::rules::{ActivityStatus, DecisionOutcome, GoalKind, Responsible};
use crate::{
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{ActivityId, ActivityReasonId, AgencyId, AssociationId, CaseId, PlanId, UnitId, UserId},
    },
    organisation::store::{agency, unit},
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use std::collections::HashMap;

crate::entities! {
    plan = "plan" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: PlanId,
        case_id: CaseId,
        goal_kind: Option<GoalKind>,
        goal_sealed: Option<Vec<u8>>,
        own_words_sealed: Option<Vec<u8>>,
        established_at: Option<DateTime<Utc>>,
        established_by: Option<UserId>,
        revision: i32,
        made_at: DateTime<Utc>,
    }
    plan_revision = "plan_revision" {
        #[sea_orm(primary_key, auto_increment = false)]
        plan_id: PlanId,
        #[sea_orm(primary_key, auto_increment = false)]
        revision: i32,
        at: DateTime<Utc>,
        by_user: Option<UserId>,
        sealed: Vec<u8>,
    }
    activity = "activity" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ActivityId,
        case_id: CaseId,
        ordinal: i32,
        text_sealed: Vec<u8>,
        responsible: Responsible,
        agency_id: Option<AgencyId>,
        unit_id: Option<UnitId>,
        person_sealed: Option<Vec<u8>>,
        due_on: Option<NaiveDate>,
        status: ActivityStatus,
        status_at: DateTime<Utc>,
        reason_sealed: Option<Vec<u8>>,
        needs_decision: bool,
        decision_asked_on: Option<NaiveDate>,
        decision_outcome: Option<DecisionOutcome>,
        decided_on: Option<NaiveDate>,
        /// The participant has marked it so, and nobody who follows the plan up has looked at it since.
        told_by_participant: bool,
    }
    /// Why an activity was not done or dropped, before it was marked anew.
    activity_reason = "activity_reason" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ActivityReasonId,
        activity_id: ActivityId,
        status: ActivityStatus,
        marked_at: DateTime<Utc>,
        reason_sealed: Vec<u8>,
    }
}

/// The plan of a case that was loaded.
pub async fn plan_of(tx: &impl Tx, case: CaseId) -> Result<Option<plan::Model>, AppError> {
    let find = plan::Entity::find().filter(plan::Column::CaseId.eq(case));
    tx.once("plan of a case", case.0, async { Ok(find.one(tx.conn()).await?) }).await
}

/// Its activities, in their order.
pub async fn activities_of(tx: &impl Tx, case: CaseId) -> Result<Vec<activity::Model>, AppError> {
    let find = activity::Entity::find().filter(activity::Column::CaseId.eq(case));
    let find = find.order_by_asc(activity::Column::Ordinal);
    tx.once("activities of a case", case.0, async { Ok(find.all(tx.conn()).await?) }).await
}

/// One activity of this case.
pub async fn activity_of(tx: &impl Tx, case: CaseId, id: ActivityId) -> Result<Option<activity::Model>, AppError> {
    Ok(activity::Entity::find_by_id(id).filter(activity::Column::CaseId.eq(case)).one(tx.conn()).await?)
}

/// The plan of a case, made when there is none yet. The case is locked, so two can't make one each.
pub async fn ensure(tx: &WriteTx, case: CaseId) -> Result<plan::Model, AppError> {
    if let Some(row) = plan_of(tx, case).await? {
        return Ok(row);
    }
    let row = plan::Model {
        id: PlanId::new(),
        case_id: case,
        goal_kind: None,
        goal_sealed: None,
        own_words_sealed: None,
        established_at: None,
        established_by: None,
        revision: 0,
        made_at: tx.now(),
    };
    plan::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx.conn()).await?;
    Ok(row)
}

/// Counts a change. False when someone else has changed the plan since `plan` was read.
pub async fn count_up(tx: &WriteTx, plan: &plan::Model) -> Result<bool, AppError> {
    let update = plan::Entity::update_many()
        .col_expr(plan::Column::Revision, Expr::value(plan.revision + 1))
        .filter(plan::Column::Id.eq(plan.id).and(plan::Column::Revision.eq(plan.revision)));
    Ok(update.exec(tx.conn()).await?.rows_affected == 1)
}

/// Stores goal and own words.
pub async fn set_goal(
    tx: &WriteTx,
    plan: PlanId,
    kind: GoalKind,
    goal: Option<Vec<u8>>,
    own_words: Option<Vec<u8>>,
) -> Result<(), AppError> {
    plan::Entity::update_many()
        .col_expr(plan::Column::GoalKind, Expr::value(kind))
        .col_expr(plan::Column::GoalSealed, Expr::value(goal))
        .col_expr(plan::Column::OwnWordsSealed, Expr::value(own_words))
        .filter(plan::Column::Id.eq(plan))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Notes who established the plan. False when it was established already.
pub async fn set_established(tx: &WriteTx, plan: PlanId, by: UserId) -> Result<bool, AppError> {
    let update = plan::Entity::update_many()
        .col_expr(plan::Column::EstablishedAt, Expr::value(tx.now()))
        .col_expr(plan::Column::EstablishedBy, Expr::value(by))
        .filter(plan::Column::Id.eq(plan).and(plan::Column::EstablishedAt.is_null()));
    Ok(update.exec(tx.conn()).await?.rows_affected == 1)
}

/// Keeps what the plan was before a change.
pub async fn keep_revision(tx: &WriteTx, row: plan_revision::Model) -> Result<(), AppError> {
    plan_revision::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// What the plan was before each change, the latest first.
pub async fn revisions_of(tx: &impl Tx, plan: PlanId) -> Result<Vec<plan_revision::Model>, AppError> {
    let find = plan_revision::Entity::find().filter(plan_revision::Column::PlanId.eq(plan));
    Ok(find.order_by_desc(plan_revision::Column::Revision).limit(200).all(tx.conn()).await?)
}

/// Keeps an earlier reason.
pub async fn keep_reason(tx: &WriteTx, row: activity_reason::Model) -> Result<(), AppError> {
    activity_reason::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// The earlier reasons of these activities, the latest first.
pub async fn reasons_of(tx: &impl Tx, rows: &[activity::Model]) -> Result<Vec<activity_reason::Model>, AppError> {
    let find = activity_reason::Entity::find()
        .filter(activity_reason::Column::ActivityId.is_in(rows.iter().map(|a| a.id)))
        .order_by_desc(activity_reason::Column::MarkedAt);
    Ok(find.limit(200).all(tx.conn()).await?)
}

/// Writes a new activity or all of a changed one.
pub async fn insert_activity(tx: &WriteTx, row: activity::Model) -> Result<(), AppError> {
    activity::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Stores what an activity says: not how far it has come.
pub async fn change_activity(tx: &WriteTx, row: activity::Model) -> Result<(), AppError> {
    activity::Entity::update_many()
        .col_expr(activity::Column::TextSealed, Expr::value(row.text_sealed))
        .col_expr(activity::Column::Responsible, Expr::value(row.responsible))
        .col_expr(activity::Column::AgencyId, Expr::value(row.agency_id))
        .col_expr(activity::Column::UnitId, Expr::value(row.unit_id))
        .col_expr(activity::Column::PersonSealed, Expr::value(row.person_sealed))
        .col_expr(activity::Column::DueOn, Expr::value(row.due_on))
        .col_expr(activity::Column::NeedsDecision, Expr::value(row.needs_decision))
        .col_expr(activity::Column::DecisionAskedOn, Expr::value(row.decision_asked_on))
        .filter(activity::Column::Id.eq(row.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// How far an activity has come, and what was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    pub status: ActivityStatus,
    pub reason: Option<Vec<u8>>,
    pub decision: Decision,
    /// By the participant, on their own page.
    pub by_participant: bool,
}

/// A decision that an activity needs of an agency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    pub asked_on: Option<NaiveDate>,
    pub outcome: Option<DecisionOutcome>,
    pub decided_on: Option<NaiveDate>,
}

/// Stores how far an activity has come. False when someone else has marked it since it was `was`.
pub async fn mark(tx: &WriteTx, id: ActivityId, was: ActivityStatus, marked: Marked) -> Result<bool, AppError> {
    let update = activity::Entity::update_many()
        .col_expr(activity::Column::Status, Expr::value(marked.status))
        .col_expr(activity::Column::StatusAt, Expr::value(tx.now()))
        .col_expr(activity::Column::ReasonSealed, Expr::value(marked.reason))
        .col_expr(activity::Column::DecisionAskedOn, Expr::value(marked.decision.asked_on))
        .col_expr(activity::Column::DecisionOutcome, Expr::value(marked.decision.outcome))
        .col_expr(activity::Column::DecidedOn, Expr::value(marked.decision.decided_on))
        .col_expr(activity::Column::ToldByParticipant, Expr::value(marked.by_participant))
        .filter(activity::Column::Id.eq(id).and(activity::Column::Status.eq(was)));
    Ok(update.exec(tx.conn()).await?.rows_affected == 1)
}

/// Notes that what the participant told of an activity has been looked at.
pub async fn look_at(tx: &WriteTx, id: ActivityId) -> Result<(), AppError> {
    activity::Entity::update_many()
        .col_expr(activity::Column::ToldByParticipant, Expr::value(false))
        .filter(activity::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The association's open agencies and their open units.
pub async fn places(
    tx: &impl Tx,
    association: AssociationId,
) -> Result<(Vec<agency::Model>, Vec<unit::Model>), AppError> {
    let agencies = agency::Entity::find()
        .filter(agency::Column::AssociationId.eq(association).and(agency::Column::ClosedAt.is_null()))
        .order_by_asc(agency::Column::Name)
        .all(tx.conn())
        .await?;
    let units = unit::Entity::find()
        .filter(unit::Column::AgencyId.is_in(agencies.iter().map(|a| a.id)))
        .filter(unit::Column::ClosedAt.is_null())
        .order_by_asc(unit::Column::Name)
        .all(tx.conn())
        .await?;
    Ok((agencies, units))
}

/// The names of agencies and units that activities point to, closed ones too.
pub async fn place_names(
    tx: &impl Tx,
    activities: &[activity::Model],
) -> Result<(HashMap<AgencyId, String>, HashMap<UnitId, String>), AppError> {
    if activities.iter().all(|a| a.agency_id.is_none() && a.unit_id.is_none()) {
        return Ok((HashMap::new(), HashMap::new()));
    }
    let agencies =
        agency::Entity::find().filter(agency::Column::Id.is_in(activities.iter().filter_map(|a| a.agency_id)));
    let units = unit::Entity::find().filter(unit::Column::Id.is_in(activities.iter().filter_map(|a| a.unit_id)));
    let agencies = agencies.all(tx.conn()).await?.into_iter().map(|a| (a.id, a.name)).collect();
    let units = units.all(tx.conn()).await?.into_iter().map(|u| (u.id, u.name)).collect();
    Ok((agencies, units))
}
