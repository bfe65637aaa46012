//! Users, their tasks and sessions in the database.
mod held;

pub use held::{HeldAt, grants_at, has_other, seats_at, tasks_of, units_held};

use super::api::DemoAccount;
use crate::{
    access::Role,
    audit::{Subject, SubjectKind},
    db::{HousekeepingTable, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{
            AssociationId, GrantId, KeptFormId, SearchId, SeatHolderId, SeatId, SessionId, ShownOnceId, TeamId, UnitId,
            UserId,
        },
    },
    organisation::{rules::Party, store::association},
    teams::rules::HolderKind,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

// Of the seats only who holds them is asked; teams build on this room, so a way back would be a circle.
crate::entities! {
    team_of = "team" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: TeamId,
        association_id: AssociationId,
        name: String,
    }
    seat_of = "seat" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SeatId,
        team_id: TeamId,
        party: Party,
    }
    holder_of = "seat_holder" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SeatHolderId,
        seat_id: SeatId,
        user_id: UserId,
        kind: HolderKind,
        from_day: NaiveDate,
        until_day: Option<NaiveDate>,
    }
}

crate::entities! {
    user_account = "user_account" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: UserId,
        email: String,
        name: String,
        /// None: cannot log in until an administrator opens the account.
        password_hash: Option<String>,
        must_change_password: bool,
        one_time_until: Option<DateTime<Utc>>,
        language: String,
        shows_names: bool,
        closed_at: Option<DateTime<Utc>>,
        created_at: DateTime<Utc>,
    }
    role_grant = "role_grant" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: GrantId,
        user_id: UserId,
        association_id: AssociationId,
        role: Role,
        unit_id: Option<UnitId>,
        granted_at: DateTime<Utc>,
        ended_at: Option<DateTime<Utc>>,
    }
    session = "session" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SessionId,
        token_hash: Vec<u8>,
        user_id: UserId,
        association_id: Option<AssociationId>,
        created_at: DateTime<Utc>,
        seen_at: DateTime<Utc>,
        ended_at: Option<DateTime<Utc>>,
    }
    login_throttle = "login_throttle" {
        #[sea_orm(primary_key, auto_increment = false)]
        key_hash: Vec<u8>,
        failures: i32,
        window_start: DateTime<Utc>,
    }
    submission = "submission" {
        #[sea_orm(primary_key, auto_increment = false)]
        key_hash: Vec<u8>,
        redirect: Option<String>,
        made_at: DateTime<Utc>,
    }
    kept_form = "kept_form" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: KeptFormId,
        user_id: UserId,
        path: String,
        sealed: Vec<u8>,
        made_at: DateTime<Utc>,
    }
    saved_search = "saved_search" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SearchId,
        session_id: SessionId,
        sealed: Vec<u8>,
        made_at: DateTime<Utc>,
    }
}

crate::entities! {
    shown_once = "shown_once" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ShownOnceId,
        session_id: SessionId,
        about: Uuid,
        sealed: Vec<u8>,
        made_at: DateTime<Utc>,
    }
}

impl HousekeepingTable for shown_once::Entity {}
impl HousekeepingTable for session::Entity {}
impl HousekeepingTable for login_throttle::Entity {}
impl HousekeepingTable for submission::Entity {}
impl HousekeepingTable for kept_form::Entity {}
impl HousekeepingTable for saved_search::Entity {}

/// A user's chain in the audit log. It stands above the associations: a user can work at several.
pub fn subject(user: UserId) -> Subject {
    Subject { kind: SubjectKind::User, id: user.0, association: None }
}

/// The account with this address, open or closed.
pub async fn by_email(tx: &impl Tx, email: &str) -> Result<Option<user_account::Model>, AppError> {
    Ok(user_account::Entity::find().filter(user_account::Column::Email.eq(email)).one(tx.conn()).await?)
}

/// Names of users by id, for whoever shows who did or holds something: colleagues are no secret. Closed accounts keep
/// theirs.
pub async fn names_of(
    tx: &impl Tx,
    users: impl IntoIterator<Item = UserId>,
) -> Result<HashMap<UserId, String>, AppError> {
    let users: HashSet<UserId> = users.into_iter().collect();
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = user_account::Entity::find()
        .select_only()
        .columns([user_account::Column::Id, user_account::Column::Name])
        .filter(user_account::Column::Id.is_in(users))
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(rows.into_iter().collect())
}

/// Name and e-mail address of a user, for whoever has to reach them about a case. A closed account is reached no more: it
/// has no address.
pub async fn reached(tx: &impl Tx, user: UserId) -> Result<(String, String), AppError> {
    let found = user_account::Entity::find_by_id(user).one(tx.conn()).await?;
    let reached = |u: user_account::Model| (u.name, if u.closed_at.is_none() { u.email } else { String::new() });
    Ok(found.map(reached).unwrap_or_default())
}

/// The account of a logged-in user.
pub async fn by_id(tx: &impl Tx, user: UserId) -> Result<Option<user_account::Model>, AppError> {
    Ok(user_account::Entity::find_by_id(user).one(tx.conn()).await?)
}

/// What a token leads to: the session, its user, and the association that they work at in it.
#[derive(FromQueryResult)]
pub struct SessionFound {
    pub id: SessionId,
    pub user_id: UserId,
    pub association_id: Option<AssociationId>,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub name: String,
    pub language: String,
    pub shows_names: bool,
    pub must_change_password: bool,
    pub closed_at: Option<DateTime<Utc>>,
    pub association_name: Option<String>,
}

