//! What administrators do with users.
use super::{
    closing,
    policy::{AddUser, ChangeUser, CloseUser, EndTask, GiveOneTimePassword, GrantTask},
    reading::grant_of,
    rules::{self, Hinder, UnitFault},
    shown_once,
    store::{self, Task},
};
use crate::{
    access::{Actor, Role},
    accounts::{
        rules::ONE_TIME,
        store::{self as accounts, role_grant, subject},
        throttle,
    },
    audit::{Details, Entries, Entry, Event, EventCode},
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, GrantId, UnitId, UserId},
        password,
    },
    organisation::{
        actions as organisation,
        policy::{AddAssociation, of_association},
    },
};

pub use super::reading::{Filter, my_associations, one_time_password, task, unit_choices, user, users};

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

/// What became of a user who was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// A new account, with a one-time password that waits to be shown.
    New(UserId),
    /// The address had an account at another association: it has got the task and logs in as before.
    HadAccount(UserId),
}

/// Whether a user can be added with this address.
pub async fn check_address(db: &Db, actor: &Actor, email: &str) -> Result<(), Refusal> {
    let tx = db.read().await?;
    actor.may::<AddUser>(store::own(&tx, actor))?;
    match accounts::by_email(&tx, email).await? {
        Some(account) => may_have_it(&tx, actor, account.id).await,
        None => Ok(()),
    }
}

/// An account that is not known here may get a task here.
async fn may_have_it(tx: &impl Tx, actor: &Actor, account: UserId) -> Result<(), Refusal> {
    let (facts, account) = store::load(tx, actor, account).await?;
    match (account.closed_at.is_some(), facts.is_known_here) {
        (true, true) => Err(Refusal::EmailOfClosed),
        (true, false) | (false, true) => Err(Refusal::EmailTaken),
        (false, false) => Ok(()),
    }
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
        may_have_it(&tx, actor, account.id).await?;
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

/// The same for a write that leaves the user as they are: the user's own writes go on beside it.
pub async fn hold(tx: &WriteTx, user: UserId) -> Result<(), AppError> {
    store::hold(tx, user).await
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
