//! Team times and meetings in the database.
pub mod calendar;
pub mod changed;
pub mod clash;
pub mod due;
pub mod outcome;
pub mod queue;
pub mod slots;
pub mod staffing;

use super::{
    policy::{SlotFacts, TeamFacts},
    rules::{CancelReason, MeetingForm, MeetingOutcome},
};
use crate::{
    access::{Actor, Loaded},
    cases::{scope, store::cases},
    db::{ReadTx, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, CaseId, MeetingId, SeatId, SlotId, TeamId, UserId},
        local_time::local_day,
    },
    teams::store::team,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, SelectTwo,
    sea_query::{Expr, Query, SelectStatement},
};
use std::collections::HashMap;

crate::entities! {
    slot = "slot" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SlotId,
        team_id: TeamId,
        starts_at: DateTime<Utc>,
        minutes: i32,
        form: MeetingForm,
        place: String,
        capacity: i32,
        extra: bool,
        cancelled_at: Option<DateTime<Utc>>,
    }
    team_meeting = "team_meeting" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: MeetingId,
        case_id: CaseId,
        slot_id: SlotId,
        outcome: MeetingOutcome,
        cancel_reason: Option<CancelReason>,
        booked_by: Option<UserId>,
        booked_at: DateTime<Utc>,
        outcome_at: Option<DateTime<Utc>>,
    }
    /// Who came: a party's code, `participant`, `referrer`, `lots` or `interpreter`.
    attendance = "attendance" {
        #[sea_orm(primary_key, auto_increment = false)]
        meeting_id: MeetingId,
        #[sea_orm(primary_key, auto_increment = false)]
        attendee: String,
        present: bool,
        user_id: Option<UserId>,
    }
    /// A substitute who steps in for a seat at one team time.
    stand_in = "stand_in" {
        #[sea_orm(primary_key, auto_increment = false)]
        slot_id: SlotId,
        #[sea_orm(primary_key, auto_increment = false)]
        seat_id: SeatId,
        user_id: UserId,
        made_at: DateTime<Utc>,
    }
    /// A seat whose representative can't come to one team time.
    seat_absence = "seat_absence" {
        #[sea_orm(primary_key, auto_increment = false)]
        slot_id: SlotId,
        #[sea_orm(primary_key, auto_increment = false)]
        seat_id: SeatId,
        made_at: DateTime<Utc>,
    }
}

/// A team time at the association with its team, locked in a write on PostgreSQL.
pub async fn find_slot<'tx>(
    tx: &'tx impl Tx,
    association: AssociationId,
    id: SlotId,
    lock: bool,
) -> Result<Option<(Loaded<'tx, SlotFacts>, slot::Model, team::Model)>, AppError> {
    let mut find = slot::Entity::find_by_id(id);
    if lock && tx.locks_rows() {
        find = find.lock_exclusive();
    }
    let Some(row) = find.one(tx.conn()).await? else { return Ok(None) };
    let of_team = team::Entity::find_by_id(row.team_id).filter(team::Column::AssociationId.eq(association));
    let Some(of_team) = of_team.one(tx.conn()).await? else { return Ok(None) };
    let facts = facts_of(tx, association, std::slice::from_ref(&row)).await?.remove(&id);
    Ok(facts.map(|facts| (Loaded::from_tx(tx, facts), row, of_team)))
}

/// A team of the association that is not closed.
pub async fn find_team<'tx>(
    tx: &'tx impl Tx,
    association: AssociationId,
    id: TeamId,
) -> Result<Option<Loaded<'tx, TeamFacts>>, AppError> {
    let find = team::Entity::find_by_id(id)
        .filter(team::Column::AssociationId.eq(association))
        .filter(team::Column::ClosedAt.is_null());
    Ok(find.one(tx.conn()).await?.map(|t| Loaded::from_tx(tx, TeamFacts { id: t.id, association: t.association_id })))
}

/// The association's teams by name; closed ones too, for what is past.
pub async fn teams_of(tx: &impl Tx, association: AssociationId) -> Result<Vec<team::Model>, AppError> {
    let find = team::Entity::find().filter(team::Column::AssociationId.eq(association));
    Ok(find.order_by_asc(team::Column::Name).all(tx.conn()).await?)
}

/// Team times that are to come and not cancelled, soonest first.
pub(super) fn upcoming(tx: &impl Tx) -> Select<slot::Entity> {
    slot::Entity::find()
        .filter(slot::Column::CancelledAt.is_null())
        .filter(slot::Column::StartsAt.gt(tx.now()))
        .order_by_asc(slot::Column::StartsAt)
        .order_by_asc(slot::Column::Id)
}

/// What fills a place in a time.
pub(super) const TAKES_A_PLACE: [MeetingOutcome; 2] = [MeetingOutcome::Booked, MeetingOutcome::Held];

