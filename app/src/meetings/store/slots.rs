//! Making, changing, cancelling and finding team times.
use super::{TAKES_A_PLACE, seat_absence, slot, staffing::holders_of, stand_in, team_meeting, upcoming};
use crate::{
    db::{ReadTx, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, SeatId, SlotId, TeamId, UserId},
        local_time::local_day,
        page::{Cursor, Page, PageRequest, page},
    },
    meetings::{
        policy::SlotFacts,
        rules::{MAX_MINUTES, overlap},
    },
    teams::{rules::HolderKind, store::team},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, Query},
};

/// One page of the coming times with room, soonest first: of these teams (none: of all), from this moment on.
pub async fn free_page(
    tx: &ReadTx,
    association: AssociationId,
    teams: &[TeamId],
    from: Option<DateTime<Utc>>,
    request: &PageRequest,
) -> Result<Page<slot::Model>, AppError> {
    let mut find = free(tx, association);
    if !teams.is_empty() {
        find = find.filter(slot::Column::TeamId.is_in(teams.iter().copied()));
    }
    if let Some(from) = from {
        find = find.filter(slot::Column::StartsAt.gte(from));
    }
    let key = |s: &slot::Model| Cursor { at: s.starts_at, id: s.id.0 };
    page(tx.conn(), find, (slot::Column::StartsAt, slot::Column::Id), false, request, key).await
}

fn free(tx: &impl Tx, association: AssociationId) -> sea_orm::Select<slot::Entity> {
    let mut ours = Query::select();
    ours.column(team::Column::Id)
        .from(team::Entity)
        .and_where(team::Column::AssociationId.eq(association))
        .and_where(team::Column::ClosedAt.is_null());
    let mut taken = Query::select();
    taken
        .expr(Expr::col((team_meeting::Entity, team_meeting::Column::Id)).count())
        .from(team_meeting::Entity)
        .and_where(
            Expr::col((team_meeting::Entity, team_meeting::Column::SlotId)).equals((slot::Entity, slot::Column::Id)),
        )
        .and_where(team_meeting::Column::Outcome.is_in(TAKES_A_PLACE));
    upcoming(tx)
        .filter(slot::Column::TeamId.in_subquery(ours))
        .filter(Expr::col((slot::Entity, slot::Column::Capacity)).gt(Expr::SubQuery(None, Box::new(taken.into()))))
}

