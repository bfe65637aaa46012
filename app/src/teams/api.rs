//! What the teams' pages read.
use super::rules::{Filling, HolderKind};
use crate::{
    kernel::{
        error::AppError,
        id::{DistrictId, SeatHolderId, SeatId, TeamId, UserId},
    },
    organisation::rules::{Party, Standing},
};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A team in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamLine {
    pub id: TeamId,
    pub code: String,
    pub name: String,
    pub districts: Vec<String>,
    /// How many seats it has, and the parties of those without a representative today.
    pub seats: usize,
    pub vacant: Vec<Party>,
    pub standing: Standing,
}

/// The list, and whether the caller may add to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamList {
    pub teams: Vec<TeamLine>,
    pub may_add: bool,
}

/// Someone's time in a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderRow {
    pub id: SeatHolderId,
    pub name: String,
    pub kind: HolderKind,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatRow {
    pub id: SeatId,
    pub party: Party,
    pub filling: Filling,
    /// Now or from a later day.
    pub current: Vec<HolderRow>,
    /// Over, the latest first.
    pub earlier: Vec<HolderRow>,
}

/// A team's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRow {
    pub id: TeamId,
    pub code: String,
    pub name: String,
    /// Empty: none.
    pub phone: String,
    pub standing: Standing,
    pub districts: Vec<String>,
    pub seats: Vec<SeatRow>,
    pub may_change: bool,
}

/// What the form of a team offers and begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamFormRow {
    pub code: String,
    pub name: String,
    pub phone: String,
    pub standing: Standing,
    pub districts: Vec<DistrictId>,
    pub parties: Vec<Party>,
    pub district_choices: Vec<(DistrictId, String)>,
}

/// What the form that fills a seat offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatFormRow {
    pub team: TeamId,
    pub team_name: String,
    pub party: Party,
    pub filling: Filling,
    /// Those with the representative's task at a unit of the party.
    pub people: Vec<(UserId, String)>,
}

/// A holder, for the page that ends the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderPage {
    pub team: TeamId,
    pub team_name: String,
    pub party: Party,
    pub holder: HolderRow,
}

/// The teams that the caller may see.
#[server(endpoint = "teams")]
pub async fn teams() -> Result<TeamList, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::teams(&db, &actor).await
}

/// One team with its seats.
#[server(endpoint = "team")]
pub async fn team(id: TeamId) -> Result<TeamRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::team(&db, &actor, id).await
}

/// A new team's form, or that of one that is there.
#[server(endpoint = "team-form")]
pub async fn team_form(id: Option<TeamId>) -> Result<TeamFormRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::team_form(&db, &actor, id).await
}

/// A seat's form.
#[server(endpoint = "seat-form")]
pub async fn seat_form(team: TeamId, seat: SeatId) -> Result<SeatFormRow, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::seat_form(&db, &actor, team, seat).await
}

/// Someone's time in a seat.
#[server(endpoint = "seat-holder")]
pub async fn holder(team: TeamId, holder: SeatHolderId) -> Result<HolderPage, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::holder(&db, &actor, team, holder).await
}
