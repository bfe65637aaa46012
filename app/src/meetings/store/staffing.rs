//! Who sits on the teams' seats at their times.
use super::{seat_absence, slot, slots::insert_absence, stand_in};
use crate::{
    access::Loaded,
    accounts::store::names_of,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{SeatId, SlotId, TeamId, UserId},
        local_time::local_day,
    },
    meetings::{
        policy::{SeatFacts, SlotFacts},
        rules::{Holding, Presence, sitting},
    },
    organisation::rules::Party,
    teams::{
        rules::HolderKind,
        store::{seat, seat_holder},
    },
};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// A seat at one team time, and who sits on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatAt {
    pub seat: SeatId,
    pub party: Party,
    pub presence: Presence,
    pub user: Option<UserId>,
    pub name: String,
}

/// Who could come for a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub user: UserId,
    pub name: String,
    pub kind: HolderKind,
}

/// The seats at each of these times, in the order of the parties.
pub async fn staffing(tx: &impl Tx, slots: &[slot::Model]) -> Result<HashMap<SlotId, Vec<SeatAt>>, AppError> {
    let teams: Vec<TeamId> = slots.iter().map(|s| s.team_id).collect();
    let ids: Vec<SlotId> = slots.iter().map(|s| s.id).collect();
    let seats = seat::Entity::find().filter(seat::Column::TeamId.is_in(teams)).all(tx.conn()).await?;
    let holdings = holdings(tx, &seats).await?;
    let stand_ins = stand_in::Entity::find().filter(stand_in::Column::SlotId.is_in(ids.clone()));
    let stand_ins = stand_ins.all(tx.conn()).await?;
    let absences = seat_absence::Entity::find().filter(seat_absence::Column::SlotId.is_in(ids));
    let absences = absences.all(tx.conn()).await?;
    let users = holdings.iter().map(|h| h.user).chain(stand_ins.iter().map(|s| s.user_id));
    let names = names_of(tx, users).await?;
    let mut staffing = HashMap::new();
    for at in slots {
        let day = local_day(at.starts_at);
        let mut row = Vec::new();
        for seat in seats.iter().filter(|s| s.team_id == at.team_id) {
            let steps_in = stand_ins.iter().find(|s| s.slot_id == at.id && s.seat_id == seat.id).map(|s| s.user_id);
            let absent = absences.iter().any(|a| a.slot_id == at.id && a.seat_id == seat.id);
            let (presence, user) = sitting(seat.id, day, &holdings, steps_in, absent);
            let name = user.and_then(|u| names.get(&u).cloned()).unwrap_or_default();
            row.push(SeatAt { seat: seat.id, party: seat.party, presence, user, name });
        }
        row.sort_by_key(|s| s.party);
        staffing.insert(at.id, row);
    }
    Ok(staffing)
}

async fn holdings(tx: &impl Tx, seats: &[seat::Model]) -> Result<Vec<Holding>, AppError> {
    let find = seat_holder::Entity::find()
        .filter(seat_holder::Column::SeatId.is_in(seats.iter().map(|s| s.id)))
        .order_by_asc(seat_holder::Column::FromDay)
        .order_by_asc(seat_holder::Column::Id);
    let rows = find.all(tx.conn()).await?;
    let holding = |h: seat_holder::Model| Holding {
        seat: h.seat_id,
        user: h.user_id,
        kind: h.kind,
        from: h.from_day,
        until: h.until_day,
    };
    Ok(rows.into_iter().map(holding).collect())
}

/// A seat of the time's team.
pub async fn seat_at<'tx>(
    tx: &'tx impl Tx,
    at: &SlotFacts,
    id: SeatId,
) -> Result<Option<Loaded<'tx, SeatFacts>>, AppError> {
    let row = seat::Entity::find_by_id(id).filter(seat::Column::TeamId.eq(at.team)).one(tx.conn()).await?;
    let steps_in = stand_in::Entity::find_by_id((at.id, id)).one(tx.conn()).await?.map(|s| s.user_id);
    Ok(row.map(|s| Loaded::from_tx(tx, SeatFacts { slot: at.clone(), seat: s.id, party: s.party, steps_in })))
}

/// Who holds the seat on that day, representatives first.
pub async fn holders_of(tx: &impl Tx, id: SeatId, day: NaiveDate) -> Result<Vec<Holder>, AppError> {
    let find = seat_holder::Entity::find().filter(seat_holder::Column::SeatId.eq(id));
    let mut rows = find.order_by_asc(seat_holder::Column::FromDay).all(tx.conn()).await?;
    rows.retain(|h| h.from_day <= day && h.until_day.is_none_or(|until| day <= until));
    rows.sort_by_key(|h| h.kind);
    let names = names_of(tx, rows.iter().map(|h| h.user_id)).await?;
    let holder = |h: seat_holder::Model| Holder {
        user: h.user_id,
        name: names.get(&h.user_id).cloned().unwrap_or_default(),
        kind: h.kind,
    };
    Ok(rows.into_iter().map(holder).collect())
}

/// Writes who comes for a seat: a substitute, nobody, or (neither) its representative after all.
pub async fn replace_sitting(
    tx: &WriteTx,
    at: &SeatFacts,
    steps_in: Option<UserId>,
    absent: bool,
) -> Result<(), AppError> {
    let (slot_id, seat_id, made_at) = (at.slot.id, at.seat, tx.now());
    stand_in::Entity::delete_by_id((slot_id, seat_id)).exec(tx.conn()).await?;
    seat_absence::Entity::delete_by_id((slot_id, seat_id)).exec(tx.conn()).await?;
    if let Some(user_id) = steps_in {
        let row = stand_in::Model { slot_id, seat_id, user_id, made_at };
        stand_in::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    }
    if absent {
        insert_absence(tx, slot_id, seat_id).await?;
    }
    Ok(())
}
