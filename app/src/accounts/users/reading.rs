//! What administrators see of users, and users of their associations.
use super::{
    api::{OneTimeRow, TaskPage, TaskRow, UserLine, UserList, UserRow},
    closing,
    policy::{AddUser, ChangeUser, EndTask, GiveOneTimePassword, SeeUser, SeeUsers},
    rules::{self, AccountState},
    shown_once, store,
};
use crate::{
    access::{Actor, Role},
    accounts::{
        searches,
        store::{self as accounts, role_grant, user_account},
    },
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{AgencyId, AssociationId, GrantId, SearchId, UnitId, UserId},
        local_time::{local_day, to_local},
        page::{PAGE_SIZE, Page},
    },
    organisation::{actions as organisation, api::UnitChoice},
};
use std::collections::HashMap;

/// What the list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    pub role: Option<Role>,
    pub agency: Option<AgencyId>,
    pub state: Option<AccountState>,
    pub search: Option<SearchId>,
}

/// A page of the association's users, by name. An association has some hundred: they are sorted here, in Swedish.
pub async fn users(db: &Db, actor: &Actor, filter: Filter, from: usize) -> Result<UserList, AppError> {
    let tx = db.read().await?;
    let allowed = actor.may::<SeeUsers>(store::own(&tx, actor))?;
    let searched = match filter.search {
        // no longer kept: all are listed, and the page shows no search
        Some(id) => searches::words(&tx, actor.session, id).await?,
        None => None,
    };
    let units = units_by_id(&tx, actor.association).await?;
    let mut lines = Vec::new();
    for (account, grants) in store::users_at(&tx, &allowed).await? {
        let live: Vec<_> = grants.iter().filter(|g| g.ended_at.is_none()).collect();
        let state = state_of(&tx, &account);
        let at =
            |agency| live.iter().any(|g| g.unit_id.and_then(|u| units.get(&u)).is_some_and(|u| u.agency == agency));
        let fits = filter.role.is_none_or(|r| live.iter().any(|g| g.role == r))
            && filter.agency.is_none_or(at)
            && filter.state.map_or(state != AccountState::Closed, |s| s == state)
            && searched.as_deref().is_none_or(|s| is_found(&account, s));
        if fits {
            lines.push(line(account, &live, &units, state));
        }
    }
    lines.sort_by_cached_key(|l| (rules::sort_key(&l.name), l.id));
    let mut agencies: Vec<_> = units.values().map(|u| (u.agency, u.agency_name.clone())).collect();
    agencies.sort_by_cached_key(|a| (rules::sort_key(&a.1), a.0));
    agencies.dedup();
    Ok(UserList { page: cut(lines, from), agencies, searched })
}

/// Every word typed stands in the name or the address.
fn is_found(account: &user_account::Model, searched: &str) -> bool {
    let within = format!("{} {}", account.name, account.email).to_lowercase();
    searched.to_lowercase().split_whitespace().all(|word| within.contains(word))
}

fn cut(lines: Vec<UserLine>, from: usize) -> Page<UserLine> {
    let size = usize::try_from(PAGE_SIZE).unwrap_or(25);
    let total = lines.len();
    let from = from.min(total);
    Page {
        rows: lines.into_iter().skip(from).take(size).collect(),
        next: (from + size < total).then(|| (from + size).to_string()),
        previous: (from > 0).then(|| from.saturating_sub(size).to_string()),
        total: u64::try_from(total).ok(),
    }
}

fn line(
    account: user_account::Model,
    live: &[&role_grant::Model],
    units: &HashMap<UnitId, UnitChoice>,
    state: AccountState,
) -> UserLine {
    let mut roles: Vec<_> = live.iter().map(|g| g.role).collect();
    roles.sort_unstable();
    roles.dedup();
    let mut at: Vec<_> = live.iter().filter_map(|g| unit_words(units, g.unit_id?)).collect();
    at.sort();
    at.dedup();
    UserLine { id: account.id, name: account.name, email: account.email, roles, units: at, state }
}

async fn units_by_id(tx: &impl Tx, association: AssociationId) -> Result<HashMap<UnitId, UnitChoice>, AppError> {
    let units = organisation::units(tx, association).await?;
    Ok(units.into_iter().map(|u| (u.id, u)).collect())
}

