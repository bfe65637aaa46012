//! The plan, its activities, and the list of activities.
mod activity;
mod letter;
mod list;
mod parts;
mod plan;
mod revisions;

pub use activity::{AddActivityPage, ChangeActivityPage, MarkActivityPage};
pub use letter::PlanLetterPage;
pub use list::ActivitiesPage;
pub use parts::StatusTag;
pub use plan::{CasePlan, EstablishPlanPage, PlanPage, PlanToRead};
pub use revisions::RevisionsPage;

use super::texts;
use crate::{kernel::id::CaseId, ui::lang::t};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::str::FromStr;

/// An id in the page's address. What is not an id names nothing: the nil id is found nowhere.
pub(crate) fn id_in_path<I: FromStr + From<uuid::Uuid>>(name: &str) -> I {
    let value = use_params_map().with_untracked(|p| p.get(name).unwrap_or_default());
    value.parse().unwrap_or_else(|_| I::from(uuid::Uuid::nil()))
}

/// The plan's own page, between the case and what is done with the plan.
fn between(case: CaseId) -> Vec<(String, String)> {
    vec![(format!("/cases/{case}/plan"), t(texts::PLAN).into())]
}
