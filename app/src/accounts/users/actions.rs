//! What administrators do with users.
use super::{
    api::{OneTimeRow, TaskPage, TaskRow, UserLine, UserList, UserRow},
    closing,
    policy::{AddUser, ChangeUser, CloseUser, EndTask, GiveOneTimePassword, GrantTask, SeeUser, SeeUsers},
    rules::{self, AccountState, Hinder, UnitFault},
    shown_once,
    store::{self, Task},
};
use crate::{
    access::{Actor, Role},
    accounts::{
        rules::ONE_TIME,
        searches,
        store::{self as accounts, role_grant, subject, user_account},
        throttle,
    },
    audit::{Details, Entries, Entry, Event, EventCode},
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AgencyId, AssociationId, GrantId, SearchId, UnitId, UserId},
        local_time::{local_day, to_local},
        page::{PAGE_SIZE, Page},
        password,
    },
    organisation::{
        actions as organisation,
        api::UnitChoice,
        policy::{AddAssociation, of_association},
    },
};
use std::collections::HashMap;

/// Why a change to a user was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The address belongs to a user who is known here.
    EmailTaken,
    /// The address belongs to a closed account.
    EmailOfClosed,
    Unit(UnitFault),
    /// The unit is not an open one of this association.
    UnknownUnit,
    /// The very same task is already held.
    TaskHeld,
    /// The account is closed.
    Closed,
    /// Their own account.
    Oneself,
    /// The association's name is taken.
    NameTaken,
    Hindered(Vec<Hinder>),
    App(AppError),
}

impl From<AppError> for Refusal {
    fn from(e: AppError) -> Self {
        Refusal::App(e)
    }
}

impl From<UnitFault> for Refusal {
    fn from(fault: UnitFault) -> Self {
        Refusal::Unit(fault)
    }
}

/// A unique key that is taken becomes this refusal.
fn or_taken<T>(written: Result<T, sea_orm::DbErr>, taken: Refusal) -> Result<T, Refusal> {
    written.map_err(|e| match AppError::from(e) {
        AppError::Conflict => taken,
        e => Refusal::App(e),
    })
}

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
        hinders: closing::hinders_to_close(&tx, id, actor.association).await?,
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
    Ok(TaskPage { user, name: account.name, task: task_row(grant, &units) })
}

async fn grant_of(tx: &impl Tx, actor: &Actor, user: UserId, id: GrantId) -> Result<role_grant::Model, AppError> {
    let grants = store::grants_of(tx, user, actor.association).await?;
    grants.into_iter().find(|g| g.id == id).ok_or(AppError::NotFound)
}

/// The open units, for the form that adds a user.
pub async fn unit_choices(db: &Db, actor: &Actor) -> Result<Vec<UnitChoice>, AppError> {
    let tx = db.read().await?;
    actor.may::<AddUser>(store::own(&tx, actor))?;
    organisation::open_units(&tx, actor.association, None).await
}

/// What became of a user who was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// A new account, with a one-time password that waits to be shown.
    New(UserId),
    /// The address had an account at another association: it has got the task and logs in as before.
    HadAccount(UserId),
}

/// Adds a user with a first task and a one-time password.
pub async fn add_user(db: &Db, actor: &Actor, name: &str, email: &str, task: Task) -> Result<Added, Refusal> {
    rules::unit_fits(task.role, task.unit.as_ref())?;
    let (secret, hash) = new_password().await;
    let tx = db.begin().await?;
    let allowed = actor.may::<AddUser>(store::own(&tx, actor))?;
    check_unit(&tx, actor.association, task.unit).await?;
    if let Some(account) = accounts::by_email(&tx, email).await? {
        store::lock(&tx, account.id).await?;
        let (facts, account) = store::load(&tx, actor, account.id).await?;
        if account.closed_at.is_some() {
            return Err(if facts.is_known_here { Refusal::EmailOfClosed } else { Refusal::EmailTaken });
        }
        if facts.is_known_here {
            return Err(Refusal::EmailTaken);
        }
        let grant = or_taken(store::insert_first_grant(&tx, &allowed, account.id, task).await, Refusal::TaskHeld)?;
        let entry = allowed.did_to(subject(account.id), granted(grant, task));
        tx.commit(entry).await?;
        return Ok(Added::HadAccount(account.id));
    }
    let user = or_taken(store::insert_account(&tx, email, name, "sv").await, Refusal::EmailTaken)?;
    let grant = or_taken(store::insert_first_grant(&tx, &allowed, user, task).await, Refusal::TaskHeld)?;
    accounts::set_password(&tx, user, hash, Some(tx.now() + ONE_TIME)).await?;
    shown_once::keep(&tx, actor.session, user.0, &secret).await?;
    let opened = allowed.did_to(subject(user), EventCode::UserOpened.into());
    let task = allowed.did_to(subject(user), granted(grant, task));
    tx.commit((opened, task)).await?;
    Ok(Added::New(user))
}

