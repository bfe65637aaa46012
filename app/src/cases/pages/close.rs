//! Closing a case, and taking up an imported one.
use super::{CaseHead, use_case_id};
use crate::{
    cases::{
        api::{self, CaseHeading, ClosingView},
        forms::{Close, TakeUp},
        journey::close_anyway,
        rules::{EndReason, Livelihood},
        texts,
    },
    kernel::{code::Code, id::CaseId},
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Confirm, Field, Form, PostForm, TextArea, cancel, was_refused},
        lang::{t, use_lang},
        view::use_today,
    },
};
use leptos::prelude::*;

fn back(case: CaseId) -> AnyView {
    cancel(format!("/cases/{case}"))
}

#[component]
pub fn ClosePage() -> impl IntoView {
    let case = use_case_id();
    let closing = fetch(move || case, api::closing);
    let (lang, today) = (use_lang(), use_today());
    loaded(closing, move |ClosingView { heading, missing, consented }| {
        let at_once = if missing.is_empty() { String::new() } else { close_anyway(lang, &missing) };
        let warned = (!missing.is_empty()).then(|| {
            let lines = missing.iter().map(|m| view! { <li>{m.words().get(lang)}</li> }).collect_view();
            view! { <div class="notice warning" id="confirmed-warning"><strong>{t(texts::CLOSE_UNDONE)}</strong><ul>{lines}</ul></div> }
        });
        let unread = (!consented).then(|| {
            view! { <div class="notice warning"><strong>{t(texts::NO_CONSENT)}</strong>" "{t(texts::CLOSE_UNREAD)}</div> }
        });
        view! {
                <CaseHead case heading title=t(texts::CLOSE) lead=t(texts::CLOSE_LEAD)/>
                {unread}
                {warned}
                <PostForm form=Close::PATH initial=vec![("on".into(), today.to_string())] submit=t(texts::CLOSE) beside=back(case)>
                    <Field name="on" label=t(texts::CLOSED_ON) kind="date" width="w-s"/>
                    <Choices name="reason" label=t(texts::END_REASON) options=EndReason::choices(lang)/>
                    <Choices
                        name="livelihood"
                        label=t(texts::LIVELIHOOD)
                        hint=if consented { "" } else { t(texts::LIVELIHOOD_UNKNOWN) }
                        options=Livelihood::choices(lang)
                        many=true
                        optional=!consented
                    />
                    {(consented || was_refused(Close::PATH))
                        .then(|| {
                            view! { <TextArea name="words" label=t(texts::END_WORDS) hint=t(texts::END_WORDS_HINT) optional=true/> }
                        })}
                    <Confirm name="confirmed" label=t(texts::CLOSE_ANYWAY) at_once=at_once/>
                </PostForm>
            }
            .into_any()
    })
}

#[component]
pub fn TakeUpPage() -> impl IntoView {
    let case = use_case_id();
    let heading = fetch(move || case, api::heading);
    loaded(heading, move |heading: CaseHeading| {
        view! {
            <CaseHead case heading title=t(texts::TAKE_UP) lead=t(texts::DORMANT_LEAD)/>
            <PostForm form=TakeUp::PATH submit=t(texts::TAKE_UP) beside=back(case)>{()}</PostForm>
        }
        .into_any()
    })
}
