//! Who holds or held which task or seat: what a user may do hangs on it, and other rooms tell from where something was
//! done, or who else could do it.
use super::{holder_of, role_grant, seat_of, team_of, user_account};
use crate::{
    access::{Grant, Role, SeatHeld, actor::UnitOf},
    db::Tx,
    kernel::{
        error::AppError,
        id::{AgencyId, AssociationId, TeamId, UnitId, UserId},
    },
    organisation::{
        rules::Party,
        store::{agency, unit},
    },
    teams::rules::HolderKind,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;

/// Whether anyone but this user, who can log in, holds the task at the association.
pub async fn has_other(tx: &impl Tx, association: AssociationId, role: Role, not: UserId) -> Result<bool, AppError> {
    let of_grant = role_grant::Entity::belongs_to(user_account::Entity)
        .from(role_grant::Column::UserId)
        .to(user_account::Column::Id);
    let found: Option<UserId> = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::UserId)
        .join(JoinType::InnerJoin, of_grant.into())
        .filter(role_grant::Column::AssociationId.eq(association))
        .filter(role_grant::Column::Role.eq(role))
        .filter(role_grant::Column::EndedAt.is_null())
        .filter(role_grant::Column::UserId.ne(not))
        .filter(user_account::Column::ClosedAt.is_null())
        .filter(user_account::Column::PasswordHash.is_not_null())
        .limit(1)
        .into_tuple()
        .one(tx.conn())
        .await?;
    Ok(found.is_some())
}

/// A task that a user holds or held at a unit, and when.
#[derive(Clone, Copy, Debug)]
pub struct HeldAt {
    pub user: UserId,
    pub role: Role,
    pub unit: UnitId,
    pub from: DateTime<Utc>,
    pub until: Option<DateTime<Utc>>,
}

/// At which units these users hold or held which tasks, for whoever tells from where something was done.
pub async fn units_held(
    tx: &impl Tx,
    association: AssociationId,
    users: impl IntoIterator<Item = UserId>,
) -> Result<Vec<HeldAt>, AppError> {
    let users: HashSet<UserId> = users.into_iter().collect();
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::AssociationId.eq(association))
        .filter(role_grant::Column::UserId.is_in(users))
        .all(tx.conn())
        .await?;
    let held = |g: role_grant::Model| {
        Some(HeldAt { user: g.user_id, role: g.role, unit: g.unit_id?, from: g.granted_at, until: g.ended_at })
    };
    Ok(rows.into_iter().filter_map(held).collect())
}

/// The tasks that the user holds at the association now, with their units.
pub async fn grants_at(tx: &impl Tx, user: UserId, association: AssociationId) -> Result<Vec<Grant>, AppError> {
    Ok(held_at(tx, user, association).await?.into_iter().map(|(grant, _)| grant).collect())
}

/// The same, each with the unit's and the agency's name. One statement: it is asked at every request.
async fn held_at(
    tx: &impl Tx,
    user: UserId,
    association: AssociationId,
) -> Result<Vec<(Grant, Option<String>)>, AppError> {
    let of_unit = role_grant::Entity::belongs_to(unit::Entity).from(role_grant::Column::UnitId).to(unit::Column::Id);
    let of_agency = unit::Entity::belongs_to(agency::Entity).from(unit::Column::AgencyId).to(agency::Column::Id);
    let held = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::Role)
        .column_as(unit::Column::Id, "unit")
        .column_as(unit::Column::CoversColleagues, "covers_colleagues")
        .column_as(unit::Column::Name, "unit_name")
        .column_as(agency::Column::Id, "agency")
        .column_as(agency::Column::Party, "party")
        .column_as(agency::Column::Name, "agency_name")
        .join(JoinType::LeftJoin, of_unit.into())
        .join(JoinType::LeftJoin, of_agency.into())
        .filter(role_grant::Column::UserId.eq(user))
        .filter(role_grant::Column::AssociationId.eq(association).and(role_grant::Column::EndedAt.is_null()))
        .order_by_asc(role_grant::Column::GrantedAt)
        .into_model::<Held>()
        .all(tx.conn())
        .await?;
    Ok(held.into_iter().filter_map(Held::grant).collect())
}

/// A task, with the unit at which it is held.
#[derive(FromQueryResult)]
struct Held {
    role: Role,
    unit: Option<UnitId>,
    covers_colleagues: Option<bool>,
    unit_name: Option<String>,
    agency: Option<AgencyId>,
    party: Option<Party>,
    agency_name: Option<String>,
}

impl Held {
    /// None for a task of a unit without one.
    fn grant(self) -> Option<(Grant, Option<String>)> {
        let unit = match (self.unit, self.agency, self.party, self.covers_colleagues) {
            (Some(unit), Some(agency), Some(party), Some(covers_colleagues)) => {
                Some(UnitOf { unit, agency, party, covers_colleagues })
            }
            _ => None,
        };
        let place = self.unit_name.zip(self.agency_name).map(|(unit, agency)| format!("{unit}, {agency}"));
        (unit.is_some() || !self.role.is_held_at_a_unit()).then_some((Grant { role: self.role, unit }, place))
    }
}

/// The seats that the user holds, held or will hold in the association's teams.
pub async fn seats_at(tx: &impl Tx, user: UserId, association: AssociationId) -> Result<Vec<SeatHeld>, AppError> {
    let of_seat =
        holder_of::Entity::belongs_to(seat_of::Entity).from(holder_of::Column::SeatId).to(seat_of::Column::Id);
    let of_team = seat_of::Entity::belongs_to(team_of::Entity).from(seat_of::Column::TeamId).to(team_of::Column::Id);
    let held: Vec<(TeamId, Party, HolderKind, NaiveDate, Option<NaiveDate>)> = holder_of::Entity::find()
        .select_only()
        .columns([seat_of::Column::TeamId, seat_of::Column::Party])
        .columns([holder_of::Column::Kind, holder_of::Column::FromDay, holder_of::Column::UntilDay])
        .join(JoinType::InnerJoin, of_seat.into())
        .join(JoinType::InnerJoin, of_team.into())
        .filter(holder_of::Column::UserId.eq(user).and(team_of::Column::AssociationId.eq(association)))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let seat = |(team, party, kind, from, until)| SeatHeld { team, party, kind, from, until };
    Ok(held.into_iter().map(seat).collect())
}

/// The user's tasks at the association, with the unit's and the agency's name.
pub async fn tasks_of(
    tx: &impl Tx,
    user: UserId,
    association: AssociationId,
) -> Result<Vec<(Role, Option<String>)>, AppError> {
    Ok(held_at(tx, user, association).await?.into_iter().map(|(grant, place)| (grant.role, place)).collect())
}
