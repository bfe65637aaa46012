//! The organisation's tables, and their rows for one association at a time.
use super::{
    policy::{AddAgency, AddDistrict, AddUnit, ChangeAgency, ChangeDistrict, ChangeSettings, ChangeUnit, Of},
    rules::{Limits, Party},
};
use crate::{
    access::{Actor, Allowed, Loaded},
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AgencyId, AssociationId, DistrictId, GrantId, TeamId, UnitId, UserId},
    },
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use std::collections::HashMap;

crate::entities! {
    /// An association and the limits that it has set.
    association = "association" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: AssociationId,
        name: String,
        /// Days in the inbox before a referral is late.
        inbox_days: i32,
        /// Weeks in the queue before a case has waited too long.
        queue_weeks: i32,
        /// Days after a held meeting until the plan must be established.
        plan_days: i32,
        /// Days after its due day until a follow-up is on the coordinator's list.
        follow_up_grace_days: i32,
        /// Days from request to information meeting that work training aims at.
        information_meeting_days: i32,
        created_at: DateTime<Utc>,
    }
    district = "district" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: DistrictId,
        association_id: AssociationId,
        name: String,
        closed_at: Option<DateTime<Utc>>,
    }
    agency = "agency" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: AgencyId,
        association_id: AssociationId,
        code: String,
        name: String,
        party: Party,
        closed_at: Option<DateTime<Utc>>,
    }
    unit = "unit" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: UnitId,
        agency_id: AgencyId,
        name: String,
        covers_colleagues: bool,
        closed_at: Option<DateTime<Utc>>,
    }
}

// Other rooms' tables, of which only "is it still used" is asked: a way back to those rooms would be a circle.
crate::entities! {
    granted = "role_grant" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: GrantId,
        user_id: UserId,
        unit_id: Option<UnitId>,
        ended_at: Option<DateTime<Utc>>,
    }
    served = "team_district" {
        #[sea_orm(primary_key, auto_increment = false)]
        team_id: TeamId,
        #[sea_orm(primary_key, auto_increment = false)]
        district_id: DistrictId,
    }
    serving = "team" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: TeamId,
        name: String,
        closed_at: Option<DateTime<Utc>>,
    }
}

/// Why a record of the organisation was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The name or code is taken.
    Taken,
    /// It can't be closed: something that is in use needs it.
    StillUsed,
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

/// The association, for its own administrator.
pub async fn load_own<'tx>(tx: &'tx impl Tx, actor: &Actor) -> Result<Loaded<'tx, Of<AssociationId>>, AppError> {
    Ok(Loaded::from_tx(tx, Of { association: actor.association, id: actor.association }))
}

/// The agency with this id, of a case that has been loaded.
pub async fn agency_by_id(tx: &impl Tx, id: AgencyId) -> Result<agency::Model, AppError> {
    let find = async { agency::Entity::find_by_id(id).one(tx.conn()).await?.ok_or_else(|| missing("agency")) };
    tx.once("agency", id.0, find).await
}

/// The district with this id, of a case that has been loaded.
pub async fn district_by_id(tx: &impl Tx, id: DistrictId) -> Result<district::Model, AppError> {
    let find = async { district::Entity::find_by_id(id).one(tx.conn()).await?.ok_or_else(|| missing("district")) };
    tx.once("district", id.0, find).await
}

fn missing(what: &str) -> AppError {
    AppError::fault(format!("a case without its {what}"))
}

/// The association with its limits.
pub async fn association_by_id(tx: &impl Tx, id: AssociationId) -> Result<association::Model, AppError> {
    let find = async { association::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(AppError::NotFound) };
    tx.once("association", id.0, find).await
}

/// The association with this name, if there is one.
pub async fn association_by_name(tx: &impl Tx, name: &str) -> Result<Option<AssociationId>, AppError> {
    let found = association::Entity::find().filter(association::Column::Name.eq(name)).one(tx.conn()).await?;
    Ok(found.map(|a| a.id))
}

