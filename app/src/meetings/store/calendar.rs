//! The team times that someone sees, and which of their cases lack a consent.
use super::{slot, stand_in, team_meeting, upcoming};
use crate::{
    access::{Actor, Role},
    cases::{
        scope::{asked_for, by_row, consent_in_force},
        store::cases,
    },
    db::{ReadTx, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::{SlotId, TeamId},
        page::{Cursor, Page, PageRequest, page},
    },
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    teams::{rules::HolderKind, store::team},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query},
};
use std::collections::HashMap;

/// Which team times a calendar may show: the policy of `SeeSlot` as a query.
fn visible_to(actor: &Actor) -> Condition {
    let mut ours = Query::select();
    ours.column(team::Column::Id).from(team::Entity).and_where(team::Column::AssociationId.eq(actor.association));
    let mut any = Condition::any();
    if actor.has(Role::Coordinator) {
        any = any.add(Expr::value(true));
    }
    if actor.has(Role::Representative) {
        let seats = actor.seats_today().filter(|s| s.kind == HolderKind::Representative);
        let mut steps_in = Query::select();
        steps_in
            .column(stand_in::Column::SlotId)
            .from(stand_in::Entity)
            .and_where(stand_in::Column::UserId.eq(actor.user));
        any = any.add(slot::Column::TeamId.is_in(seats.map(|s| s.team)));
        any = any.add(slot::Column::Id.in_subquery(steps_in));
    }
    if any.is_empty() {
        any = any.add(Expr::value(false));
    }
    Condition::all().add(slot::Column::TeamId.in_subquery(ours)).add(any)
}

/// One page of the team times that the actor sees: coming ones soonest first, past ones latest first.
pub async fn calendar_page(
    tx: &ReadTx,
    actor: &Actor,
    team: Option<TeamId>,
    past: bool,
    request: &PageRequest,
) -> Result<Page<slot::Model>, AppError> {
    let mut find = slot::Entity::find().filter(visible_to(actor));
    find = match past {
        true => find.filter(slot::Column::StartsAt.lt(tx.now())),
        // a time under way still matters
        false => find.filter(slot::Column::StartsAt.gte(tx.now() - TimeDelta::hours(2))),
    };
    if let Some(team) = team {
        find = find.filter(slot::Column::TeamId.eq(team));
    }
    let key = |s: &slot::Model| Cursor { at: s.starts_at, id: s.id.0 };
    page(tx.conn(), find, (slot::Column::StartsAt, slot::Column::Id), past, request, key).await
}

/// The team times that the actor sees from now until then, not cancelled; at most `limit`.
pub async fn coming(
    tx: &ReadTx,
    actor: &Actor,
    until: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<slot::Model>, AppError> {
    let find = upcoming(tx).filter(visible_to(actor)).filter(slot::Column::StartsAt.lt(until));
    Ok(find.limit(limit).all(tx.conn()).await?)
}

/// How many of the cases booked in each of these times have no consent in force, or none that names a party asked for.
pub async fn without_consent_in(tx: &impl Tx, slots: &[slot::Model]) -> Result<HashMap<SlotId, i32>, AppError> {
    let mut lacking = Condition::any().add(Expr::exists(consent_in_force(tx, None)).not());
    for party in Party::ALL {
        let named = Expr::exists(consent_in_force(tx, Some(*party)));
        lacking = lacking.add(Condition::all().add(Expr::exists(asked_for(*party))).add(named.not()));
    }
    let mut without = Query::select();
    without
        .expr(Expr::value(1))
        .from(cases::Entity)
        .and_where(
            Expr::col((cases::Entity, cases::Column::Id)).equals((team_meeting::Entity, team_meeting::Column::CaseId)),
        )
        .cond_where(lacking);
    by_row(&mut without);
    let found: Vec<SlotId> = team_meeting::Entity::find()
        .select_only()
        .column(team_meeting::Column::SlotId)
        .filter(team_meeting::Column::SlotId.is_in(slots.iter().map(|s| s.id)))
        .filter(team_meeting::Column::Outcome.eq(MeetingOutcome::Booked))
        .filter(Expr::exists(without))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let mut counted = HashMap::new();
    for id in found {
        *counted.entry(id).or_insert(0) += 1;
    }
    Ok(counted)
}