/// A one-time password and its hash, made before the transaction: hashing takes its time.
pub(super) async fn new_password() -> (String, String) {
    let secret = password::one_time_password();
    let hash = password::hash_async(secret.clone()).await;
    (secret, hash)
}

async fn check_unit(tx: &impl Tx, association: AssociationId, unit: Option<UnitId>) -> Result<(), Refusal> {
    let Some(unit) = unit else { return Ok(()) };
    let open = organisation::open_units(tx, association, None).await?;
    if open.iter().any(|u| u.id == unit) { Ok(()) } else { Err(Refusal::UnknownUnit) }
}

/// A task that was given, as the log says it.
pub(super) fn granted(grant: GrantId, task: Task) -> Event {
    EventCode::RoleGranted.with(Details {
        record: Some(grant.0),
        unit: task.unit,
        code: Some(task.role.code().to_owned()),
        ..Details::default()
    })
}

fn ended(grant: &role_grant::Model) -> Event {
    EventCode::RoleEnded.with(Details {
        record: Some(grant.id.0),
        unit: grant.unit_id,
        code: Some(grant.role.code().to_owned()),
        ..Details::default()
    })
}

/// Gives the user a further task.
pub async fn grant_task(db: &Db, actor: &Actor, user: UserId, task: Task) -> Result<(), Refusal> {
    rules::unit_fits(task.role, task.unit.as_ref())?;
    let tx = db.begin().await?;
    let (loaded, account) = store::load_locked(&tx, actor, user).await?;
    let allowed = actor.may::<GrantTask>(loaded)?;
    if account.closed_at.is_some() {
        return Err(Refusal::Closed);
    }
    check_unit(&tx, actor.association, task.unit).await?;
    let written = store::insert_further_grant(&tx, &allowed, actor.association, task).await;
    let entry = allowed.did(granted(or_taken(written, Refusal::TaskHeld)?, task));
    Ok(tx.commit(entry).await?)
}

/// Ends a task; not while something is live by it.
pub async fn end_task(db: &Db, actor: &Actor, user: UserId, id: GrantId) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let (loaded, _) = store::load_locked(&tx, actor, user).await?;
    let allowed = actor.may::<EndTask>(loaded)?;
    let grant = grant_of(&tx, actor, user, id).await?;
    if grant.ended_at.is_some() {
        return Err(AppError::Conflict.into());
    }
    let hinders = closing::hinders_to_end(&tx, &grant).await?;
    if !hinders.is_empty() {
        return Err(Refusal::Hindered(hinders));
    }
    store::end_grant(&tx, &allowed, id).await?;
    let entry = allowed.did(ended(&grant));
    Ok(tx.commit(entry).await?)
}

/// Changes name and e-mail address.
pub async fn change_user(db: &Db, actor: &Actor, user: UserId, name: &str, email: &str) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let (loaded, _) = store::load_locked(&tx, actor, user).await?;
    let allowed = actor.may::<ChangeUser>(loaded)?;
    or_taken(store::set_name_and_email(&tx, &allowed, name, email).await, Refusal::EmailTaken)?;
    let entry = allowed.did(EventCode::UserChanged.into());
    Ok(tx.commit(entry).await?)
}

