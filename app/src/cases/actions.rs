//! Loading a case for any room, and opening one.
use super::{
    policy::{CaseFacts, OpenCase, Sight, sight},
    store,
};
use crate::{
    access::{Actor, Allowed, Loaded},
    audit::EventCode,
    db::{Db, ReadTx, WriteTx},
    kernel::{error::AppError, id::CaseId},
};

/// A case that the actor may know of, loaded and locked for a write. Any other is *not found*.
pub async fn load<'tx>(tx: &'tx WriteTx, actor: &Actor, id: CaseId) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    known(actor, store::find(tx, actor.association, id, true).await?)
}

/// The same for a read that is part of an opened case's page.
pub async fn look<'tx>(tx: &'tx ReadTx, actor: &Actor, id: CaseId) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    known(actor, store::find(tx, actor.association, id, false).await?)
}

fn known<'tx>(actor: &Actor, case: Option<Loaded<'tx, CaseFacts>>) -> Result<Loaded<'tx, CaseFacts>, AppError> {
    let case = case.ok_or(AppError::NotFound)?;
    if sight(actor, &case).is_none() {
        return Err(AppError::NotFound);
    }
    Ok(case)
}

/// Opens a case: the opening is written in the log before anything is shown.
pub async fn open(db: &Db, actor: &Actor, id: CaseId) -> Result<Sight, AppError> {
    let tx = db.begin().await?;
    let case = store::find(&tx, actor.association, id, false).await?;
    let allowed: Allowed<OpenCase> = actor.may(known(actor, case)?)?;
    let seen = sight(actor, &allowed).map(|(_, seen)| seen).ok_or(AppError::NotFound)?;
    let entry = allowed.did(EventCode::CaseOpened.into());
    tx.commit(entry).await?;
    Ok(seen)
}
