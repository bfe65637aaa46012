//! What the organisation's pages read.
use super::rules::{Limits, Party, Standing};
use crate::kernel::{
    error::AppError,
    id::{AgencyId, DistrictId, UnitId},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How many of each are in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubRow {
    pub districts: usize,
    pub agencies: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsRow {
    pub name: String,
    pub limits: Limits,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistrictRow {
    pub id: DistrictId,
    pub name: String,
    pub standing: Standing,
    /// The open teams that serve it.
    pub teams: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyRow {
    pub id: AgencyId,
    pub code: String,
    pub name: String,
    pub party: Party,
    /// How many units are in use.
    pub units: usize,
    pub standing: Standing,
}

/// An agency with its units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyPage {
    pub agency: AgencyRow,
    pub units: Vec<UnitRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRow {
    pub id: UnitId,
    pub agency: AgencyId,
    pub agency_name: String,
    pub name: String,
    pub covers_colleagues: bool,
    /// How many users hold a task there.
    pub users: usize,
    pub standing: Standing,
}

/// A unit to choose, with its agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitChoice {
    pub id: UnitId,
    pub agency: AgencyId,
    pub agency_code: String,
    pub agency_name: String,
    pub party: Party,
    pub name: String,
}

/// The hub's numbers.
#[server(endpoint = "organisation")]
pub async fn hub() -> Result<HubRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::hub(&db, &actor).await
}

/// The association's name and limits.
#[server(endpoint = "organisation-settings")]
pub async fn settings() -> Result<SettingsRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::settings(&db, &actor).await
}

/// Every district.
#[server(endpoint = "districts")]
pub async fn districts() -> Result<Vec<DistrictRow>, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::districts(&db, &actor).await
}

/// One district.
#[server(endpoint = "district")]
pub async fn district(id: DistrictId) -> Result<DistrictRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::district(&db, &actor, id).await
}

/// Every agency, or those of one party.
#[server(endpoint = "agencies")]
pub async fn agencies(party: Option<Party>) -> Result<Vec<AgencyRow>, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::agencies(&db, &actor, party).await
}

/// One agency with its units.
#[server(endpoint = "agency")]
pub async fn agency(id: AgencyId) -> Result<AgencyPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::agency(&db, &actor, id).await
}

/// One unit.
#[server(endpoint = "unit")]
pub async fn unit(id: UnitId) -> Result<UnitRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::unit(&db, &actor, id).await
}
