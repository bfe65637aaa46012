//! Users as an association's administrator sees them, and what is live in their names.
use super::policy::{AddUser, ChangeUser, CloseUser, EndTask, GrantTask, SeeUsers, UserFacts};
use super::rules::SeatBeyond;
use crate::{
    access::{Actor, Allowed, Loaded, Role},
    accounts::store::{holder_of, role_grant, seat_of, team_of, user_account},
    cases::rules::StateCode,
    db::{Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, CaseId, GrantId, LotsAssignmentId, UnitId, UserId},
    },
    organisation::policy::Of,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockType},
};
use std::collections::HashMap;

// Of the cases only whose they are is asked; their rooms build on this one, so a way back would be a circle.
crate::entities! {
    case_of = "cases" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: CaseId,
        association_id: AssociationId,
        state: String,
        referrer_id: UserId,
        unit_id: UnitId,
    }
    lots_of = "lots_assignment" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: LotsAssignmentId,
        case_id: CaseId,
        lots_id: Option<UserId>,
        state: String,
    }
}

/// The states in which a lots assignment is live.
const LIVE: [&str; 3] = ["asked", "accepted", "active"];

/// The association, for its own administrator.
pub fn own<'tx>(tx: &'tx impl Tx, actor: &Actor) -> Loaded<'tx, Of<AssociationId>> {
    Loaded::from_tx(tx, Of { association: actor.association, id: actor.association })
}

/// The user, to be read.
pub async fn load<'tx>(
    tx: &'tx impl Tx,
    actor: &Actor,
    id: UserId,
) -> Result<(Loaded<'tx, UserFacts>, user_account::Model), AppError> {
    let account = user_account::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(AppError::NotFound)?;
    Ok((Loaded::from_tx(tx, facts(tx, actor, id).await?), account))
}

/// The user, to be changed: locked, so that a task can't be given or a seat filled while the account is closed.
pub async fn load_locked<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: UserId,
) -> Result<(Loaded<'tx, UserFacts>, user_account::Model), AppError> {
    lock(tx, id).await?;
    load(tx, actor, id).await
}

/// Holds the user's row until the transaction ends. Rows that only name the user can be written meanwhile.
pub async fn lock(tx: &WriteTx, id: UserId) -> Result<(), AppError> {
    if tx.locks_rows() {
        user_account::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(tx.conn()).await?;
    }
    Ok(())
}

/// The same for one of many who may hold it at a time: each waits for whoever changes it, none for another.
pub async fn hold(tx: &WriteTx, id: UserId) -> Result<(), AppError> {
    if tx.locks_rows() {
        user_account::Entity::find_by_id(id).lock(LockType::Share).one(tx.conn()).await?;
    }
    Ok(())
}

/// Whether the account is open and holds the task now; at the unit, where one is given.
pub async fn holds(
    tx: &WriteTx,
    user: UserId,
    association: AssociationId,
    role: Role,
    unit: Option<UnitId>,
) -> Result<bool, AppError> {
    let account = user_account::Entity::find_by_id(user).one(tx.conn()).await?;
    let mut held = role_grant::Entity::find()
        .filter(role_grant::Column::UserId.eq(user).and(role_grant::Column::EndedAt.is_null()))
        .filter(role_grant::Column::AssociationId.eq(association).and(role_grant::Column::Role.eq(role)));
    if let Some(unit) = unit {
        held = held.filter(role_grant::Column::UnitId.eq(unit));
    }
    Ok(account.is_some_and(|a| a.closed_at.is_none()) && held.count(tx.conn()).await? > 0)
}

async fn facts(tx: &impl Tx, actor: &Actor, user: UserId) -> Result<UserFacts, AppError> {
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::UserId.eq(user))
        .order_by_asc(role_grant::Column::GrantedAt)
        .order_by_asc(role_grant::Column::Id)
        .all(tx.conn())
        .await?;
    let live = grants.iter().find(|g| g.ended_at.is_none());
    Ok(UserFacts {
        user,
        is_known_here: grants.iter().any(|g| g.association_id == actor.association),
        home: live.or(grants.last()).map(|g| g.association_id),
    })
}

/// Every user who holds or held a task at the association, with their tasks there, the ended ones too.
pub async fn users_at(
    tx: &impl Tx,
    allowed: &Allowed<'_, SeeUsers>,
) -> Result<Vec<(user_account::Model, Vec<role_grant::Model>)>, AppError> {
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::AssociationId.eq(allowed.association))
        .order_by_asc(role_grant::Column::GrantedAt)
        .all(tx.conn())
        .await?;
    let here = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::UserId)
        .filter(role_grant::Column::AssociationId.eq(allowed.association));
    let accounts = user_account::Entity::find()
        .filter(user_account::Column::Id.in_subquery(sea_orm::QueryTrait::into_query(here)))
        .all(tx.conn())
        .await?;
    let mut by_user = HashMap::<UserId, Vec<role_grant::Model>>::new();
    for grant in grants {
        by_user.entry(grant.user_id).or_default().push(grant);
    }
    Ok(accounts.into_iter().map(|a| (by_user.remove(&a.id).unwrap_or_default(), a)).map(|(g, a)| (a, g)).collect())
}

