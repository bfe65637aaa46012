//! The year's key figures, for the office's page and for the command line.
use super::{
    api::FiguresPage,
    policy::{OfAssociation, SeeFigures},
    rules::KeyFigures,
    store::{self, Year},
};
use crate::{
    access::{Actor, Loaded},
    consultations,
    db::{Db, ReadTx, Tx},
    kernel::{error::AppError, id::AssociationId},
};
use chrono::Datelike;

/// So many years a page offers at most.
const MOST_YEARS: usize = 50;

/// The figures of the actor's association.
pub async fn key_figures(db: &Db, actor: &Actor, year: i32) -> Result<KeyFigures, AppError> {
    let tx = db.read().await?;
    actor.may::<SeeFigures>(Loaded::from_tx(&tx, OfAssociation(actor.association)))?;
    figures(&tx, actor.association, year).await
}

/// The figures' page: a year's figures, and the years to choose from, the latest first.
pub async fn page(db: &Db, actor: &Actor, year: Option<i32>) -> Result<FiguresPage, AppError> {
    let tx = db.read().await?;
    actor.may::<SeeFigures>(Loaded::from_tx(&tx, OfAssociation(actor.association)))?;
    let now = tx.today().year();
    let counted = store::first_day(&tx, actor.association).await?.map(|d| d.year());
    let asked = consultations::actions::first_year(&tx, actor.association).await?;
    let first = counted.into_iter().chain(asked).chain([now]).min().unwrap_or(now);
    // a case is met in the year of its submission or later, and a placement starts in that of its request or later
    let years: Vec<i32> = (first..=now).rev().take(MOST_YEARS).collect();
    // in any other year there is nothing to count, and to ask for it makes it no choice
    let year = year.filter(|y| years.contains(y)).unwrap_or(now);
    let consultations = consultations::actions::counted(&tx, actor.association, year).await?;
    Ok(FiguresPage { years, figures: figures(&tx, actor.association, year).await?, consultations })
}

/// The figures of the association with this name, for the command line; none when there is no such association.
pub async fn key_figures_of(db: &Db, name: &str, year: i32) -> Result<Option<KeyFigures>, AppError> {
    let tx = db.read().await?;
    match store::association_named(&tx, name).await? {
        Some(association) => figures(&tx, association, year).await.map(Some),
        None => Ok(None),
    }
}

async fn figures(tx: &ReadTx, association: AssociationId, year: i32) -> Result<KeyFigures, AppError> {
    let of = Year { association, year };
    let mut figures = KeyFigures { year, ..KeyFigures::default() };
    figures.add_meetings(&store::held_meetings(tx, of).await?);
    let states = store::states_now(tx, of).await?;
    figures.in_queue = states.get("in_queue").copied().unwrap_or(0);
    figures.returned = states.get("returned").copied().unwrap_or(0);
    figures.add_started(&store::training_started(tx, of).await?);
    figures.work_training_stopped_before_start = store::training_stopped(tx, of).await?;
    Ok(figures)
}
