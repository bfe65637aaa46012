//! Lots assignments in the database.
use super::rules::{AskedAt, AssignmentEnd, AssignmentState};
use crate::{
    access::{Actor, Role},
    accounts::store::{role_grant, user_account},
    cases::{
        rules::StateCode,
        scope::{awake as awake_cases, by_row, consent_in_force, unprotected},
        store::cases,
    },
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, CaseId, LotsAssignmentId, UserId},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, Query, SelectStatement},
};
use std::collections::HashSet;

crate::entities! {
    lots_assignment = "lots_assignment" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: LotsAssignmentId,
        case_id: CaseId,
        asked_at: DateTime<Utc>,
        asked_on: NaiveDate,
        asked_stage: AskedAt,
        asked_by: Option<UserId>,
        /// The lots that the coordinator assigned, until they decline.
        lots_id: Option<UserId>,
        state: AssignmentState,
        state_since: DateTime<Utc>,
        decline_words_sealed: Option<Vec<u8>>,
        ended_on: Option<NaiveDate>,
        end_reason: Option<AssignmentEnd>,
        /// Contacts before this system kept the log: from an imported register.
        earlier_contacts: i32,
    }
}

/// Every assignment of a case, the latest first.
pub async fn of_case(tx: &impl Tx, case: CaseId) -> Result<Vec<lots_assignment::Model>, AppError> {
    let find = lots_assignment::Entity::find().filter(lots_assignment::Column::CaseId.eq(case));
    Ok(find.order_by_desc(lots_assignment::Column::AskedAt).all(tx.conn()).await?)
}

/// The one that is not over.
pub async fn current(tx: &impl Tx, case: CaseId) -> Result<Option<lots_assignment::Model>, AppError> {
    let find = lots_assignment::Entity::find().filter(lots_assignment::Column::CaseId.eq(case));
    let find = find.filter(lots_assignment::Column::State.is_in(AssignmentState::CURRENT));
    Ok(find.order_by_desc(lots_assignment::Column::AskedAt).one(tx.conn()).await?)
}

/// Those of these cases in which a lots is asked for, or has taken it on. The caller lists cases that the actor may see.
pub async fn under_way_in(tx: &impl Tx, cases: impl Iterator<Item = CaseId>) -> Result<HashSet<CaseId>, AppError> {
    let find = lots_assignment::Entity::find()
        .filter(lots_assignment::Column::CaseId.is_in(cases))
        .filter(lots_assignment::Column::State.is_in(AssignmentState::UNDER_WAY));
    Ok(find.all(tx.conn()).await?.into_iter().map(|row| row.case_id).collect())
}

