//! The case list, the case, and its closing.
mod close;
mod events;
mod list;
mod show;

pub use close::{ClosePage, TakeUpPage};
pub use events::AllEventsPage;
pub use list::{ListPage, ListSearch, SearchPage, tone_of};
pub use show::ShowPage;

use crate::kernel::id::CaseId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The case that the address names; what is not an id names nothing.
pub fn use_case_id() -> CaseId {
    use_params_map().with_untracked(|p| p.get("id").and_then(|id| id.parse().ok())).unwrap_or(CaseId(uuid::Uuid::nil()))
}
