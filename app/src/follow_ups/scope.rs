//! Which follow-ups a list may show: those of cases that are read as a whole and that the actor follows up.
use super::{policy::FOLLOWED, store::follow_up};
use crate::{
    access::{Actor, Role},
    cases::{
        policy::FOLLOW_UP_OPENS_BEFORE,
        scope::{awake as awake_cases, by_row, consent_in_force, unprotected},
        store::cases,
    },
    db::Tx,
    lots::{rules::AssignmentState, store::lots_assignment},
};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{Expr, Query},
};

/// The condition for follow-ups that the actor's list shows, done or not.
pub fn listed_for(tx: &impl Tx, actor: &Actor) -> Condition {
    let mut any = Condition::any().add(Expr::value(false));
    if actor.has(Role::Coordinator) {
        any = any.add(in_case(tx, actor, Condition::all()));
    }
    if actor.has(Role::Lots) {
        let mut assigned = Query::select();
        assigned
            .expr(Expr::value(1))
            .from(lots_assignment::Entity)
            .and_where(
                Expr::col((lots_assignment::Entity, lots_assignment::Column::CaseId))
                    .equals((cases::Entity, cases::Column::Id)),
            )
            .and_where(lots_assignment::Column::LotsId.eq(actor.user))
            .and_where(lots_assignment::Column::State.is_in(AssignmentState::UNDER_WAY));
        by_row(&mut assigned);
        any = any.add(in_case(tx, actor, unprotected().add(Expr::exists(assigned))));
        let due = Condition::all()
            .add(follow_up::Column::Months.eq(2))
            .add(follow_up::Column::DoneOn.is_null())
            .add(follow_up::Column::DueOn.lte(tx.today() + Duration::days(FOLLOW_UP_OPENS_BEFORE)));
        any = any.add(due.add(in_case(tx, actor, unprotected())));
    }
    Condition::all().add(any)
}

fn in_case(tx: &impl Tx, actor: &Actor, condition: Condition) -> Condition {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(cases::Entity)
        .and_where(Expr::col((cases::Entity, cases::Column::Id)).equals((follow_up::Entity, follow_up::Column::CaseId)))
        .and_where(cases::Column::AssociationId.eq(actor.association))
        .and_where(cases::Column::State.is_in(FOLLOWED))
        .and_where(Expr::exists(consent_in_force(tx, None)))
        .cond_where(condition);
    by_row(&mut query);
    Condition::all().add(Expr::exists(query))
}

/// Those of cases that an import brought and nobody has taken up yet make no work.
pub fn awake(actor: &Actor) -> Condition {
    Condition::all().add(follow_up::Column::CaseId.in_subquery(awake_cases(actor, FOLLOWED)))
}
