//! What the figures' page reads.
use super::rules::KeyFigures;
use crate::kernel::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A year's figures, and the years to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresPage {
    pub years: Vec<i32>,
    pub figures: KeyFigures,
    /// Questions without identity that were asked in the year, and how many of them became referrals.
    pub consultations: (i64, i64),
}

/// The figures of a year; of the current one when none is given.
#[server(endpoint = "figures")]
pub async fn figures(year: Option<i32>) -> Result<FiguresPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::page(&db, &actor, year).await
}