fn unit_words(units: &HashMap<UnitId, UnitChoice>, unit: UnitId) -> Option<String> {
    units.get(&unit).map(|u| format!("{}, {}", u.name, u.agency_name))
}

fn state_of(tx: &impl Tx, account: &user_account::Model) -> AccountState {
    let has_password = account.password_hash.is_some();
    rules::account_state(has_password, account.one_time_until, account.closed_at.is_some(), tx.now())
}

/// One user with their tasks at the association.
pub async fn user(db: &Db, actor: &Actor, id: UserId) -> Result<UserRow, AppError> {
    let tx = db.read().await?;
    let (loaded, account) = store::load(&tx, actor, id).await?;
    let may_change = actor.might::<ChangeUser>(&loaded);
    actor.may::<SeeUser>(loaded)?;
    let units = units_by_id(&tx, actor.association).await?;
    let grants = store::grants_of(&tx, id, actor.association).await?;
    let hinders = match account.closed_at {
        Some(_) => Vec::new(),
        None => closing::hinders_to_close(&tx, id, actor.association).await?,
    };
    Ok(UserRow {
        id,
        state: state_of(&tx, &account),
        name: account.name,
        email: account.email,
        one_time_until: account.one_time_until.map(to_local),
        tasks: grants.into_iter().map(|g| task_row(g, &units)).collect(),
        units: organisation::open_units(&tx, actor.association, None).await?,
        may_change,
        is_self: id == actor.user,
        hinders,
    })
}

fn task_row(grant: role_grant::Model, units: &HashMap<UnitId, UnitChoice>) -> TaskRow {
    TaskRow {
        id: grant.id,
        role: grant.role,
        unit: grant.unit_id.and_then(|u| unit_words(units, u)),
        since: local_day(grant.granted_at),
        until: grant.ended_at.map(local_day),
    }
}

/// One task of a user, for the page that ends it.
pub async fn task(db: &Db, actor: &Actor, user: UserId, id: GrantId) -> Result<TaskPage, AppError> {
    let tx = db.read().await?;
    let (loaded, account) = store::load(&tx, actor, user).await?;
    actor.may::<EndTask>(loaded)?;
    let grant = grant_of(&tx, actor, user, id).await?;
    let units = units_by_id(&tx, actor.association).await?;
    let hinders = match grant.ended_at {
        Some(_) => Vec::new(),
        None => closing::hinders_to_end(&tx, &grant).await?,
    };
    Ok(TaskPage { user, name: account.name, task: task_row(grant, &units), hinders })
}

/// A task of the user at the actor's association.
pub(super) async fn grant_of(
    tx: &impl Tx,
    actor: &Actor,
    user: UserId,
    id: GrantId,
) -> Result<role_grant::Model, AppError> {
    let grants = store::grants_of(tx, user, actor.association).await?;
    grants.into_iter().find(|g| g.id == id).ok_or(AppError::NotFound)
}

/// The open units, for the form that adds a user.
pub async fn unit_choices(db: &Db, actor: &Actor) -> Result<Vec<UnitChoice>, AppError> {
    let tx = db.read().await?;
    actor.may::<AddUser>(store::own(&tx, actor))?;
    organisation::open_units(&tx, actor.association, None).await
}

/// What the page of a one-time password shows; the password itself once.
pub async fn one_time_password(db: &Db, actor: &Actor, id: UserId) -> Result<OneTimeRow, AppError> {
    let tx = db.read().await?;
    let (loaded, account) = store::load(&tx, actor, id).await?;
    actor.may::<GiveOneTimePassword>(loaded)?;
    let state = state_of(&tx, &account);
    drop(tx);
    Ok(OneTimeRow {
        id,
        password: shown_once::take(db, actor.session, id.0).await?,
        name: account.name,
        email: account.email,
        state,
        until: account.one_time_until.map(to_local),
    })
}

/// The associations at which the user holds a task, each with whether it is the present one.
pub async fn my_associations(db: &Db, actor: &Actor) -> Result<Vec<(AssociationId, String, bool)>, AppError> {
    let tx = db.read().await?;
    let mut rows = Vec::new();
    for id in accounts::associations_of(&tx, actor.user).await? {
        rows.push((id, organisation::name(&tx, id).await?, id == actor.association));
    }
    Ok(rows)
}
