//! Closing a case, and taking up an imported one.
use super::use_case_id;
use crate::{
    cases::{
        api,
        forms::{Close, TakeUp},
        rules::{EndReason, Livelihood},
        texts,
    },
    kernel::code::Code,
    ui::{
        form::{Choices, Field, Form, PostForm, TextArea},
        lang::{t, use_lang},
        parts::Head,
        state::loaded,
        view::use_today,
    },
};
use leptos::prelude::*;

fn above(number: &str) -> Vec<(String, String)> {
    vec![("/cases".into(), t(texts::CASES).into()), (format!("/cases/{}", use_case_id()), number.to_owned())]
}

#[component]
pub fn ClosePage() -> impl IntoView {
    let case = use_case_id();
    let number = Resource::new(move || case, api::number);
    let (lang, today) = (use_lang(), use_today());
    loaded(
        move || number.into_future(),
        move |number: String| {
            view! {
                <Head title=t(texts::CLOSE) lead=t(texts::CLOSE_LEAD) above=above(&number)/>
                <PostForm form=Close::PATH initial=vec![("on".into(), today.to_string())] submit=t(texts::CLOSE)>
                    <Field name="on" label=t(texts::CLOSED_ON) kind="date" width="w-s"/>
                    <Choices name="reason" label=t(texts::END_REASON) options=EndReason::choices(lang)/>
                    <Choices name="livelihood" label=t(texts::LIVELIHOOD) options=Livelihood::choices(lang) many=true/>
                    <TextArea name="words" label=t(texts::END_WORDS) hint=t(texts::END_WORDS_HINT) optional=true/>
                </PostForm>
            }
            .into_any()
        },
    )
}

#[component]
pub fn TakeUpPage() -> impl IntoView {
    let case = use_case_id();
    let number = Resource::new(move || case, api::number);
    loaded(
        move || number.into_future(),
        |number: String| {
            view! {
                <Head title=t(texts::TAKE_UP) lead=t(texts::DORMANT_LEAD) above=above(&number)/>
                <PostForm form=TakeUp::PATH submit=t(texts::TAKE_UP)>{()}</PostForm>
            }
            .into_any()
        },
    )
}
