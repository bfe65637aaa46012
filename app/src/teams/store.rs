//! The teams' tables, and their rows.
use super::{
    policy::{AddTeam, ChangeTeam, EndSeat, FillSeat, SeeTeam, TeamFacts},
    rules::{Held, HolderKind, SeatFault},
};
use crate::{
    access::{Actor, Allowed, Loaded},
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, DistrictId, SeatHolderId, SeatId, TeamId, UserId},
    },
    organisation::rules::Party,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

crate::entities! {
    team = "team" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: TeamId,
        association_id: AssociationId,
        code: String,
        name: String,
        /// Where a participant calls: it stands in the letters. Empty: none.
        phone: String,
        closed_at: Option<DateTime<Utc>>,
    }
    team_district = "team_district" {
        #[sea_orm(primary_key, auto_increment = false)]
        team_id: TeamId,
        #[sea_orm(primary_key, auto_increment = false)]
        district_id: DistrictId,
    }
    seat = "seat" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SeatId,
        team_id: TeamId,
        party: Party,
    }
    seat_holder = "seat_holder" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SeatHolderId,
        seat_id: SeatId,
        user_id: UserId,
        kind: HolderKind,
        from_day: NaiveDate,
        until_day: Option<NaiveDate>,
    }
}

/// Why a team was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The code is taken.
    Taken,
    /// The team has people in its seats, or the seat has a history.
    StillUsed,
    /// A district is not an open one of the association.
    UnknownDistrict,
    Seat(SeatFault),
    /// The user does not hold the representative's task at a unit of the party.
    NotOfTheParty,
    /// It would end before it began.
    BeforeBeginning,
    /// It has begun: it ends on a day, it is not taken back.
    HasBegun,
    App(AppError),
}

impl From<AppError> for Refusal {
    fn from(e: AppError) -> Self {
        Refusal::App(e)
    }
}

impl From<DbErr> for Refusal {
    fn from(e: DbErr) -> Self {
        match AppError::from(e) {
            AppError::Conflict => Refusal::Taken,
            e => Refusal::App(e),
        }
    }
}

/// Every team that the actor may see, closed ones too, by name: the same rule as [`SeeTeam`].
pub async fn visible_to(tx: &impl Tx, actor: &Actor) -> Result<Vec<team::Model>, AppError> {
    let mut rows = team::Entity::find()
        .filter(team::Column::AssociationId.eq(actor.association))
        .order_by_asc(team::Column::Name)
        .order_by_asc(team::Column::Id)
        .all(tx.conn())
        .await?;
    rows.retain(|t| actor.might::<SeeTeam>(&TeamFacts { team: t.id, association: t.association_id }));
    Ok(rows)
}

/// The team, whoever's it is: the policy says whether the actor may know of it.
pub async fn load(tx: &impl Tx, id: TeamId) -> Result<(Loaded<'_, TeamFacts>, team::Model), AppError> {
    let row = team::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(AppError::NotFound)?;
    Ok((Loaded::from_tx(tx, TeamFacts { team: id, association: row.association_id }), row))
}

/// The same, locked: two people can't be put in one seat, nor one in a team that is being closed.
pub async fn load_locked(tx: &WriteTx, id: TeamId) -> Result<(Loaded<'_, TeamFacts>, team::Model), AppError> {
    if tx.locks_rows() {
        team::Entity::find_by_id(id).lock_exclusive().one(tx.conn()).await?;
    }
    load(tx, id).await
}

/// The districts that each of these teams serves.
pub async fn districts_of(tx: &impl Tx, teams: &[TeamId]) -> Result<Vec<team_district::Model>, AppError> {
    Ok(team_district::Entity::find()
        .filter(team_district::Column::TeamId.is_in(teams.iter().copied()))
        .all(tx.conn())
        .await?)
}

/// The seats of these teams.
pub async fn seats_of(tx: &impl Tx, teams: &[TeamId]) -> Result<Vec<seat::Model>, AppError> {
    Ok(seat::Entity::find().filter(seat::Column::TeamId.is_in(teams.iter().copied())).all(tx.conn()).await?)
}

