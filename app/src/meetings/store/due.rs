//! Booked meetings that wait for someone.
use super::{its_case, slot, team_meeting};
use crate::{
    access::Actor,
    cases::{scope, store::cases},
    db::{ReadTx, Tx},
    kernel::{error::AppError, id::SlotId},
    meetings::rules::MeetingOutcome,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};
use std::collections::HashSet;

/// Booked meetings that have begun, in cases that the actor knows of: their outcome is not told yet.
pub async fn meetings_due(
    tx: &ReadTx,
    actor: &Actor,
    limit: u64,
) -> Result<Vec<(cases::Model, slot::Model)>, AppError> {
    let begun = Expr::col((slot::Entity, slot::Column::StartsAt)).lte(tx.now());
    booked(tx, actor, Condition::all(), begun, limit).await
}

/// Coming meetings of the actor's own participants, and of those of colleagues whom they cover for. Without a consent in
/// force there is none to prepare for: it is cancelled, or consented to again.
pub async fn my_participants_meetings(
    tx: &ReadTx,
    actor: &Actor,
    until: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<(cases::Model, slot::Model)>, AppError> {
    let consented = Expr::exists(scope::consent_in_force(tx, None));
    let mine = Condition::all().add(scope::referred_by(actor)).add(consented);
    let coming = Expr::col((slot::Entity, slot::Column::StartsAt)).between(tx.now(), until);
    booked(tx, actor, mine, coming, limit).await
}

/// Those of these times in which a case is booked that the actor may know of.
pub async fn with_known_case(tx: &ReadTx, actor: &Actor, slots: &[slot::Model]) -> Result<HashSet<SlotId>, AppError> {
    let known = its_case(tx, actor, Condition::all());
    let found: Vec<SlotId> = team_meeting::Entity::find()
        .select_only()
        .column(team_meeting::Column::SlotId)
        .filter(team_meeting::Column::SlotId.is_in(slots.iter().map(|s| s.id)))
        .filter(team_meeting::Column::Outcome.eq(MeetingOutcome::Booked))
        .filter(Expr::exists(known))
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(found.into_iter().collect())
}

async fn booked(
    tx: &ReadTx,
    actor: &Actor,
    only: Condition,
    when: Expr,
    limit: u64,
) -> Result<Vec<(cases::Model, slot::Model)>, AppError> {
    // asked of each booked meeting: they are few, times and cases are many
    let mut times = Query::select();
    times
        .expr(Expr::value(1))
        .from(slot::Entity)
        .and_where(
            Expr::col((slot::Entity, slot::Column::Id)).equals((team_meeting::Entity, team_meeting::Column::SlotId)),
        )
        .and_where(when);
    let known = its_case(tx, actor, Condition::all().add(only).add(cases::Column::Dormant.eq(false)));
    let meetings = team_meeting::Entity::find()
        .filter(team_meeting::Column::Outcome.eq(MeetingOutcome::Booked))
        .filter(Expr::exists(times))
        .filter(Expr::exists(known))
        .order_by_asc(team_meeting::Column::BookedAt)
        .limit(limit)
        .all(tx.conn())
        .await?;
    if meetings.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<SlotId> = meetings.iter().map(|m| m.slot_id).collect();
    let slots = slot::Entity::find().filter(slot::Column::Id.is_in(ids)).all(tx.conn()).await?;
    let rows = cases::Entity::find().filter(cases::Column::Id.is_in(meetings.iter().map(|m| m.case_id)));
    let rows = rows.all(tx.conn()).await?;
    let pairs = meetings.iter().filter_map(|m| {
        let case = rows.iter().find(|c| c.id == m.case_id)?;
        let at = slots.iter().find(|s| s.id == m.slot_id)?;
        Some((case.clone(), at.clone()))
    });
    Ok(pairs.collect())
}