/// The session with this token, ended or not. One statement: it is asked at every request.
pub async fn session_by_token(tx: &impl Tx, token_hash: &[u8]) -> Result<Option<SessionFound>, AppError> {
    let of_user =
        session::Entity::belongs_to(user_account::Entity).from(session::Column::UserId).to(user_account::Column::Id);
    let of_association = session::Entity::belongs_to(association::Entity)
        .from(session::Column::AssociationId)
        .to(association::Column::Id);
    let found = session::Entity::find()
        .select_only()
        .columns([session::Column::Id, session::Column::UserId, session::Column::AssociationId])
        .columns([session::Column::CreatedAt, session::Column::SeenAt, session::Column::EndedAt])
        .columns([user_account::Column::Name, user_account::Column::Language, user_account::Column::ShowsNames])
        .columns([user_account::Column::MustChangePassword, user_account::Column::ClosedAt])
        .column_as(association::Column::Name, "association_name")
        .join(JoinType::InnerJoin, of_user.into())
        .join(JoinType::LeftJoin, of_association.into())
        .filter(session::Column::TokenHash.eq(token_hash))
        .into_model::<SessionFound>();
    Ok(found.one(tx.conn()).await?)
}

/// The associations at which the user holds a task now, the first granted first.
pub async fn associations_of(tx: &impl Tx, user: UserId) -> Result<Vec<AssociationId>, AppError> {
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::UserId.eq(user).and(role_grant::Column::EndedAt.is_null()))
        .order_by_asc(role_grant::Column::GrantedAt)
        .order_by_asc(role_grant::Column::Id)
        .all(tx.conn())
        .await?;
    let mut associations = Vec::new();
    for grant in grants {
        if !associations.contains(&grant.association_id) {
            associations.push(grant.association_id);
        }
    }
    Ok(associations)
}

/// Writes a new session; its token is stored hashed only.
pub async fn insert_session(tx: &WriteTx, row: session::Model) -> Result<(), AppError> {
    session::Entity::insert(session::ActiveModel {
        id: Set(row.id),
        token_hash: Set(row.token_hash),
        user_id: Set(row.user_id),
        association_id: Set(row.association_id),
        created_at: Set(row.created_at),
        seen_at: Set(row.seen_at),
        ended_at: Set(row.ended_at),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}

/// Ends one session of the user, or all of them.
pub async fn end_sessions(tx: &WriteTx, user: UserId, only: Option<SessionId>) -> Result<(), AppError> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(tx.now()))
        .filter(session::Column::UserId.eq(user).and(session::Column::EndedAt.is_null()));
    if let Some(id) = only {
        update = update.filter(session::Column::Id.eq(id));
    }
    update.exec(tx.conn()).await?;
    Ok(())
}

/// Moves a session to another association.
pub async fn set_session_association(
    tx: &WriteTx,
    user: UserId,
    session: SessionId,
    to: AssociationId,
) -> Result<(), AppError> {
    session::Entity::update_many()
        .col_expr(session::Column::AssociationId, Expr::value(to))
        .filter(session::Column::Id.eq(session).and(session::Column::UserId.eq(user)))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Stores a new password hash. `one_time_until` makes it one that must be changed at the first login.
pub async fn set_password(
    tx: &WriteTx,
    user: UserId,
    hash: String,
    one_time_until: Option<DateTime<Utc>>,
) -> Result<(), AppError> {
    user_account::Entity::update_many()
        .col_expr(user_account::Column::PasswordHash, Expr::value(hash))
        .col_expr(user_account::Column::MustChangePassword, Expr::value(one_time_until.is_some()))
        .col_expr(user_account::Column::OneTimeUntil, Expr::value(one_time_until))
        .filter(user_account::Column::Id.eq(user))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Stores the user's own choices.
pub async fn set_profile(tx: &WriteTx, user: UserId, language: &str, shows_names: bool) -> Result<(), AppError> {
    user_account::Entity::update_many()
        .col_expr(user_account::Column::Language, Expr::value(language))
        .col_expr(user_account::Column::ShowsNames, Expr::value(shows_names))
        .filter(user_account::Column::Id.eq(user))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Those of these addresses that have an open account with a password of its own, with their tasks: for the login page of a
/// demonstration.
pub async fn accounts_to_show(tx: &impl Tx, emails: &[&str]) -> Result<Vec<DemoAccount>, AppError> {
    let accounts = user_account::Entity::find()
        .filter(user_account::Column::PasswordHash.is_not_null().and(user_account::Column::ClosedAt.is_null()))
        .filter(user_account::Column::MustChangePassword.eq(false))
        .filter(user_account::Column::Email.is_in(emails.iter().copied()))
        .order_by_asc(user_account::Column::Id)
        .all(tx.conn())
        .await?;
    let mut rows = Vec::with_capacity(accounts.len());
    for account in accounts {
        let grants = role_grant::Entity::find()
            .filter(role_grant::Column::UserId.eq(account.id).and(role_grant::Column::EndedAt.is_null()))
            .all(tx.conn())
            .await?;
        let roles = grants.into_iter().map(|g| g.role).collect();
        rows.push(DemoAccount { email: account.email, name: account.name, roles });
    }
    Ok(rows)
}
