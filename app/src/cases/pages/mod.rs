//! The case list, the case, and its closing.
mod bar;
mod close;
mod events;
mod list;
mod show;

pub use close::{ClosePage, TakeUpPage};
pub use events::AllEventsPage;
pub use list::{ListPage, ListSearch, SearchPage, nothing_found, tone_of};
pub use show::ShowPage;

use super::{api::CaseHeading, texts};
use crate::{
    kernel::id::CaseId,
    referrals::texts as referrals,
    ui::{
        lang::t,
        navigation::entries_for,
        parts::{Head, Tag, Tone},
        view::use_viewer,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The case that the address names; what is not an id names nothing.
pub fn use_case_id() -> CaseId {
    use_params_map().with_untracked(|p| p.get("id").and_then(|id| id.parse().ok())).unwrap_or(CaseId(uuid::Uuid::nil()))
}

/// The list in which the reader finds their cases. Who only refers has one, that of their referrals: the same cases.
pub fn above_cases() -> (String, String) {
    let lists = use_viewer().is_none_or(|viewer| entries_for(&viewer).any(|entry| entry.href == "/cases"));
    match lists {
        true => ("/cases".into(), t(texts::CASES).into()),
        false => ("/referrals".into(), t(referrals::MY_REFERRALS).into()),
    }
}

/// The pages above one about a case.
pub fn above_case(case: CaseId, number: &str) -> Vec<(String, String)> {
    vec![above_cases(), (format!("/cases/{case}"), number.to_owned())]
}

/// That the identity is protected, beside whose case it is: to those who are told.
pub fn protected_tag(protected: bool) -> Option<AnyView> {
    protected.then(|| view! { " "<Tag tone=Tone::Late words=t(texts::PROTECTED)/> }.into_any())
}

/// The same below the head of a page.
pub fn protected_line(protected: bool) -> Option<AnyView> {
    protected.then(|| view! { <p class="meta after"><Tag tone=Tone::Late words=t(texts::PROTECTED)/></p> }.into_any())
}

/// The head of a page about a case: what is done there, and in whose case.
#[component]
pub fn CaseHead(
    case: CaseId,
    heading: CaseHeading,
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: Option<String>,
    /// Pages between the case and this one.
    #[prop(optional)]
    between: Vec<(String, String)>,
    #[prop(optional)] actions: Option<AnyView>,
) -> impl IntoView {
    let mut above = above_case(case, &heading.number);
    above.extend(between);
    let about = match heading.who {
        Some(who) => format!("{who} · {}", heading.number),
        None => format!("{} {}", t(texts::CASE), heading.number),
    };
    let actions = actions.unwrap_or_else(|| ().into_any());
    view! {
        <Head title about lead=lead.unwrap_or_default() above actions/>
        {protected_line(heading.protected)}
    }
}
