//! One function per use case: the writes of placements and of places, and what pages read.
pub mod listing;
pub mod lists;
pub mod placements;
pub mod places;
pub mod reading;
pub mod tasks;

pub use tasks::tasks;

use super::{
    api::NotHere,
    policy::{Origin, PlacementFacts, placement_sight},
    rules::StepError,
    store::{self, placement},
};
use crate::{
    access::{Actor, Loaded},
    cases,
    db::{ReadTx, WriteTx},
    kernel::{error::AppError, id::PlacementId},
};

/// Why something was refused that a message beside a field can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No seat is free at the place.
    Full,
    /// The place, or its provider, is closed.
    PlaceClosed,
    NameTaken,
    /// Someone else has changed it meanwhile.
    ChangedMeanwhile,
    /// Fewer seats than are in use.
    SeatsInUse(u64),
    /// Somebody is in training there.
    InTraining,
    /// One placement is under way already.
    OneUnderWay,
    /// In this case the request is made another way.
    NotHere(NotHere),
    Step(StepError),
    App(AppError),
}

impl From<AppError> for Refusal {
    fn from(e: AppError) -> Self {
        Refusal::App(e)
    }
}

impl From<StepError> for Refusal {
    fn from(e: StepError) -> Self {
        Refusal::Step(e)
    }
}

/// A placement that the actor may know of, loaded and locked for a write. Any other is *not found*.
pub async fn load<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: PlacementId,
) -> Result<(Loaded<'tx, PlacementFacts>, placement::Model), AppError> {
    // the case first, as wherever both are locked; whose it is never changes
    let of = store::placement_row(tx, actor.association, id, false).await?.ok_or(AppError::NotFound)?;
    let origin = match of.case_id {
        Some(case) => Origin::Case(Box::new((*cases::actions::load(tx, actor, case).await?).clone())),
        None => Origin::AnotherWay,
    };
    let row = store::placement_row(tx, actor.association, id, true).await?.ok_or(AppError::NotFound)?;
    Ok((known(actor, store::loaded(tx, &row, origin).await?)?, row))
}

/// The same for a read.
pub async fn look<'tx>(
    tx: &'tx ReadTx,
    actor: &Actor,
    id: PlacementId,
) -> Result<(Loaded<'tx, PlacementFacts>, placement::Model), AppError> {
    let row = store::placement_row(tx, actor.association, id, false).await?.ok_or(AppError::NotFound)?;
    let origin = match row.case_id {
        Some(case) => Origin::Case(Box::new((*cases::actions::look(tx, actor, case).await?).clone())),
        None => Origin::AnotherWay,
    };
    Ok((known(actor, store::loaded(tx, &row, origin).await?)?, row))
}

fn known<'tx>(actor: &Actor, facts: Loaded<'tx, PlacementFacts>) -> Result<Loaded<'tx, PlacementFacts>, AppError> {
    if placement_sight(actor, &facts).is_none() { Err(AppError::NotFound) } else { Ok(facts) }
}
