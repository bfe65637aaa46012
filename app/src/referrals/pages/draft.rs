//! The pages of a draft: each keeps what was typed, whatever is missing.
use super::{
    Wizard, above,
    fields::{ConsentFields, QuestionFields, ReachFields, SituationFields, WhoFields},
    use_draft_id,
};
use crate::{
    consents::wording::pages::ReadFirst,
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, ReferralId},
    },
    organisation::rules::Party,
    referrals::{
        api::{self, DraftFound, DraftRow},
        forms::{self, ELSEWHERE},
        rules::DraftStep,
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Confirm, Form, Hidden, INSTEAD, Pairs, PostForm, YesNo, kept},
        lang::{t, use_lang},
        parts::Head,
    },
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Reads the draft as it was typed last, also on the page that was just left.
async fn read(id: ReferralId) -> Result<DraftFound, AppError> {
    kept().await;
    api::draft(id).await
}

/// Loads the draft and shows one of its pages; once it is submitted, every one of them leads to its case.
pub(super) fn page(show: impl Fn(DraftRow) -> AnyView + Clone + Send + Sync + 'static) -> impl IntoView {
    let id = use_draft_id();
    let draft = fetch(move || id, read);
    loaded(draft, move |found: DraftFound| match found {
        DraftFound::Draft(draft) => show(*draft),
        DraftFound::Submitted(case) => view! { <Submitted case/> }.into_any(),
    })
}

/// Leads to the case: whoever goes back after submitting stands at the draft's address. The browser forgets that one.
#[component]
fn Submitted(case: CaseId) -> impl IntoView {
    let to = format!("/cases/{case}");
    #[cfg(feature = "ssr")]
    crate::ui::request::lead_to(&to);
    let (navigate, there) = (use_navigate(), to.clone());
    Effect::new(move || navigate(&there, NavigateOptions { replace: true, ..NavigateOptions::default() }));
    view! { <p><a href=to>{t(texts::TO_CASE)}</a></p> }
}

#[component]
fn StepHead(id: ReferralId, step: DraftStep, #[prop(optional, into)] lead: Option<String>) -> impl IntoView {
    let title = step.words().get(use_lang());
    view! {
        <Wizard id now=Some(step)/>
        {match lead {
            Some(lead) => view! { <Head title lead above=above()/> }.into_any(),
            None => view! { <Head title above=above()/> }.into_any(),
        }}
        <p class="meta after">
            <span class="with-script">{t(texts::KEPT_AS_TYPED)}</span>
            <span class="without-script">{t(texts::KEPT_BY_BUTTON)}</span>
        </p>
    }
}

fn keep(id: ReferralId, step: DraftStep) -> String {
    format!("/referrals/{id}/{}", step.code())
}

/// The checks of the page that what is kept fails: they stand beside their fields from the first look on.
fn told(draft: &DraftRow, step: DraftStep) -> Pairs {
    let of_step = draft.missing.iter().filter(|m| m.failed && m.step == step);
    of_step.map(|m| (m.field.clone(), m.text.clone())).collect()
}

/// What is kept, and what the page was made with.
fn initial(draft: &DraftRow, step: DraftStep) -> Pairs {
    let seen = draft.seen.iter().filter(|s| s.0 == step).map(|s| ("seen".to_owned(), s.1.clone()));
    draft.values.iter().cloned().chain(seen).collect()
}

/// An old page does not put back what was changed elsewhere: it asks which is to stand.
#[component]
fn Elsewhere() -> impl IntoView {
    view! {
        <Hidden name="seen"/>
        <Confirm name=INSTEAD label=t(texts::KEEP_INSTEAD)/>
    }
}

/// The way back: to the page before, or out of the draft, which stays as it is; and away with it.
fn beside(id: ReferralId, step: DraftStep) -> AnyView {
    let before = DraftStep::ALL.iter().take_while(|s| **s != step).last();
    let (back, words) = match before {
        Some(before) => (keep(id, *before), texts::PREVIOUS_STEP),
        None => ("/referrals".to_owned(), texts::TO_MY_REFERRALS),
    };
    view! {
        <a href=back>{t(words)}</a>
        " "
        <a href=format!("/referrals/{id}/discard")>{t(texts::DISCARD)}</a>
    }
    .into_any()
}