/// How many cases are booked (or were met) in each of these times.
pub async fn taken_in(tx: &impl Tx, slots: &[SlotId]) -> Result<HashMap<SlotId, i32>, AppError> {
    let mut taken = HashMap::new();
    for chunk in slots.chunks(500) {
        let ids: Vec<SlotId> = team_meeting::Entity::find()
            .select_only()
            .column(team_meeting::Column::SlotId)
            .filter(team_meeting::Column::SlotId.is_in(chunk.iter().copied()))
            .filter(team_meeting::Column::Outcome.is_in(TAKES_A_PLACE))
            .into_tuple()
            .all(tx.conn())
            .await?;
        for id in ids {
            *taken.entry(id).or_insert(0) += 1;
        }
    }
    Ok(taken)
}

/// The meetings in a time that take a place, in the order of booking.
pub async fn meetings_in(tx: &impl Tx, id: SlotId) -> Result<Vec<team_meeting::Model>, AppError> {
    let find = team_meeting::Entity::find()
        .filter(team_meeting::Column::SlotId.eq(id))
        .filter(team_meeting::Column::Outcome.is_in(TAKES_A_PLACE));
    Ok(find.order_by_asc(team_meeting::Column::BookedAt).order_by_asc(team_meeting::Column::Id).all(tx.conn()).await?)
}

/// The day of the latest held meeting of each of these cases.
pub async fn met_on(tx: &impl Tx, cases: &[CaseId]) -> Result<HashMap<CaseId, NaiveDate>, AppError> {
    let held = team_meeting::Entity::find()
        .filter(team_meeting::Column::CaseId.is_in(cases.iter().copied()))
        .filter(team_meeting::Column::Outcome.eq(MeetingOutcome::Held))
        .all(tx.conn())
        .await?;
    let slots = slot::Entity::find().filter(slot::Column::Id.is_in(held.iter().map(|m| m.slot_id)));
    let days: HashMap<SlotId, NaiveDate> =
        slots.all(tx.conn()).await?.into_iter().map(|s| (s.id, local_day(s.starts_at))).collect();
    let mut latest: HashMap<CaseId, NaiveDate> = HashMap::new();
    for meeting in held {
        if let Some(day) = days.get(&meeting.slot_id) {
            let known = latest.entry(meeting.case_id).or_insert(*day);
            *known = std::cmp::max(*known, *day);
        }
    }
    Ok(latest)
}

/// The cases that have a meeting with this team, booked or held.
pub fn cases_meeting(team: TeamId) -> SelectStatement {
    let mut query = Query::select();
    query
        .column((team_meeting::Entity, team_meeting::Column::CaseId))
        .from(team_meeting::Entity)
        .inner_join(
            slot::Entity,
            Expr::col((slot::Entity, slot::Column::Id)).equals((team_meeting::Entity, team_meeting::Column::SlotId)),
        )
        .and_where(slot::Column::TeamId.eq(team))
        .and_where(team_meeting::Column::Outcome.is_in(TAKES_A_PLACE));
    query
}

/// The case of a meeting, where the actor may know of it and it is such a one: asked of the row outside.
fn its_case(tx: &ReadTx, actor: &Actor, such: Condition) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(cases::Entity)
        .and_where(
            Expr::col((cases::Entity, cases::Column::Id)).equals((team_meeting::Entity, team_meeting::Column::CaseId)),
        )
        .cond_where(Condition::all().add(scope::visible_to(tx, actor)).add(such));
    query
}

/// Every meeting of a case with its time and team: the one that is booked first, then the latest, last those that moved.
pub async fn meetings_of(
    tx: &impl Tx,
    case: CaseId,
) -> Result<Vec<(team_meeting::Model, slot::Model, team::Model)>, AppError> {
    tx.once("meetings of a case", case.0, read_meetings_of(tx, case)).await
}

async fn read_meetings_of(
    tx: &impl Tx,
    case: CaseId,
) -> Result<Vec<(team_meeting::Model, slot::Model, team::Model)>, AppError> {
    let meetings = with_slots().filter(team_meeting::Column::CaseId.eq(case)).all(tx.conn()).await?;
    if meetings.is_empty() {
        return Ok(Vec::new());
    }
    let of = meetings.iter().filter_map(|(_, at)| Some(at.as_ref()?.team_id));
    let teams = team::Entity::find().filter(team::Column::Id.is_in(of));
    let teams: HashMap<TeamId, team::Model> = teams.all(tx.conn()).await?.into_iter().map(|t| (t.id, t)).collect();
    let row = |(meeting, at): (team_meeting::Model, Option<slot::Model>)| {
        let at = at?;
        let team = teams.get(&at.team_id)?.clone();
        Some((meeting, at, team))
    };
    let mut rows: Vec<_> = meetings.into_iter().filter_map(row).collect();
    let coming = |m: &team_meeting::Model| m.outcome == MeetingOutcome::Booked;
    let moved = |m: &team_meeting::Model| m.outcome == MeetingOutcome::Moved;
    rows.sort_by_key(|(m, s, _)| {
        (!coming(m), moved(m), std::cmp::Reverse(s.starts_at), std::cmp::Reverse(m.booked_at))
    });
    Ok(rows)
}

