//! `finsam user add`: how the first administrator comes in.
use super::{
    actions::{granted, new_password},
    rules::{self, UnitFault},
    store::{self, Task},
};
use crate::{
    access::Role,
    accounts::{
        rules::ONE_TIME,
        store::{self as accounts, subject},
    },
    audit::{Entries, Entry, EventCode},
    db::{Db, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, UnitId},
    },
    organisation::actions as organisation,
    ui::form::reader::is_email,
};

/// A user to add, as typed on the command line.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub role: Role,
    /// Made when it is missing.
    pub association: String,
    /// The unit's name, with its agency's code before a slash where several have that name: `SDF-01/Enhet 1`.
    pub unit: Option<String>,
}

/// Why the user was not added. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("that is no e-mail address; write it as name@agency.se")]
    NoEmail,
    #[error("give a name of at most 120 characters, and the association's")]
    NoName,
    #[error("the e-mail address already has an account")]
    EmailTaken,
    #[error("this role is held at a unit: give --unit \"UNIT\" or --unit \"AGENCY CODE/UNIT\"")]
    UnitMissing,
    #[error("this role is held at the association, not at a unit: leave --unit out")]
    UnitNotWanted,
    #[error("the association has no open unit of that name")]
    UnknownUnit,
    #[error("several agencies have a unit of that name: give --unit \"AGENCY CODE/UNIT\"")]
    SeveralUnits,
    #[error("{0}")]
    App(#[from] AppError),
}

/// Adds the user with a one-time password, which is given back. Nobody's task allowed it: the log says so by naming none.
pub async fn add(db: &Db, new: &NewUser) -> Result<String, Refusal> {
    let email = new.email.trim().to_lowercase();
    let (name, association) = (new.name.trim(), new.association.trim());
    if !is_email(&email) || email.len() > 254 {
        return Err(Refusal::NoEmail);
    }
    if [name, association].iter().any(|n| n.is_empty() || n.chars().count() > 120) {
        return Err(Refusal::NoName);
    }
    rules::unit_fits(new.role, new.unit.as_ref()).map_err(|fault| match fault {
        UnitFault::Missing => Refusal::UnitMissing,
        UnitFault::NotWanted => Refusal::UnitNotWanted,
    })?;
    let (secret, hash) = new_password().await;
    let tx = db.begin().await?;
    let (association, made) = organisation::find_or_make(&tx, association).await?;
    let unit = match &new.unit {
        Some(named) => Some(find_unit(&tx, association, named).await?),
        None => None,
    };
    let task = Task { role: new.role, unit };
    let user = store::insert_account(&tx, &email, name, "sv").await.map_err(|e| match AppError::from(e) {
        AppError::Conflict => Refusal::EmailTaken,
        e => Refusal::App(e),
    })?;
    let grant = store::insert_grant(&tx, user, association, task).await.map_err(AppError::from)?;
    accounts::set_password(&tx, user, hash, Some(tx.now() + ONE_TIME)).await?;
    let mut entries: Vec<Entry> = made.into_iter().collect();
    entries.push(Entry::without_role(subject(user), None, EventCode::UserOpened));
    entries.push(Entry::without_role(subject(user), None, granted(grant, task)));
    tx.commit(Entries::several(entries)?).await?;
    Ok(secret)
}

async fn find_unit(tx: &WriteTx, association: AssociationId, named: &str) -> Result<UnitId, Refusal> {
    let units = organisation::open_units(tx, association, None).await?;
    let fits = |u: &&crate::organisation::api::UnitChoice| {
        u.name == named || named.split_once('/').is_some_and(|(code, name)| u.agency_code == code && u.name == name)
    };
    let found: Vec<_> = units.iter().filter(fits).collect();
    match found.as_slice() {
        [] => Err(Refusal::UnknownUnit),
        [unit] => Ok(unit.id),
        _ => Err(Refusal::SeveralUnits),
    }
}