/// Writes a new assignment. A second live one of the case is refused by the database.
pub async fn insert(tx: &WriteTx, row: lots_assignment::Model) -> Result<(), AppError> {
    let row = row.into_active_model().reset_all();
    lots_assignment::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Stores a step of an assignment. False when someone else has moved it on since `was` was read.
pub async fn step(
    tx: &WriteTx,
    was: &lots_assignment::Model,
    state: AssignmentState,
    lots: Option<UserId>,
) -> Result<bool, AppError> {
    let update = lots_assignment::Entity::update_many()
        .col_expr(lots_assignment::Column::State, Expr::value(state))
        .col_expr(lots_assignment::Column::StateSince, Expr::value(tx.now()))
        .col_expr(lots_assignment::Column::LotsId, Expr::value(lots))
        .filter(lots_assignment::Column::Id.eq(was.id))
        .filter(lots_assignment::Column::State.eq(was.state))
        .filter(lots_assignment::Column::StateSince.eq(was.state_since));
    Ok(update.exec(tx.conn()).await?.rows_affected == 1)
}

/// Why it was declined.
pub async fn set_decline_words(tx: &WriteTx, id: LotsAssignmentId, words: Option<Vec<u8>>) -> Result<(), AppError> {
    lots_assignment::Entity::update_many()
        .col_expr(lots_assignment::Column::DeclineWordsSealed, Expr::value(words))
        .filter(lots_assignment::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// When and why it ended. Why one before declined was for the coordinator, who has done without another.
pub async fn set_end(tx: &WriteTx, id: LotsAssignmentId, reason: AssignmentEnd) -> Result<(), AppError> {
    lots_assignment::Entity::update_many()
        .col_expr(lots_assignment::Column::EndedOn, Expr::value(tx.today()))
        .col_expr(lots_assignment::Column::EndReason, Expr::value(reason))
        .col_expr(lots_assignment::Column::DeclineWordsSealed, Expr::value(None::<Vec<u8>>))
        .filter(lots_assignment::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The association's lots, by name.
pub async fn everyone(tx: &impl Tx, association: AssociationId) -> Result<Vec<(UserId, String)>, AppError> {
    let mut granted = Query::select();
    granted
        .column(role_grant::Column::UserId)
        .from(role_grant::Entity)
        .and_where(role_grant::Column::AssociationId.eq(association))
        .and_where(role_grant::Column::Role.eq(Role::Lots))
        .and_where(role_grant::Column::EndedAt.is_null());
    let users = user_account::Entity::find()
        .filter(user_account::Column::Id.in_subquery(granted))
        .filter(user_account::Column::ClosedAt.is_null())
        .order_by_asc(user_account::Column::Name);
    Ok(users.all(tx.conn()).await?.into_iter().map(|u| (u.id, u.name)).collect())
}

/// The assignments that the actor's list shows: a lots their own, a coordinator all; with a consent in force, or while
/// they can still be ended.
pub fn listed_for(tx: &impl Tx, actor: &Actor) -> Condition {
    let mut any = Condition::any().add(Expr::value(false));
    if actor.has(Role::Coordinator) {
        any = any.add(in_case(actor, with_consent(tx)));
        any = any.add(live(&AssignmentState::CURRENT).add(in_case(actor, Condition::all())));
    }
    if actor.has(Role::Lots) {
        let own = || Condition::all().add(lots_assignment::Column::LotsId.eq(actor.user));
        any = any.add(own().add(in_case(actor, unprotected().add(with_consent(tx)))));
        let taken = [AssignmentState::Accepted, AssignmentState::Active];
        any = any.add(own().add(live(&taken)).add(in_case(actor, Condition::all())));
    }
    Condition::all().add(any)
}

fn live(states: &[AssignmentState]) -> Condition {
    Condition::all().add(lots_assignment::Column::State.is_in(states.iter().copied()))
}

fn with_consent(tx: &impl Tx) -> Condition {
    Condition::all().add(Expr::exists(consent_in_force(tx, None)))
}

/// The cases in which this lots has an assignment that is not over.
pub fn cases_of(lots: UserId) -> SelectStatement {
    let mut query = Query::select();
    query
        .column(lots_assignment::Column::CaseId)
        .from(lots_assignment::Entity)
        .and_where(lots_assignment::Column::LotsId.eq(lots))
        .and_where(lots_assignment::Column::State.is_in(AssignmentState::CURRENT));
    query
}

/// Those of cases that are read as a whole: what else they ask for can be done.
pub fn readable(tx: &impl Tx, actor: &Actor) -> Condition {
    in_case(actor, with_consent(tx))
}

fn in_case(actor: &Actor, condition: Condition) -> Condition {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(cases::Entity)
        .and_where(
            Expr::col((cases::Entity, cases::Column::Id))
                .equals((lots_assignment::Entity, lots_assignment::Column::CaseId)),
        )
        .and_where(cases::Column::AssociationId.eq(actor.association))
        .cond_where(condition);
    by_row(&mut query);
    Condition::all().add(Expr::exists(query))
}

/// Those of cases that are over, or that an import brought and nobody has taken up yet, make no work.
pub fn awake(actor: &Actor) -> Condition {
    Condition::all().add(lots_assignment::Column::CaseId.in_subquery(awake_cases(actor, StateCode::LIVE)))
}