/// The latest meeting of a case that was held, with its time.
pub async fn latest_held(tx: &impl Tx, case: CaseId) -> Result<Option<(team_meeting::Model, slot::Model)>, AppError> {
    let found = meetings_of(tx, case).await?.into_iter();
    // the latest comes first
    let mut held = found.filter(|(meeting, ..)| meeting.outcome == MeetingOutcome::Held);
    Ok(held.next().map(|(meeting, at, _)| (meeting, at)))
}

/// The booked meeting of a case with its time.
pub async fn booked(tx: &impl Tx, case: CaseId) -> Result<Option<(team_meeting::Model, slot::Model)>, AppError> {
    let found = with_slots()
        .filter(team_meeting::Column::CaseId.eq(case))
        .filter(team_meeting::Column::Outcome.eq(MeetingOutcome::Booked))
        .one(tx.conn())
        .await?;
    Ok(found.and_then(|(meeting, at)| Some((meeting, at?))))
}

/// Meetings, each with its time.
fn with_slots() -> SelectTwo<team_meeting::Entity, slot::Entity> {
    let at = team_meeting::Entity::belongs_to(slot::Entity).from(team_meeting::Column::SlotId).to(slot::Column::Id);
    team_meeting::Entity::find().join(JoinType::InnerJoin, at.into()).select_also(slot::Entity)
}

/// When each of these cases meets that has a booked meeting.
pub async fn booked_at(tx: &impl Tx, cases: &[CaseId]) -> Result<HashMap<CaseId, DateTime<Utc>>, AppError> {
    if cases.is_empty() {
        return Ok(HashMap::new());
    }
    let mut find = team_meeting::Entity::find()
        .select_only()
        .column(team_meeting::Column::CaseId)
        .column(slot::Column::StartsAt)
        .filter(team_meeting::Column::CaseId.is_in(cases.iter().copied()))
        .filter(team_meeting::Column::Outcome.eq(MeetingOutcome::Booked));
    QueryTrait::query(&mut find).inner_join(
        slot::Entity,
        Expr::col((slot::Entity, slot::Column::Id)).equals((team_meeting::Entity, team_meeting::Column::SlotId)),
    );
    let rows: Vec<(CaseId, DateTime<Utc>)> = find.into_tuple().all(tx.conn()).await?;
    Ok(rows.into_iter().collect())
}

/// Books a case that was allowed to be into a time that was found to have room.
pub async fn insert_meeting(tx: &WriteTx, case: CaseId, into: SlotId, by: UserId) -> Result<MeetingId, AppError> {
    let id = MeetingId::new();
    let row = team_meeting::Model {
        id,
        case_id: case,
        slot_id: into,
        outcome: MeetingOutcome::Booked,
        cancel_reason: None,
        booked_by: Some(by),
        booked_at: tx.now(),
        outcome_at: None,
    };
    team_meeting::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(id)
}

/// What access rules ask of these times, which are of teams of this association.
pub async fn facts_of(
    tx: &impl Tx,
    association: AssociationId,
    slots: &[slot::Model],
) -> Result<HashMap<SlotId, SlotFacts>, AppError> {
    if slots.is_empty() {
        return Ok(HashMap::new());
    }
    let find = stand_in::Entity::find().filter(stand_in::Column::SlotId.is_in(slots.iter().map(|s| s.id)));
    let stand_ins = find.all(tx.conn()).await?;
    let facts = |row: &slot::Model| SlotFacts {
        id: row.id,
        team: row.team_id,
        association,
        starts_at: row.starts_at,
        capacity: row.capacity,
        cancelled: row.cancelled_at.is_some(),
        stepping_in: stand_ins.iter().filter(|s| s.slot_id == row.id).map(|s| s.user_id).collect(),
        now: tx.now(),
    };
    Ok(slots.iter().map(|s| (s.id, facts(s))).collect())
}

/// How many cases take a place in a time whose row is locked.
pub async fn count_in(tx: &WriteTx, id: SlotId) -> Result<u64, AppError> {
    let find = team_meeting::Entity::find()
        .filter(team_meeting::Column::SlotId.eq(id))
        .filter(team_meeting::Column::Outcome.is_in(TAKES_A_PLACE));
    Ok(find.count(tx.conn()).await?)
}