/// Makes a one-time password and keeps it for the next page. The user's sessions end; a closed account is reopened.
pub async fn give_one_time_password(db: &Db, actor: &Actor, user: UserId) -> Result<(), Refusal> {
    if user == actor.user {
        return Err(Refusal::Oneself);
    }
    let (secret, hash) = new_password().await;
    let tx = db.begin().await?;
    let (loaded, account) = store::load_locked(&tx, actor, user).await?;
    let allowed = actor.may::<GiveOneTimePassword>(loaded)?;
    accounts::set_password(&tx, user, hash, Some(tx.now() + ONE_TIME)).await?;
    accounts::end_sessions(&tx, user, None).await?;
    shown_once::keep(&tx, actor.session, user.0, &secret).await?;
    let mut entries = vec![allowed.did(EventCode::PasswordReset.into())];
    if account.closed_at.is_some() {
        store::reopen(&tx, user).await?;
        entries.push(allowed.did(EventCode::UserOpened.into()));
    }
    tx.commit(Entries::several(entries)?).await?;
    // who has guessed too often gets in with the new one at once
    Ok(throttle::forget(db, &account.email).await?)
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

/// Closes the account: its sessions and tasks end. Not while a case, seat or assignment is live in its name.
pub async fn close_user(db: &Db, actor: &Actor, user: UserId) -> Result<(), Refusal> {
    if user == actor.user {
        return Err(Refusal::Oneself);
    }
    let tx = db.begin().await?;
    let (loaded, account) = store::load_locked(&tx, actor, user).await?;
    let allowed = actor.may::<CloseUser>(loaded)?;
    if account.closed_at.is_some() {
        return Err(Refusal::Closed);
    }
    let hinders = closing::hinders_to_close(&tx, user, actor.association).await?;
    if !hinders.is_empty() {
        return Err(Refusal::Hindered(hinders));
    }
    let grants = store::grants_of(&tx, user, actor.association).await?;
    store::close(&tx, &allowed).await?;
    accounts::end_sessions(&tx, user, None).await?;
    let mut entries: Vec<Entry> =
        grants.iter().filter(|g| g.ended_at.is_none()).map(|g| allowed.did(ended(g))).collect();
    entries.push(allowed.did(EventCode::UserClosed.into()));
    Ok(tx.commit(Entries::several(entries)?).await?)
}

/// Makes a further association, with the actor as its administrator.
pub async fn add_association(db: &Db, actor: &Actor, name: &str) -> Result<AssociationId, Refusal> {
    use crate::organisation::store::Refusal as Made;
    let tx = db.begin().await?;
    let allowed = actor.may::<AddAssociation>(store::own(&tx, actor))?;
    let id = organisation::make(&tx, name).await.map_err(|refusal| match refusal {
        Made::Taken => Refusal::NameTaken,
        Made::StillUsed => Refusal::App(AppError::Conflict),
        Made::App(e) => Refusal::App(e),
    })?;
    let task = Task { role: Role::Administrator, unit: None };
    let grant = or_taken(store::insert_grant(&tx, actor.user, id, task).await, Refusal::TaskHeld)?;
    let made = allowed.did_to(of_association(id), EventCode::AssociationMade.into());
    let task = allowed.did_to(subject(actor.user), granted(grant, task));
    tx.commit((made, task)).await?;
    Ok(id)
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

/// Goes on at another association of one's own: the session changes, and what it may do with it.
pub async fn change_association(db: &Db, actor: &Actor, to: AssociationId) -> Result<(), AppError> {
    let tx = db.begin().await?;
    if !accounts::associations_of(&tx, actor.user).await?.contains(&to) {
        return Err(AppError::NotFound);
    }
    accounts::set_session_association(&tx, actor.user, actor.session, to).await?;
    let details = Details { record: Some(to.0), ..Details::default() };
    let event = EventCode::AssociationSwitched.with(details);
    tx.commit(Entry::without_role(subject(actor.user), Some(actor.user), event)).await
}

/// Names by id, for rooms that show who did or holds something.
pub async fn names(tx: &impl Tx, users: &[UserId]) -> Result<HashMap<UserId, String>, AppError> {
    store::names(tx, users).await
}

/// The open accounts that hold this task at a unit of this party: who can sit for it in a team.
pub async fn holding_for(
    tx: &impl Tx,
    association: AssociationId,
    role: Role,
    party: crate::organisation::rules::Party,
) -> Result<Vec<(UserId, String)>, AppError> {
    let units: Vec<_> =
        organisation::open_units(tx, association, Some(party)).await?.into_iter().map(|u| u.id).collect();
    let mut users: Vec<_> =
        store::holding(tx, association, role, &units).await?.into_iter().map(|u| (u.id, u.name)).collect();
    users.sort_by_cached_key(|u| (rules::sort_key(&u.1), u.0));
    Ok(users)
}

/// Holds a user's row while another room gives them something to answer for.
pub async fn lock(tx: &WriteTx, user: UserId) -> Result<(), AppError> {
    store::lock(tx, user).await
}

/// Whether a user whose row is held still has an open account and this task; at the unit, where one is given.
pub async fn still_holds(
    tx: &WriteTx,
    user: UserId,
    association: AssociationId,
    role: Role,
    unit: Option<UnitId>,
) -> Result<bool, AppError> {
    store::holds(tx, user, association, role, unit).await
}