/// Everyone who holds, held or will hold one of these seats, by the day from which.
pub async fn holders_of(tx: &impl Tx, seats: &[SeatId]) -> Result<Vec<seat_holder::Model>, AppError> {
    Ok(seat_holder::Entity::find()
        .filter(seat_holder::Column::SeatId.is_in(seats.iter().copied()))
        .order_by_asc(seat_holder::Column::FromDay)
        .order_by_asc(seat_holder::Column::Id)
        .all(tx.conn())
        .await?)
}

/// What is kept of a team in its own row.
#[derive(Clone, Copy, Debug)]
pub struct TeamWords<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub phone: &'a str,
}

pub async fn insert(tx: &WriteTx, allowed: &Allowed<'_, AddTeam>, words: TeamWords<'_>) -> Result<TeamId, Refusal> {
    let id = TeamId::new();
    team::Entity::insert(team::ActiveModel {
        id: Set(id),
        association_id: Set(allowed.association),
        code: Set(words.code.to_owned()),
        name: Set(words.name.to_owned()),
        phone: Set(words.phone.to_owned()),
        closed_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

pub async fn set(
    tx: &WriteTx,
    allowed: &Allowed<'_, ChangeTeam>,
    words: TeamWords<'_>,
    closed_at: Option<DateTime<Utc>>,
) -> Result<(), Refusal> {
    team::Entity::update_many()
        .col_expr(team::Column::Code, Expr::value(words.code))
        .col_expr(team::Column::Name, Expr::value(words.name))
        .col_expr(team::Column::Phone, Expr::value(words.phone))
        .col_expr(team::Column::ClosedAt, Expr::value(closed_at))
        .filter(team::Column::Id.eq(allowed.team))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Makes these the districts of a team that the caller may write.
pub async fn set_districts(tx: &WriteTx, team: TeamId, districts: &[DistrictId]) -> Result<(), AppError> {
    team_district::Entity::delete_many().filter(team_district::Column::TeamId.eq(team)).exec(tx.conn()).await?;
    for district in districts {
        team_district::Entity::insert(team_district::ActiveModel { team_id: Set(team), district_id: Set(*district) })
            .exec_without_returning(tx.conn())
            .await?;
    }
    Ok(())
}

/// Makes these the seats of a team that the caller may write. A seat that someone has held stays: it is history.
pub async fn set_seats(tx: &WriteTx, team: TeamId, parties: &[Party]) -> Result<(), Refusal> {
    let seats = seats_of(tx, &[team]).await?;
    for seat in seats.iter().filter(|s| !parties.contains(&s.party)) {
        if !holders_of(tx, &[seat.id]).await?.is_empty() {
            return Err(Refusal::StillUsed);
        }
        seat::Entity::delete_many().filter(seat::Column::Id.eq(seat.id)).exec(tx.conn()).await?;
    }
    for party in parties.iter().filter(|p| !seats.iter().any(|s| s.party == **p)) {
        let row = seat::ActiveModel { id: Set(SeatId::new()), team_id: Set(team), party: Set(*party) };
        seat::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

pub async fn insert_holder(
    tx: &WriteTx,
    _: &Allowed<'_, FillSeat>,
    seat: SeatId,
    user: UserId,
    held: Held,
) -> Result<SeatHolderId, AppError> {
    let id = SeatHolderId::new();
    seat_holder::Entity::insert(seat_holder::ActiveModel {
        id: Set(id),
        seat_id: Set(seat),
        user_id: Set(user),
        kind: Set(held.kind),
        from_day: Set(held.from),
        until_day: Set(held.until),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

/// Takes away a time that has not begun: nobody has sat there, so there is nothing to remember but the log.
pub async fn delete_holder(tx: &WriteTx, _: &Allowed<'_, EndSeat>, holder: SeatHolderId) -> Result<(), AppError> {
    seat_holder::Entity::delete_by_id(holder).exec(tx.conn()).await?;
    Ok(())
}

pub async fn end_holder(
    tx: &WriteTx,
    _: &Allowed<'_, EndSeat>,
    holder: SeatHolderId,
    until: NaiveDate,
) -> Result<(), AppError> {
    seat_holder::Entity::update_many()
        .col_expr(seat_holder::Column::UntilDay, Expr::value(until))
        .filter(seat_holder::Column::Id.eq(holder))
        .exec(tx.conn())
        .await?;
    Ok(())
}
