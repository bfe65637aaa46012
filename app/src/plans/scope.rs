//! Which activities a list may show: the policy of [`ListActivity`](super::policy::ListActivity) as a query.
//! A test holds the two against each other.
use super::{
    rules::{PLANNING, Responsible},
    store::{activity, plan},
};
use crate::{
    access::{Actor, Role},
    cases::{
        rules::StateCode,
        scope::{awake as awake_cases, by_row, consent_in_force, unprotected},
        store::cases,
    },
    db::Tx,
    kernel::{code::Code, local_time::day_bounds},
    lots::store::cases_of,
    meetings::{
        rules::{MeetingOutcome, OPEN_DAYS_AFTER},
        store::{slot, stand_in, team_meeting},
    },
    organisation::rules::Party,
    teams::{rules::HolderKind, store::seat},
};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{Expr, Query, SelectStatement},
};

/// The condition for activities that the actor's list shows, whatever their status.
pub fn listed_for(tx: &impl Tx, actor: &Actor) -> Condition {
    let mut any = Condition::any().add(Expr::value(false));
    if actor.has(Role::Coordinator) {
        any = any.add(in_case(actor, Condition::all().add(Expr::exists(consent_in_force(tx, None)))));
    }
    if actor.has(Role::Representative) {
        for s in actor.seats_today().filter(|s| s.kind == HolderKind::Representative) {
            let mut met = meetings();
            met.and_where(slot::Column::TeamId.eq(s.team));
            any = any.add(of_party(tx, actor, s.party, met));
        }
        for party in Party::ALL {
            any = any.add(of_party(tx, actor, *party, stepped_in(tx, actor, *party)));
        }
    }
    Condition::all().add(any)
}

/// The participants' own activities that the actor follows up: a coordinator all, a lots those of their assignments.
pub fn followed_by(tx: &impl Tx, actor: &Actor) -> Condition {
    let consented = || Condition::all().add(Expr::exists(consent_in_force(tx, None)));
    let mut any = Condition::any().add(Expr::value(false));
    if actor.has(Role::Coordinator) {
        any = any.add(in_case(actor, consented()));
    }
    if actor.has(Role::Lots) {
        let own = Condition::all().add(activity::Column::CaseId.in_subquery(cases_of(actor.user)));
        any = any.add(own.add(in_case(actor, unprotected().add(consented()))));
    }
    Condition::all().add(activity::Column::Responsible.eq(Responsible::Participant)).add(any)
}

/// The party's activities in cases that have such a meeting and whose consent names the party.
fn of_party(tx: &impl Tx, actor: &Actor, party: Party, met: SelectStatement) -> Condition {
    let case = unprotected().add(Expr::exists(consent_in_force(tx, Some(party)))).add(Expr::exists(met));
    Condition::all().add(activity::Column::Responsible.eq(Responsible::from(party))).add(in_case(actor, case))
}

/// Activities of the association's cases whose plan is established and being carried out.
fn in_case(actor: &Actor, condition: Condition) -> Condition {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(cases::Entity)
        .and_where(Expr::col((cases::Entity, cases::Column::Id)).equals((activity::Entity, activity::Column::CaseId)))
        .and_where(cases::Column::AssociationId.eq(actor.association))
        .and_where(cases::Column::State.is_in(PLANNING))
        .and_where(cases::Column::State.eq(StateCode::PlanEstablished).or(Expr::exists(established())))
        .cond_where(condition);
    by_row(&mut query);
    Condition::all().add(Expr::exists(query))
}

/// The case has an established plan, though it meets anew.
fn established() -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(plan::Entity)
        .and_where(Expr::col((plan::Entity, plan::Column::CaseId)).equals((cases::Entity, cases::Column::Id)))
        .and_where(plan::Column::EstablishedAt.is_not_null());
    by_row(&mut query);
    query
}

fn meetings() -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(team_meeting::Entity)
        .inner_join(
            slot::Entity,
            Expr::col((slot::Entity, slot::Column::Id)).equals((team_meeting::Entity, team_meeting::Column::SlotId)),
        )
        .and_where(
            Expr::col((team_meeting::Entity, team_meeting::Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
        )
        .and_where(team_meeting::Column::Outcome.is_in([MeetingOutcome::Booked, MeetingOutcome::Held]));
    by_row(&mut query);
    query
}

fn stepped_in(tx: &impl Tx, actor: &Actor, party: Party) -> SelectStatement {
    let (earliest, _) = day_bounds(tx.today() - Duration::days(OPEN_DAYS_AFTER));
    let mut query = meetings();
    query
        .inner_join(
            stand_in::Entity,
            Expr::col((stand_in::Entity, stand_in::Column::SlotId)).equals((slot::Entity, slot::Column::Id)),
        )
        .inner_join(
            seat::Entity,
            Expr::col((seat::Entity, seat::Column::Id)).equals((stand_in::Entity, stand_in::Column::SeatId)),
        )
        .and_where(slot::Column::StartsAt.gte(earliest))
        .and_where(stand_in::Column::UserId.eq(actor.user))
        .and_where(seat::Column::Party.eq(party));
    query
}

/// Cases that an import brought and nobody has taken up yet: they make no work.
pub fn awake(actor: &Actor) -> Condition {
    Condition::all().add(activity::Column::CaseId.in_subquery(awake_cases(actor, PLANNING)))
}
