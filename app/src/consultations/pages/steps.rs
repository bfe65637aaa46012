//! The pages of the deeds: adding, answering, a referral, closing.
use super::{Cautions, above_one, show::Thread, texts, use_id};
use crate::{
    consultations::{
        api::{self, ConsultationView},
        forms,
        rules::{NO_NAMES, support::Support},
    },
    kernel::{id::ConsultationId, lang::Text},
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Confirm, Form, Hidden, PostForm, Refused, TextArea, was_refused},
        lang::{t, use_lang},
        parts::Head,
    },
};
use leptos::prelude::*;

/// A page below a question. Where the deed can't be done any longer it says so; who comes second sees why, with what they
/// typed.
fn below(
    (title, lead): (Text, Text),
    form: &'static str,
    may: impl Fn(&ConsultationView) -> bool + Clone + Send + Sync + 'static,
    show: impl Fn(ConsultationView) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let id = use_id();
    let view = fetch(move || id, api::one);
    loaded(view, move |view: ConsultationView| {
        let body = if may(&view) || was_refused(form) {
            show(view)
        } else {
            view! {
                <Refused form/>
                <p>{t(texts::NOTHING_TO_DO)}</p>
                <p class="buttons">{cancel(id)}</p>
            }
            .into_any()
        };
        view! {
            <Head title=t(title) lead=t(lead) above=above_one(id)/>
            {body}
        }
        .into_any()
    })
}

fn cancel(id: ConsultationId) -> AnyView {
    crate::ui::form::cancel(format!("/consultations/{id}"))
}

#[component]
pub fn AddPage() -> impl IntoView {
    below(
        (texts::ADD, texts::ADD_HINT),
        forms::AddToConsultation::PATH,
        |v| v.may_add,
        |view| {
            let beside = cancel(view.row.id);
            view! {
                <Thread view/>
                <PostForm form=forms::AddToConsultation::PATH submit=t(texts::ADD) beside>
                    <TextArea name="text" label=t(texts::ADD_TEXT) rows=6/>
                    <Cautions/>
                </PostForm>
            }
            .into_any()
        },
    )
}

#[component]
pub fn AnswerPage() -> impl IntoView {
    let lang = use_lang();
    below(
        (texts::ANSWER, texts::ANSWER_HINT),
        forms::AnswerConsultation::PATH,
        |v| v.may_answer,
        move |view| {
            let beside = cancel(view.row.id);
            let initial = vec![("seen".to_owned(), view.entries.len().to_string())];
            view! {
                <Thread view/>
                <PostForm form=forms::AnswerConsultation::PATH initial submit=t(texts::ANSWER) beside>
                    <Hidden name="seen"/>
                    <TextArea name="text" label=t(texts::ANSWER_TEXT) rows=8/>
                    <Choices
                        name="supports"
                        label=t(texts::SUPPORTS)
                        hint=t(texts::SUPPORTS_HINT)
                        options=Support::described(lang)
                        many=true
                        optional=true
                    />
                    <Confirm name=NO_NAMES label=t(texts::NO_NAMES)/>
                    <Confirm name="anyway" label=t(texts::ANYWAY)/>
                </PostForm>
            }
            .into_any()
        },
    )
}

#[component]
pub fn ReferPage() -> impl IntoView {
    below(
        (texts::REFER, texts::REFER_LEAD),
        forms::ReferConsultation::PATH,
        |v| v.may_refer,
        |view| {
            let beside = cancel(view.row.id);
            let units = view.units;
            let one = units.first().filter(|_| units.len() == 1).map(|u| u.0.clone());
            let hidden = one.is_some();
            // where it was asked from, while the reader refers there
            let unit = one.or_else(|| units.iter().find(|u| u.0 == view.unit).map(|u| u.0.clone()));
            let initial: Vec<_> = unit.into_iter().map(|unit| ("unit".to_owned(), unit)).collect();
            view! {
            <PostForm form=forms::ReferConsultation::PATH initial submit=t(texts::REFER_BEGIN) beside>
                {if hidden {
                    view! { <Hidden name="unit"/> }.into_any()
                } else {
                    view! { <Choices name="unit" label=t(crate::referrals::texts::UNIT) options=units.clone()/> }.into_any()
                }}
            </PostForm>
        }
        .into_any()
        },
    )
}

#[component]
pub fn ClosePage() -> impl IntoView {
    below(
        (texts::CLOSE, texts::CLOSE_LEAD),
        forms::CloseConsultation::PATH,
        |v| v.may_close,
        |view| {
            view! {
                <PostForm
                    form=forms::CloseConsultation::PATH
                    submit=t(texts::CLOSE)
                    danger=true
                    beside=cancel(view.row.id)
                >
                    {()}
                </PostForm>
            }
            .into_any()
        },
    )
}
