//! The administrator's pages of the association.
mod agencies;
mod association;
mod districts;

pub use agencies::{AddAgencyPage, AgenciesPage, AgencyPage, ChangeAgencyPage, UnitPage};
pub use association::{AdminPage, SettingsPage};
pub use districts::{DistrictPage, DistrictsPage};

use super::{rules::Standing, texts};
use crate::{
    kernel::code::Code,
    ui::{
        form::Choices,
        lang::{t, use_lang},
        parts::{Tag, Tone},
    },
};
use leptos::prelude::*;

/// The pages above one of the administrator's: the hub, then these.
pub(crate) fn below_hub(more: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut above = vec![("/admin".to_owned(), t(texts::ASSOCIATION).to_owned())];
    above.extend(more);
    above
}

/// In use or closed, in a list.
#[component]
pub(crate) fn StandingTag(standing: Standing) -> impl IntoView {
    let words = standing.words().get(use_lang());
    let tone = match standing {
        Standing::InUse => Tone::Ok,
        Standing::Closed => Tone::Plain,
    };
    view! { <Tag tone words/> }
}

/// The field that takes something out of use and back.
#[component]
pub(crate) fn StandingField() -> impl IntoView {
    let options = Standing::choices(use_lang());
    view! {
        <Choices name="standing" label=t(texts::STANDING) hint=t(texts::STANDING_HINT) options across=true/>
    }
}
