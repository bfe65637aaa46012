//! The forms of a placement's way.
use super::{below_placement, placement_address, titled};
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

/// What is done, and with whose placement.
#[component]
fn StepHead(title: Text, step: StepPage, #[prop(optional)] lead: Option<Text>) -> impl IntoView {
    let about = titled(&step.reference, step.who.as_deref());
    let lead = lead.map(t).unwrap_or_default();
    view! { <Head title=t(title) about lead above=below_placement(step.id, &step.reference)/> }
}

fn back(id: PlacementId) -> AnyView {
    super::back(placement_address(id))
}

fn today() -> (String, String) {
    ("on".to_owned(), swedish::iso(use_today()))
}

#[component]
pub fn MoveOnPage() -> impl IntoView {
    with_step(|s| {
        let initial = vec![("to".to_owned(), s.next.first().map(|n| n.0.clone()).unwrap_or_default()), today()];
        view! {
            <StepHead title=texts::MOVE_ON step=s.clone()/>
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
        let initial = vec![("place".to_owned(), s.place.clone())];
        view! {
            <StepHead title=texts::CHOOSE_PLACE step=s.clone()/>
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
        let initial = vec![("place".to_owned(), s.place.clone()), today(), ("hours".to_owned(), s.hours.clone())];
        view! {
            <StepHead title=texts::START step=s.clone()/>
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
        let initial = vec![today(), ("hours".to_owned(), s.hours.clone())];
        view! {
            <StepHead title=texts::END step=s.clone()/>
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
            <StepHead title=texts::STOP step=s.clone() lead=texts::STOP_LEAD/>
            <PostForm form=forms::Stop::PATH initial=vec![today()] submit=t(texts::STOP) beside=back(s.id)>
                <Field name="on" label=t(texts::DAY) kind="date" width="w-s"/>
                <Choices name="reason" label=t(texts::REASON) options=reasons/>
            </PostForm>
        }
        .into_any()
    })
}
