//! Who holds or held which task, for the rooms that tell from where something was done, or who else could do it.
use super::{role_grant, user_account};
use crate::{
    access::Role,
    db::Tx,
    kernel::{
        error::AppError,
        id::{AssociationId, UnitId, UserId},
    },
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect};
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