/// Writes a new association.
pub async fn insert_association(tx: &WriteTx, name: &str, limits: Limits) -> Result<AssociationId, Refusal> {
    let id = AssociationId::new();
    association::Entity::insert(association::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        inbox_days: Set(limits.inbox_days),
        queue_weeks: Set(limits.queue_weeks),
        plan_days: Set(limits.plan_days),
        follow_up_grace_days: Set(limits.follow_up_grace_days),
        information_meeting_days: Set(limits.information_meeting_days),
        created_at: Set(tx.now()),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

pub async fn set_settings(
    tx: &WriteTx,
    allowed: &Allowed<'_, ChangeSettings>,
    name: &str,
    limits: Limits,
) -> Result<(), Refusal> {
    use association::Column;
    association::Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::InboxDays, Expr::value(limits.inbox_days))
        .col_expr(Column::QueueWeeks, Expr::value(limits.queue_weeks))
        .col_expr(Column::PlanDays, Expr::value(limits.plan_days))
        .col_expr(Column::FollowUpGraceDays, Expr::value(limits.follow_up_grace_days))
        .col_expr(Column::InformationMeetingDays, Expr::value(limits.information_meeting_days))
        .filter(Column::Id.eq(allowed.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Every district of the association, closed ones too, by name.
pub async fn districts(tx: &impl Tx, association: AssociationId) -> Result<Vec<district::Model>, AppError> {
    Ok(district::Entity::find()
        .filter(district::Column::AssociationId.eq(association))
        .order_by_asc(district::Column::Name)
        .all(tx.conn())
        .await?)
}

/// The district, if it is the actor's association's.
pub async fn load_district<'tx>(
    tx: &'tx impl Tx,
    actor: &Actor,
    id: DistrictId,
) -> Result<(Loaded<'tx, Of<DistrictId>>, district::Model), AppError> {
    let found = district::Entity::find_by_id(id).one(tx.conn()).await?;
    let row = found.filter(|d| d.association_id == actor.association).ok_or(AppError::NotFound)?;
    Ok((Loaded::from_tx(tx, Of { association: row.association_id, id }), row))
}

pub async fn insert_district(
    tx: &WriteTx,
    allowed: &Allowed<'_, AddDistrict>,
    name: &str,
) -> Result<DistrictId, Refusal> {
    let id = DistrictId::new();
    district::Entity::insert(district::ActiveModel {
        id: Set(id),
        association_id: Set(allowed.association),
        name: Set(name.to_owned()),
        closed_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

pub async fn set_district(
    tx: &WriteTx,
    allowed: &Allowed<'_, ChangeDistrict>,
    name: &str,
    closed_at: Option<DateTime<Utc>>,
) -> Result<(), Refusal> {
    district::Entity::update_many()
        .col_expr(district::Column::Name, Expr::value(name))
        .col_expr(district::Column::ClosedAt, Expr::value(closed_at))
        .filter(district::Column::Id.eq(allowed.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The names of the open teams that serve the district.
pub async fn teams_serving(tx: &impl Tx, district: DistrictId) -> Result<Vec<String>, AppError> {
    let links = served::Entity::find().filter(served::Column::DistrictId.eq(district)).all(tx.conn()).await?;
    let teams = serving::Entity::find()
        .filter(serving::Column::Id.is_in(links.into_iter().map(|l| l.team_id)))
        .filter(serving::Column::ClosedAt.is_null())
        .order_by_asc(serving::Column::Name)
        .all(tx.conn())
        .await?;
    Ok(teams.into_iter().map(|t| t.name).collect())
}

/// Every agency of the association, closed ones too, by name.
pub async fn agencies(tx: &impl Tx, association: AssociationId) -> Result<Vec<agency::Model>, AppError> {
    Ok(agency::Entity::find()
        .filter(agency::Column::AssociationId.eq(association))
        .order_by_asc(agency::Column::Name)
        .order_by_asc(agency::Column::Id)
        .all(tx.conn())
        .await?)
}

/// The agency, if it is the actor's association's.
pub async fn load_agency<'tx>(
    tx: &'tx impl Tx,
    actor: &Actor,
    id: AgencyId,
) -> Result<(Loaded<'tx, Of<AgencyId>>, agency::Model), AppError> {
    let found = agency::Entity::find_by_id(id).one(tx.conn()).await?;
    let row = found.filter(|a| a.association_id == actor.association).ok_or(AppError::NotFound)?;
    Ok((Loaded::from_tx(tx, Of { association: row.association_id, id }), row))
}

pub async fn insert_agency(
    tx: &WriteTx,
    allowed: &Allowed<'_, AddAgency>,
    code: &str,
    name: &str,
    party: Party,
) -> Result<AgencyId, Refusal> {
    let id = AgencyId::new();
    agency::Entity::insert(agency::ActiveModel {
        id: Set(id),
        association_id: Set(allowed.association),
        code: Set(code.to_owned()),
        name: Set(name.to_owned()),
        party: Set(party),
        closed_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

/// The party is not changed: consents and seats count on it.
pub async fn set_agency(
    tx: &WriteTx,
    allowed: &Allowed<'_, ChangeAgency>,
    code: &str,
    name: &str,
    closed_at: Option<DateTime<Utc>>,
) -> Result<(), Refusal> {
    agency::Entity::update_many()
        .col_expr(agency::Column::Code, Expr::value(code))
        .col_expr(agency::Column::Name, Expr::value(name))
        .col_expr(agency::Column::ClosedAt, Expr::value(closed_at))
        .filter(agency::Column::Id.eq(allowed.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The units of these agencies, closed ones too, by name.
pub async fn units_of(tx: &impl Tx, agencies: &[AgencyId]) -> Result<Vec<unit::Model>, AppError> {
    Ok(unit::Entity::find()
        .filter(unit::Column::AgencyId.is_in(agencies.iter().copied()))
        .order_by_asc(unit::Column::Name)
        .all(tx.conn())
        .await?)
}

/// The unit with its agency, if it is the actor's association's.
pub async fn load_unit<'tx>(
    tx: &'tx impl Tx,
    actor: &Actor,
    id: UnitId,
) -> Result<(Loaded<'tx, Of<UnitId>>, unit::Model, agency::Model), AppError> {
    let row = unit::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(AppError::NotFound)?;
    let (_, agency) = load_agency(tx, actor, row.agency_id).await?;
    Ok((Loaded::from_tx(tx, Of { association: agency.association_id, id }), row, agency))
}

pub async fn insert_unit(
    tx: &WriteTx,
    allowed: &Allowed<'_, AddUnit>,
    name: &str,
    covers_colleagues: bool,
) -> Result<UnitId, Refusal> {
    let id = UnitId::new();
    unit::Entity::insert(unit::ActiveModel {
        id: Set(id),
        agency_id: Set(allowed.id),
        name: Set(name.to_owned()),
        covers_colleagues: Set(covers_colleagues),
        closed_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

pub async fn set_unit(
    tx: &WriteTx,
    allowed: &Allowed<'_, ChangeUnit>,
    name: &str,
    covers_colleagues: bool,
    closed_at: Option<DateTime<Utc>>,
) -> Result<(), Refusal> {
    unit::Entity::update_many()
        .col_expr(unit::Column::Name, Expr::value(name))
        .col_expr(unit::Column::CoversColleagues, Expr::value(covers_colleagues))
        .col_expr(unit::Column::ClosedAt, Expr::value(closed_at))
        .filter(unit::Column::Id.eq(allowed.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The name of the agency of each of these units, closed ones too.
pub async fn agencies_of_units(
    tx: &impl Tx,
    units: impl IntoIterator<Item = UnitId>,
) -> Result<HashMap<UnitId, String>, AppError> {
    let of_unit = unit::Entity::belongs_to(agency::Entity).from(unit::Column::AgencyId).to(agency::Column::Id);
    let rows: Vec<(UnitId, String)> = unit::Entity::find()
        .select_only()
        .column(unit::Column::Id)
        .column(agency::Column::Name)
        .join(JoinType::InnerJoin, of_unit.into())
        .filter(unit::Column::Id.is_in(units))
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(rows.into_iter().collect())
}

/// Who holds a task at each of these units now.
pub async fn users_at(tx: &impl Tx, units: &[UnitId]) -> Result<Vec<(UnitId, UserId)>, AppError> {
    let rows = granted::Entity::find()
        .filter(granted::Column::UnitId.is_in(units.iter().copied()))
        .filter(granted::Column::EndedAt.is_null())
        .all(tx.conn())
        .await?;
    let mut held: Vec<_> = rows.into_iter().filter_map(|g| Some((g.unit_id?, g.user_id))).collect();
    held.sort_unstable();
    held.dedup();
    Ok(held)
}
