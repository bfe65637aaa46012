//! The pages of the deeds: a question, acceptance, return, withdrawal, taking over.
use crate::{
    cases::{
        api::{CaseHeading, heading},
        pages::{CaseHead, use_case_id},
        rules::StateCode,
    },
    kernel::{code::Code, id::CaseId, lang::Text},
    referrals::{forms, rules::ReturnReason, texts},
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Confirm, Form, Hidden, PostForm, Refused, TextArea},
        lang::{t, use_lang},
        state::Empty,
    },
};
use leptos::prelude::*;

/// A page under a case: what it is called is loaded, so that a case that must not be known of is *not found* here too.
fn under_case(
    title: Text,
    lead: Option<Text>,
    show: impl Fn(CaseId) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let case = use_case_id();
    let heading = fetch(move || case, heading);
    loaded(heading, move |heading: CaseHeading| {
        view! {
            <CaseHead case heading title=t(title) lead=lead.map(t).unwrap_or_default()/>
            {show(case)}
        }
        .into_any()
    })
}

pub(super) fn cancel(case: CaseId) -> AnyView {
    crate::ui::form::cancel(format!("/cases/{case}"))
}

#[component]
pub fn AskPage() -> impl IntoView {
    let case = use_case_id();
    let heading = fetch(move || case, heading);
    loaded(heading, move |heading: CaseHeading| {
        let body = match heading.state {
            StateCode::CompletionRequested => view! {
                <Refused form=forms::AskCompletion::PATH/>
                <div class="sheet"><Empty title=t(texts::ASKED_ALREADY) hint=t(texts::ASKED_ALREADY_HINT)/></div>
                <p class="buttons">{cancel(case)}</p>
            }
            .into_any(),
            _ => view! {
                <PostForm form=forms::AskCompletion::PATH submit=t(texts::ASK) beside=cancel(case)>
                    <TextArea name="ask" label=t(texts::ASK_WHAT)/>
                </PostForm>
            }
            .into_any(),
        };
        view! {
            <CaseHead case heading title=t(texts::ASK) lead=t(texts::ASK_LEAD)/>
            {body}
        }
        .into_any()
    })
}

#[component]
pub fn AcceptPage() -> impl IntoView {
    under_case(texts::ACCEPT, Some(texts::ACCEPT_LEAD), |case| {
        view! {
            <PostForm form=forms::AcceptReferral::PATH submit=t(texts::ACCEPT) beside=cancel(case)>
                {()}
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn ReturnPage() -> impl IntoView {
    let (lang, case) = (use_lang(), use_case_id());
    let heading = fetch(move || case, heading);
    loaded(heading, move |heading: CaseHeading| {
        let initial = vec![("was".to_owned(), heading.state.code().to_owned())];
        view! {
            <CaseHead case heading title=t(texts::RETURN) lead=t(texts::RETURN_LEAD)/>
            <PostForm form=forms::ReturnReferral::PATH initial submit=t(texts::RETURN) danger=true beside=cancel(case)>
                <Hidden name="was"/>
                <Choices name="reason" label=t(texts::RETURN_WHY) options=ReturnReason::choices(lang)/>
                <TextArea name="words" label=t(texts::RETURN_WORDS) hint=t(texts::RETURN_WORDS_HINT)/>
                <Confirm name="confirmed" label=t(texts::RETURN_ANYWAY)/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn WithdrawPage() -> impl IntoView {
    under_case(texts::WITHDRAW, Some(texts::WITHDRAW_LEAD), |case| {
        view! {
            <PostForm form=forms::WithdrawReferral::PATH submit=t(texts::WITHDRAW) danger=true beside=cancel(case)>
                <TextArea name="words" label=t(texts::WITHDRAW_WHY) optional=true/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn TakeOverPage() -> impl IntoView {
    under_case(texts::TAKE_OVER, Some(texts::TAKE_OVER_LEAD), |case| {
        view! {
            <PostForm form=forms::TakeOver::PATH submit=t(texts::TAKE_OVER) beside=cancel(case)>
                {()}
            </PostForm>
        }
        .into_any()
    })
}