/// The user's tasks at the association, the ended ones too, the latest first.
pub async fn grants_of(
    tx: &impl Tx,
    user: UserId,
    association: AssociationId,
) -> Result<Vec<role_grant::Model>, AppError> {
    Ok(role_grant::Entity::find()
        .filter(role_grant::Column::UserId.eq(user).and(role_grant::Column::AssociationId.eq(association)))
        .order_by_desc(role_grant::Column::GrantedAt)
        .all(tx.conn())
        .await?)
}

/// Writes a new account without a password; the e-mail address is unique.
pub async fn insert_account(tx: &WriteTx, email: &str, name: &str, language: &str) -> Result<UserId, DbErr> {
    let id = UserId::new();
    user_account::Entity::insert(user_account::ActiveModel {
        id: Set(id),
        email: Set(email.to_owned()),
        name: Set(name.to_owned()),
        password_hash: Set(None),
        must_change_password: Set(false),
        one_time_until: Set(None),
        language: Set(language.to_owned()),
        shows_names: Set(false),
        closed_at: Set(None),
        created_at: Set(tx.now()),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

/// Where a task is given: at the association, and at a unit for the tasks held there.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    pub role: Role,
    pub unit: Option<UnitId>,
}

/// Writes a task; the same one can't be held twice.
pub async fn insert_grant(
    tx: &WriteTx,
    user: UserId,
    association: AssociationId,
    task: Task,
) -> Result<GrantId, DbErr> {
    let id = GrantId::new();
    role_grant::Entity::insert(role_grant::ActiveModel {
        id: Set(id),
        user_id: Set(user),
        association_id: Set(association),
        role: Set(task.role),
        unit_id: Set(task.unit),
        granted_at: Set(tx.now()),
        ended_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

/// The same for a new user at the association.
pub async fn insert_first_grant(
    tx: &WriteTx,
    allowed: &Allowed<'_, AddUser>,
    user: UserId,
    task: Task,
) -> Result<GrantId, DbErr> {
    insert_grant(tx, user, allowed.association, task).await
}

/// The same for a user of the association.
pub async fn insert_further_grant(
    tx: &WriteTx,
    allowed: &Allowed<'_, GrantTask>,
    association: AssociationId,
    task: Task,
) -> Result<GrantId, DbErr> {
    insert_grant(tx, allowed.user, association, task).await
}

/// Ends a task of the user.
pub async fn end_grant(tx: &WriteTx, allowed: &Allowed<'_, EndTask>, grant: GrantId) -> Result<(), AppError> {
    ended(tx, allowed.user, Some(grant)).await
}

async fn ended(tx: &WriteTx, user: UserId, only: Option<GrantId>) -> Result<(), AppError> {
    let mut end = role_grant::Entity::update_many()
        .col_expr(role_grant::Column::EndedAt, Expr::value(tx.now()))
        .filter(role_grant::Column::UserId.eq(user).and(role_grant::Column::EndedAt.is_null()));
    if let Some(id) = only {
        end = end.filter(role_grant::Column::Id.eq(id));
    }
    end.exec(tx.conn()).await?;
    Ok(())
}

/// Closes the account and ends its tasks.
pub async fn close(tx: &WriteTx, allowed: &Allowed<'_, CloseUser>) -> Result<(), AppError> {
    ended(tx, allowed.user, None).await?;
    user_account::Entity::update_many()
        .col_expr(user_account::Column::ClosedAt, Expr::value(tx.now()))
        .filter(user_account::Column::Id.eq(allowed.user))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Takes a closed account into use again.
pub async fn reopen(tx: &WriteTx, user: UserId) -> Result<(), AppError> {
    user_account::Entity::update_many()
        .col_expr(user_account::Column::ClosedAt, Expr::value(None::<DateTime<Utc>>))
        .filter(user_account::Column::Id.eq(user))
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_name_and_email(
    tx: &WriteTx,
    allowed: &Allowed<'_, ChangeUser>,
    name: &str,
    email: &str,
) -> Result<(), DbErr> {
    user_account::Entity::update_many()
        .col_expr(user_account::Column::Name, Expr::value(name))
        .col_expr(user_account::Column::Email, Expr::value(email))
        .filter(user_account::Column::Id.eq(allowed.user))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// How many cases that are not over have the user as referrer; at one association and unit, or everywhere.
pub async fn live_cases(
    tx: &impl Tx,
    user: UserId,
    (at, unit): (Option<AssociationId>, Option<UnitId>),
) -> Result<usize, AppError> {
    let mut find = case_of::Entity::find()
        .filter(case_of::Column::ReferrerId.eq(user))
        .filter(case_of::Column::State.is_in(StateCode::LIVE.map(Code::code)));
    if let Some(association) = at {
        find = find.filter(case_of::Column::AssociationId.eq(association));
    }
    if let Some(unit) = unit {
        find = find.filter(case_of::Column::UnitId.eq(unit));
    }
    Ok(usize::try_from(find.count(tx.conn()).await?).unwrap_or(usize::MAX))
}

/// How many live lots assignments the user has; at one association, or everywhere.
pub async fn live_lots(tx: &impl Tx, user: UserId, at: Option<AssociationId>) -> Result<usize, AppError> {
    let mut find =
        lots_of::Entity::find().filter(lots_of::Column::LotsId.eq(user)).filter(lots_of::Column::State.is_in(LIVE));
    if let Some(association) = at {
        let cases = case_of::Entity::find()
            .select_only()
            .column(case_of::Column::Id)
            .filter(case_of::Column::AssociationId.eq(association));
        find = find.filter(lots_of::Column::CaseId.in_subquery(sea_orm::QueryTrait::into_query(cases)));
    }
    Ok(usize::try_from(find.count(tx.conn()).await?).unwrap_or(usize::MAX))
}

/// The seats that the user holds beyond today at the association, by team. One whose last day is today is over.
pub async fn seats_beyond_today(
    tx: &impl Tx,
    user: UserId,
    association: AssociationId,
) -> Result<Vec<SeatBeyond>, AppError> {
    let beyond = Condition::any().add(holder_of::Column::UntilDay.is_null());
    let holders = holder_of::Entity::find()
        .filter(holder_of::Column::UserId.eq(user))
        .filter(beyond.add(holder_of::Column::UntilDay.gt(tx.today())))
        .order_by_asc(holder_of::Column::FromDay)
        .order_by_asc(holder_of::Column::Id)
        .all(tx.conn())
        .await?;
    let seats = seat_of::Entity::find().filter(seat_of::Column::Id.is_in(holders.iter().map(|h| h.seat_id)));
    let seats: HashMap<_, _> = seats.all(tx.conn()).await?.into_iter().map(|s| (s.id, s)).collect();
    let teams = team_of::Entity::find()
        .filter(team_of::Column::Id.is_in(seats.values().map(|s| s.team_id)))
        .filter(team_of::Column::AssociationId.eq(association));
    let teams: HashMap<_, _> = teams.all(tx.conn()).await?.into_iter().map(|t| (t.id, t.name)).collect();
    let beyond = holders.into_iter().filter_map(|h| {
        let seat = seats.get(&h.seat_id)?;
        let team_name = teams.get(&seat.team_id)?.clone();
        Some(SeatBeyond { holder: h.id, team: seat.team_id, team_name, party: seat.party, until: h.until_day })
    });
    Ok(beyond.collect())
}

/// How many others hold the administrator's task at the association with an open account.
pub async fn other_administrators(tx: &impl Tx, association: AssociationId, but: UserId) -> Result<usize, AppError> {
    let open = user_account::Entity::find()
        .select_only()
        .column(user_account::Column::Id)
        .filter(user_account::Column::ClosedAt.is_null());
    let others = role_grant::Entity::find()
        .filter(role_grant::Column::AssociationId.eq(association).and(role_grant::Column::EndedAt.is_null()))
        .filter(role_grant::Column::Role.eq(Role::Administrator).and(role_grant::Column::UserId.ne(but)))
        .filter(role_grant::Column::UserId.in_subquery(sea_orm::QueryTrait::into_query(open)))
        .count(tx.conn())
        .await?;
    Ok(usize::try_from(others).unwrap_or(usize::MAX))
}

/// The open accounts that hold this task now at one of these units.
pub async fn holding(
    tx: &impl Tx,
    association: AssociationId,
    role: Role,
    units: &[UnitId],
) -> Result<Vec<user_account::Model>, AppError> {
    let at = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::UserId)
        .filter(role_grant::Column::AssociationId.eq(association).and(role_grant::Column::EndedAt.is_null()))
        .filter(role_grant::Column::Role.eq(role))
        .filter(role_grant::Column::UnitId.is_in(units.iter().copied()));
    Ok(user_account::Entity::find()
        .filter(user_account::Column::Id.in_subquery(sea_orm::QueryTrait::into_query(at)))
        .filter(user_account::Column::ClosedAt.is_null())
        .all(tx.conn())
        .await?)
}
