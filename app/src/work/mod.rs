//! The start page: what needs this user now.
pub mod rules;

#[cfg(feature = "ssr")]
pub mod actions;

use crate::ui::{lang::t, parts::Head, view::use_viewer};
use leptos::prelude::*;

crate::texts! {
    MY_WORK: "Mitt arbete", "My work";
}

#[component]
pub fn StartPage() -> impl IntoView {
    let _ = use_viewer();
    view! { <Head title=t(MY_WORK)/> }
}
