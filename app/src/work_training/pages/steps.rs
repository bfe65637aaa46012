//! The forms of a placement's way.
use super::{LIST, below_placement};
use crate::{
    cases::rules::EndReason,
    kernel::{code::Code, id::PlacementId, lang::Text, swedish},
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Field, Form, PostForm, Select},
        lang::{t, use_lang},
        params::use_param,
        parts::Head,
        view::use_today,
    },
    work_training::{
        api::{self, StepPage},
        forms,
        rules::StopReason,
        texts,
    },
};
use leptos::prelude::*;

/// Waits for the placement of the page's address.
fn with_step(show: impl Fn(StepPage) -> AnyView + Clone + Send + Sync + 'static) -> impl IntoView {
    let id = use_param::<PlacementId>("id");
    let step = fetch(id, |id| async move { api::step(id?).await });
    loaded(step, show)
}

#[component]
fn StepHead(title: Text, id: PlacementId, #[prop(into)] reference: String) -> impl IntoView {
    view! { <Head title=t(title) lead=reference.clone() above=below_placement(id, &reference)/> }
}

fn back(id: PlacementId) -> AnyView {
    view! { <a href=format!("{LIST}/{id}")>{t(texts::CANCEL)}</a> }.into_any()
}

fn today() -> (String, String) {
    ("on".to_owned(), swedish::iso(use_today()))
}

#[component]
pub fn MoveOnPage() -> impl IntoView {
    with_step(|s| {
        let initial = vec![("to".to_owned(), s.next.first().map(|n| n.0.clone()).unwrap_or_default()), today()];
        view! {
            <StepHead title=texts::MOVE_ON id=s.id reference=s.reference/>
            <PostForm form=forms::MoveOn::PATH initial submit=t(texts::MOVE_ON) beside=back(s.id)>
                <Choices name="to" label=t(texts::MOVE_ON_TO) options=s.next/>
                <Field name="on" label=t(texts::DAY) kind="date" width="w-s"/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn ChoosePlacePage() -> impl IntoView {
    with_step(|s| {
        let initial = vec![("place".to_owned(), s.place)];
        view! {
            <StepHead title=texts::CHOOSE_PLACE id=s.id reference=s.reference/>
            <PostForm form=forms::ChoosePlace::PATH initial submit=t(texts::CHOOSE_PLACE) beside=back(s.id)>
                <Select name="place" label=t(texts::PLACE) options=s.places hint=t(texts::CHOOSE_PLACE_HINT)/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn StartPage() -> impl IntoView {
    with_step(|s| {
        let initial = vec![("place".to_owned(), s.place), today(), ("hours".to_owned(), s.hours)];
        view! {
            <StepHead title=texts::START id=s.id reference=s.reference/>
            <PostForm form=forms::Start::PATH initial submit=t(texts::START) beside=back(s.id)>
                <Select name="place" label=t(texts::PLACE) options=s.places hint=t(texts::START_HINT)/>
                <Field name="on" label=t(texts::STARTED_DAY) kind="date" width="w-s"/>
                <Field
                    name="hours"
                    label=t(texts::HOURS)
                    kind="number"
                    inputmode="numeric"
                    width="w-xs"
                    optional=true
                />
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn EndPage() -> impl IntoView {
    with_step(|s| {
        let reasons = EndReason::choices(use_lang());
        let initial = vec![today(), ("hours".to_owned(), s.hours)];
        view! {
            <StepHead title=texts::END id=s.id reference=s.reference/>
            <PostForm form=forms::End::PATH initial submit=t(texts::END) beside=back(s.id)>
                <Field name="on" label=t(texts::ENDED_DAY) kind="date" width="w-s"/>
                <Choices name="reason" label=t(texts::END_REASON) options=reasons/>
                <Field
                    name="hours"
                    label=t(texts::HOURS)
                    kind="number"
                    inputmode="numeric"
                    width="w-xs"
                    optional=true
                />
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn StopPage() -> impl IntoView {
    with_step(|s| {
        let reasons = StopReason::choices(use_lang());
        view! {
            <StepHead title=texts::STOP id=s.id reference=s.reference/>
            <PostForm form=forms::Stop::PATH initial=vec![today()] submit=t(texts::STOP) beside=back(s.id)>
                <Field name="on" label=t(texts::DAY) kind="date" width="w-s"/>
                <Choices name="reason" label=t(texts::REASON) options=reasons/>
            </PostForm>
        }
        .into_any()
    })
}
