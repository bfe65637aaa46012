//! Meetings that were moved or cancelled lately, while that is news: until the case meets or is booked anew.
use super::{its_case, slot, team_meeting};
use crate::{
    access::Actor,
    cases::{
        rules::StateCode,
        scope::{self, by_row},
        store::cases,
    },
    db::{ReadTx, Tx},
    kernel::{
        error::AppError,
        id::{CaseId, SlotId},
    },
    meetings::rules::{MeetingOutcome, NEWS_DAYS},
};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Alias, Expr, Query, SelectStatement},
};
use std::collections::{HashMap, HashSet};

/// A meeting that did not come to be when it was to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub meeting: team_meeting::Model,
    /// The time that it had.
    pub was: slot::Model,
    /// The time to which it was moved; none: it was cancelled.
    pub now: Option<slot::Model>,
}

/// Another meeting of the same case.
fn another(so: impl FnOnce(&dyn Fn(team_meeting::Column) -> Expr) -> Expr) -> SelectStatement {
    let other = Alias::new("other");
    let of = |column: team_meeting::Column| Expr::col((other.clone(), column));
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from_as(team_meeting::Entity, other.clone())
        .and_where(of(team_meeting::Column::CaseId).equals((team_meeting::Entity, team_meeting::Column::CaseId)))
        .and_where(so(&of));
    by_row(&mut query);
    query
}

/// The meetings that were moved or cancelled in the last days, the latest first. One that was moved is news while that which
/// was booked in its place is; one that was cancelled until the case is booked anew, or has met.
fn news(tx: &impl Tx) -> Select<team_meeting::Entity> {
    use team_meeting::Column::{BookedAt, Outcome, OutcomeAt};
    let then = || Expr::col((team_meeting::Entity, OutcomeAt));
    let in_its_place = another(|of| of(Outcome).eq(MeetingOutcome::Booked).and(of(BookedAt).eq(then())));
    let anew = another(|of| {
        let held = of(Outcome).eq(MeetingOutcome::Held).and(of(BookedAt).gte(then()));
        of(Outcome).eq(MeetingOutcome::Booked).or(held)
    });
    let moved = Condition::all().add(Outcome.eq(MeetingOutcome::Moved)).add(Expr::exists(in_its_place));
    let cancelled = Condition::all().add(Outcome.eq(MeetingOutcome::Cancelled)).add(Expr::exists(anew).not());
    team_meeting::Entity::find()
        .filter(Outcome.is_in([MeetingOutcome::Moved, MeetingOutcome::Cancelled]))
        .filter(OutcomeAt.gte(tx.now() - Duration::days(NEWS_DAYS)))
        .filter(Condition::any().add(moved).add(cancelled))
        .order_by_desc(OutcomeAt)
}

/// The latest news of the case's meetings.
pub async fn of_case(tx: &impl Tx, case: CaseId) -> Result<Option<Changed>, AppError> {
    let latest = news(tx).filter(team_meeting::Column::CaseId.eq(case)).limit(1).all(tx.conn()).await?;
    Ok(with_times(tx, latest).await?.pop())
}

/// The latest news of each case under way of the actor's own participants, and of those of colleagues whom they cover for.
pub async fn of_my_participants(
    tx: &ReadTx,
    actor: &Actor,
    limit: u64,
) -> Result<Vec<(cases::Model, Changed)>, AppError> {
    let mut found = of_referrer(tx, actor).limit(limit).all(tx.conn()).await?;
    let mut told = HashSet::new();
    found.retain(|m| told.insert(m.case_id));
    let changed = with_times(tx, found).await?;
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let rows = cases::Entity::find().filter(cases::Column::Id.is_in(changed.iter().map(|c| c.meeting.case_id)));
    let rows: HashMap<CaseId, cases::Model> = rows.all(tx.conn()).await?.into_iter().map(|c| (c.id, c)).collect();
    Ok(changed.into_iter().filter_map(|c| Some((rows.get(&c.meeting.case_id)?.clone(), c))).collect())
}

/// The same as a query. It begins at the meetings that were changed in the last days, which are few, and asks each for its
/// case: the referrer's cases are many.
pub fn of_referrer(tx: &ReadTx, actor: &Actor) -> Select<team_meeting::Entity> {
    let live = cases::Column::State.is_in(StateCode::LIVE).and(cases::Column::Dormant.eq(false));
    let mut known = its_case(tx, actor, Condition::all().add(live).add(scope::referred_by(actor)));
    by_row(&mut known);
    news(tx).filter(Expr::exists(known))
}

async fn with_times(tx: &impl Tx, found: Vec<team_meeting::Model>) -> Result<Vec<Changed>, AppError> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let booked: HashMap<CaseId, SlotId> = team_meeting::Entity::find()
        .select_only()
        .columns([team_meeting::Column::CaseId, team_meeting::Column::SlotId])
        .filter(team_meeting::Column::CaseId.is_in(found.iter().map(|m| m.case_id)))
        .filter(team_meeting::Column::Outcome.eq(MeetingOutcome::Booked))
        .into_tuple::<(CaseId, SlotId)>()
        .all(tx.conn())
        .await?
        .into_iter()
        .collect();
    let ids = found.iter().map(|m| m.slot_id).chain(booked.values().copied());
    let times = slot::Entity::find().filter(slot::Column::Id.is_in(ids)).all(tx.conn()).await?;
    let time = |id: SlotId| times.iter().find(|s| s.id == id).cloned();
    let changed = found.into_iter().filter_map(|meeting| {
        let now = booked.get(&meeting.case_id).copied().filter(|_| meeting.outcome == MeetingOutcome::Moved);
        Some(Changed { was: time(meeting.slot_id)?, now: now.and_then(time), meeting })
    });
    Ok(changed.collect())
}