/// Uncancelled times of the association's teams that may have a moment in common with what begins then.
pub async fn near(
    tx: &impl Tx,
    association: AssociationId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<slot::Model>, AppError> {
    let mut ours = Query::select();
    ours.column(team::Column::Id).from(team::Entity).and_where(team::Column::AssociationId.eq(association));
    let find = slot::Entity::find()
        .filter(slot::Column::TeamId.in_subquery(ours))
        .filter(slot::Column::CancelledAt.is_null())
        .filter(slot::Column::StartsAt.gt(from - TimeDelta::minutes(i64::from(MAX_MINUTES))))
        .filter(slot::Column::StartsAt.lt(until));
    Ok(find.all(tx.conn()).await?)
}

/// Whether the team has another uncancelled time then.
pub async fn has_another(tx: &WriteTx, association: AssociationId, row: &slot::Model) -> Result<bool, AppError> {
    let until = row.starts_at + TimeDelta::minutes(i64::from(row.minutes));
    let others = near(tx, association, row.starts_at, until).await?;
    let same = |s: &slot::Model| {
        s.id != row.id && s.team_id == row.team_id && overlap((s.starts_at, s.minutes), (row.starts_at, row.minutes))
    };
    Ok(others.iter().any(same))
}

/// A cancelled time of the team at that very moment.
pub async fn cancelled_at(tx: &WriteTx, row: &slot::Model) -> Result<Option<SlotId>, AppError> {
    let same = slot::Entity::find()
        .filter(slot::Column::TeamId.eq(row.team_id).and(slot::Column::StartsAt.eq(row.starts_at)))
        .filter(slot::Column::CancelledAt.is_not_null())
        .one(tx.conn())
        .await?;
    Ok(same.map(|s| s.id))
}

/// Makes a time, or takes up a cancelled one of the same moment, with nobody named for its seats. The calendar is
/// locked. None: the team has a time then already.
pub async fn insert_slot(
    tx: &WriteTx,
    association: AssociationId,
    row: slot::Model,
) -> Result<Option<SlotId>, AppError> {
    if has_another(tx, association, &row).await? {
        return Ok(None);
    }
    match cancelled_at(tx, &row).await? {
        None => {
            let id = row.id;
            slot::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
            Ok(Some(id))
        }
        Some(old) => {
            forget_staffing(tx, old).await?;
            set_slot(tx, slot::Model { id: old, ..row }).await?;
            Ok(Some(old))
        }
    }
}

/// Stores all of a time that was allowed to change.
pub async fn set_slot(tx: &WriteTx, row: slot::Model) -> Result<(), AppError> {
    slot::Entity::update(row.into_active_model().reset_all()).exec(tx.conn()).await?;
    Ok(())
}

/// Cancels a time that was allowed to be. Who was named for its seats comes no longer.
pub async fn cancel_slot(tx: &WriteTx, facts: &SlotFacts) -> Result<(), AppError> {
    slot::Entity::update_many()
        .col_expr(slot::Column::CancelledAt, Expr::value(tx.now()))
        .filter(slot::Column::Id.eq(facts.id))
        .exec(tx.conn())
        .await?;
    forget_staffing(tx, facts.id).await
}

/// Forgets who steps in and who is absent at a time.
pub async fn forget_staffing(tx: &WriteTx, id: SlotId) -> Result<(), AppError> {
    stand_in::Entity::delete_many().filter(stand_in::Column::SlotId.eq(id)).exec(tx.conn()).await?;
    seat_absence::Entity::delete_many().filter(seat_absence::Column::SlotId.eq(id)).exec(tx.conn()).await?;
    Ok(())
}

/// Someone's time on a seat has been given another end: where they were to step in after it nobody comes, which the
/// coordinators see, and they no longer see the cases. Gives those times. The calendar is locked.
pub async fn steps_in_no_more(
    tx: &WriteTx,
    seat: SeatId,
    user: UserId,
    last: NaiveDate,
) -> Result<Vec<slot::Model>, AppError> {
    let named = stand_in::Entity::find()
        .filter(Condition::all().add(stand_in::Column::SeatId.eq(seat)).add(stand_in::Column::UserId.eq(user)))
        .all(tx.conn())
        .await?;
    let slots = slot::Entity::find().filter(slot::Column::Id.is_in(named.iter().map(|s| s.slot_id)));
    let mut emptied = Vec::new();
    for at in slots.all(tx.conn()).await?.into_iter().filter(|s| s.starts_at > tx.now()) {
        let day = local_day(at.starts_at);
        let holders = holders_of(tx, seat, day).await?;
        if day <= last || holders.iter().any(|h| h.user == user && h.kind == HolderKind::Substitute) {
            continue;
        }
        stand_in::Entity::delete_by_id((at.id, seat)).exec(tx.conn()).await?;
        insert_absence(tx, at.id, seat).await?;
        emptied.push(at);
    }
    Ok(emptied)
}

/// Whoever sits in the seat comes at this time after all.
pub async fn delete_absence(tx: &WriteTx, at: SlotId, seat: SeatId) -> Result<(), AppError> {
    seat_absence::Entity::delete_by_id((at, seat)).exec(tx.conn()).await?;
    Ok(())
}

/// Nobody comes for the seat at this time.
pub async fn insert_absence(tx: &WriteTx, at: SlotId, seat: SeatId) -> Result<(), AppError> {
    let row = seat_absence::Model { slot_id: at, seat_id: seat, made_at: tx.now() };
    seat_absence::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}