#[component]
pub fn ParticipantPage() -> impl IntoView {
    page(|draft| view! { <ParticipantForm draft/> }.into_any())
}

#[component]
fn ParticipantForm(draft: DraftRow) -> impl IntoView {
    let step = DraftStep::Participant;
    let errors = told(&draft, step);
    let mut districts = draft.districts.clone();
    districts.push((ELSEWHERE.to_owned(), t(texts::ELSEWHERE).to_owned()));
    view! {
        <StepHead id=draft.id step/>
        <PostForm
            form=forms::KeepParticipant::PATH
            initial=initial(&draft, step)
            errors
            keep=keep(draft.id, step)
            beside=beside(draft.id, step)
            submit=t(texts::SAVE_AND_GO_ON)
        >
            <WhoFields districts/>
            <ReachFields/>
            <Elsewhere/>
        </PostForm>
    }
}

#[component]
pub fn SituationPage() -> impl IntoView {
    page(|draft| view! { <SituationForm draft/> }.into_any())
}

#[component]
fn SituationForm(draft: DraftRow) -> impl IntoView {
    let step = DraftStep::Situation;
    let errors = told(&draft, step);
    view! {
        <StepHead id=draft.id step/>
        <PostForm
            form=forms::KeepSituation::PATH
            initial=initial(&draft, step)
            errors
            keep=keep(draft.id, step)
            beside=beside(draft.id, step)
            submit=t(texts::SAVE_AND_GO_ON)
        >
            <SituationFields/>
            <Elsewhere/>
        </PostForm>
    }
}

#[component]
pub fn QuestionPage() -> impl IntoView {
    page(|draft| view! { <QuestionForm draft/> }.into_any())
}

#[component]
fn QuestionForm(draft: DraftRow) -> impl IntoView {
    let step = DraftStep::Question;
    let errors = told(&draft, step);
    view! {
        <StepHead id=draft.id step/>
        <PostForm
            form=forms::KeepQuestion::PATH
            initial=initial(&draft, step)
            errors
            keep=keep(draft.id, step)
            beside=beside(draft.id, step)
            submit=t(texts::SAVE_AND_GO_ON)
        >
            <QuestionFields/>
            <Elsewhere/>
        </PostForm>
    }
}

#[component]
pub fn ConsentPage() -> impl IntoView {
    page(|draft| view! { <KeepConsentForm draft/> }.into_any())
}

#[component]
fn KeepConsentForm(draft: DraftRow) -> impl IntoView {
    let lang = use_lang();
    let step = DraftStep::Consent;
    let errors = told(&draft, step);
    view! {
        <StepHead id=draft.id step lead=t(texts::CONSENT_LEAD)/>
        <ReadFirst/>
        <PostForm
            form=forms::KeepConsent::PATH
            initial=initial(&draft, step)
            errors
            keep=keep(draft.id, step)
            beside=beside(draft.id, step)
            submit=t(texts::SAVE_AND_GO_ON)
        >
            <fieldset class="group">
                <legend>{t(texts::SHARE)}</legend>
                <Choices
                    name="covered"
                    label=t(texts::COVERED)
                    hint=t(texts::COVERED_HINT)
                    options=Party::choices(lang)
                    many=true
                />
                <ConsentFields/>
            </fieldset>
            <fieldset class="group">
                <legend>{t(texts::SUS_GROUP)}</legend>
                <YesNo name="sus" label=t(texts::SUS) hint=t(texts::SUS_HINT)/>
            </fieldset>
            <fieldset class="group">
                <legend>{t(texts::SURVEY_GROUP)}</legend>
                <YesNo name="survey" label=t(texts::SURVEY) hint=t(texts::SURVEY_HINT)/>
            </fieldset>
            <Elsewhere/>
        </PostForm>
    }
}

#[component]
pub fn DiscardPage() -> impl IntoView {
    page(|draft| {
        let back = view! { <a href=format!("/referrals/{}/review", draft.id)>{t(texts::BACK_TO_DRAFT)}</a> }.into_any();
        view! {
            <Head title=t(texts::DISCARD) lead=t(texts::DISCARD_LEAD) above=above()/>
            <PostForm form=forms::DiscardDraft::PATH submit=t(texts::DISCARD) danger=true beside=back>
                {()}
            </PostForm>
        }
        .into_any()
    })
}
