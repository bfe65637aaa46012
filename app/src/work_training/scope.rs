//! Which placements a list may show: the policy of [`OpenPlacement`](super::policy::OpenPlacement) as a query, for those
//! whose task the lists are. Others come to a placement by way of its case. A test holds the two against each other.
use super::store::placement;
use crate::{
    access::{Actor, Role},
    cases::{
        scope::{by_row, consent_in_force},
        store::cases,
    },
    db::Tx,
    kernel::{error::AppError, id::CaseId},
    participants::store::participant,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query},
};
use std::collections::HashSet;

/// The condition for placements that the actor may know of.
pub fn visible_to(tx: &impl Tx, actor: &Actor) -> Condition {
    let mut any = Condition::any().add(Expr::value(false));
    if actor.has(Role::Coordinator) {
        any = any.add(placement::Column::CaseId.is_not_null());
    }
    if actor.has(Role::WorkTraining) {
        let named = Condition::any().add(unprotected()).add(placement::Column::RequestedBy.eq(actor.user));
        any = any
            .add(Condition::all().add(unprotected()).add(of_open_case(tx)))
            .add(Condition::all().add(placement::Column::CaseId.is_null()).add(named));
    }
    Condition::all().add(placement::Column::AssociationId.eq(actor.association)).add(any)
}

/// The placement's case has a consent in force: only then is its participant named.
pub fn of_open_case(tx: &impl Tx) -> Expr {
    let mut open = Query::select();
    open.expr(Expr::value(1))
        .from(cases::Entity)
        .and_where(Expr::col((cases::Entity, cases::Column::Id)).equals((placement::Entity, placement::Column::CaseId)))
        .and_where(Expr::exists(consent_in_force(tx, None)));
    by_row(&mut open);
    Expr::exists(open)
}

fn unprotected() -> Expr {
    let mut protected = Query::select();
    protected
        .expr(Expr::value(1))
        .from(participant::Entity)
        .and_where(
            Expr::col((participant::Entity, participant::Column::Id))
                .equals((placement::Entity, placement::Column::ParticipantId)),
        )
        .and_where(participant::Column::ProtectedIdentity.eq(true));
    by_row(&mut protected);
    Expr::exists(protected).not()
}

/// Those of these cases that have a consent in force: only their participants are named.
pub async fn with_consent(tx: &impl Tx, ids: Vec<CaseId>) -> Result<HashSet<CaseId>, AppError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let open = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::Id.is_in(ids))
        .filter(Expr::exists(consent_in_force(tx, None)))
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(open.into_iter().collect())
}
