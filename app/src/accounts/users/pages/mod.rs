//! The users' pages.
mod accounts;
mod associations;
mod list;
mod user;

pub use accounts::{ChangeUserPage, CloseUserPage, OneTimePasswordPage};
pub use associations::{AddAssociationPage, ChangeAssociationPage, MyAssociations};
pub use list::{AddUserPage, SearchUsersPage, UsersPage};
pub use user::{EndTaskPage, UserPage};

use super::{rules::AccountState, texts};
use crate::{
    access::Role,
    kernel::code::Code,
    organisation::{api::UnitChoice, pages::below_hub},
    ui::{
        form::Select,
        lang::{t, use_lang},
        parts::{Tag, Tone},
    },
};
use leptos::prelude::*;

const USERS: &str = "/admin/users";

/// The pages above a user's.
fn below_users(more: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut above = below_hub(vec![(USERS.into(), t(texts::USERS).into())]);
    above.extend(more);
    above
}

#[component]
fn StateTag(state: AccountState) -> impl IntoView {
    let tone = match state {
        AccountState::Open => Tone::Ok,
        AccountState::OneTime => Tone::Calm,
        AccountState::NotOpened => Tone::Soon,
        AccountState::Closed => Tone::Plain,
    };
    view! { <Tag tone words=state.words().get(use_lang())/> }
}

/// Task and unit.
#[component]
fn TaskFields(units: Vec<UnitChoice>, #[prop(optional)] hint: Option<&'static str>) -> impl IntoView {
    let lang = use_lang();
    let roles = Role::choices(lang);
    let units = units.into_iter().map(|u| (u.id.to_string(), format!("{}, {}", u.agency_name, u.name))).collect();
    view! {
        {match hint {
            Some(hint) => view! { <Select name="role" label=t(texts::TASK) hint options=roles/> }.into_any(),
            None => view! { <Select name="role" label=t(texts::TASK) options=roles/> }.into_any(),
        }}
        <Select name="unit" label=t(texts::UNIT) hint=t(texts::UNIT_HINT) options=units/>
    }
}
