//! The list of questions without identity, a question, and what is done with one.
mod ask;
mod list;
mod show;
mod steps;

pub use ask::NewPage;
pub use list::ListPage;
pub use show::ShowPage;
pub use steps::{AddPage, AnswerPage, ClosePage, ReferPage};

use super::{
    api::ConsultationRow,
    rules::{ConsultationState, NO_NAMES, WIDE_ENOUGH},
    texts,
};
use crate::{
    kernel::{code::Code, id::ConsultationId, lang::Lang},
    ui::{form::Confirm, lang::t, parts::Tone},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The question that the address names; what is not an id names nothing.
fn use_id() -> ConsultationId {
    use_params_map()
        .with_untracked(|p| p.get("id").and_then(|id| id.parse().ok()))
        .unwrap_or(ConsultationId(uuid::Uuid::nil()))
}

fn above() -> Vec<(String, String)> {
    vec![("/consultations".into(), t(texts::TITLE).into())]
}

fn above_one(id: ConsultationId) -> Vec<(String, String)> {
    above().into_iter().chain([(format!("/consultations/{id}"), t(texts::ONE).into())]).collect()
}

/// Whom a question is about, as far as it says; of one that is over only that it is a question.
fn described(lang: Lang, row: &ConsultationRow) -> String {
    let Some(age) = row.age_band else { return texts::ONE.get(lang).to_owned() };
    let age = age.words().get(lang);
    row.district.as_ref().map_or_else(|| age.to_owned(), |district| format!("{age}, {district}"))
}

fn tone_of(state: ConsultationState) -> Tone {
    match state {
        ConsultationState::Asked => Tone::Soon,
        ConsultationState::Answered => Tone::Calm,
        ConsultationState::Converted => Tone::Ok,
        ConsultationState::Closed => Tone::Plain,
    }
}

/// The answers to what stands out: that no names are named, and that the description is to stand.
#[component]
fn Cautions() -> impl IntoView {
    view! {
        <Confirm name=NO_NAMES label=t(texts::NO_NAMES)/>
        <Confirm name=WIDE_ENOUGH label=t(texts::WIDE_ENOUGH)/>
    }
}
