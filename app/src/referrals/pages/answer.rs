//! Answering the coordinator's question, and putting right what was wrong in the referral.
use super::{
    fields::{AgeField, QuestionFields, SituationFields},
    steps::cancel,
};
use crate::{
    cases::pages::{CaseHead, use_case_id},
    kernel::code::Code,
    participants::rules::{Gender, Language},
    referrals::{
        api::{self, AnswerRow},
        forms::{self, ELSEWHERE},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Field, Form, PostForm, Select, TextArea, YesNo, was_refused},
        lang::{t, use_lang},
    },
};
use leptos::prelude::*;

#[component]
pub fn AnswerPage() -> impl IntoView {
    let case = use_case_id();
    let row = fetch(move || case, api::answer_form);
    loaded(row, |row: AnswerRow| view! { <Answer row/> }.into_any())
}

#[component]
fn Answer(row: AnswerRow) -> impl IntoView {
    // who comes second sees why, with what they typed
    if !row.is_open && !was_refused(forms::AnswerCompletion::PATH) {
        return view! {
            <CaseHead case=row.id heading=row.heading title=t(texts::ANSWER)/>
            <p>{t(texts::NOTHING_ASKED)}</p>
        }
        .into_any();
    }
    let mut districts = row.districts;
    districts.push((ELSEWHERE.to_owned(), t(texts::ELSEWHERE).to_owned()));
    let unknown = row.identity_unknown;
    view! {
        <CaseHead case=row.id heading=row.heading title=t(texts::ANSWER)/>
        <div class="notice info">
            <strong>{t(texts::COORDINATOR_ASKED)}</strong>
            <p>{row.asked}</p>
        </div>
        <PostForm
            form=forms::AnswerCompletion::PATH
            initial=row.values
            submit=t(texts::ANSWER)
            beside=cancel(row.id)
        >
            <TextArea name="answer" label=t(texts::ANSWER_WHAT)/>
            <h2>{t(texts::CHANGE_TOO)}</h2>
            <QuestionFields/>
            <SituationFields/>
            <PersonFields districts unknown/>
        </PostForm>
    }
    .into_any()
}

/// What can be changed of the person. Only where they live is filled in: the rest may be another agency's word.
#[component]
fn PersonFields(districts: Vec<(String, String)>, unknown: bool) -> impl IntoView {
    let lang = use_lang();
    let number = unknown.then(|| {
        view! {
            <Field
                name="identity"
                label=t(texts::IDENTITY_NOW)
                hint=t(texts::IDENTITY_HINT)
                inputmode="numeric"
                width="w-m"
                optional=true
            />
            <AgeField/>
        }
    });
    view! {
        <fieldset class="group">
            <legend>{t(texts::CHANGE_PERSON)}</legend>
            <p class="hint">{t(texts::CHANGE_PERSON_HINT)}</p>
            {number}
            <div class="fields">
                <Field name="given_name" label=t(texts::GIVEN_NAME) optional=true/>
                <Field name="family_name" label=t(texts::FAMILY_NAME) optional=true/>
            </div>
            <Choices name="gender" label=t(texts::GENDER) options=Gender::choices(lang) across=true optional=true/>
            <Select name="district" label=t(texts::DISTRICT) options=districts optional=true/>
            <TextArea
                name="exception_reason"
                label=t(texts::EXCEPTION)
                hint=t(texts::EXCEPTION_HINT)
                rows=2
                optional=true
            />
            <Select name="language" label=t(texts::LANGUAGE) options=Language::choices(lang) optional=true/>
            <YesNo name="interpreter" label=t(texts::INTERPRETER) optional=true/>
            <TextArea
                name="accessibility"
                label=t(texts::ACCESSIBILITY)
                hint=t(texts::ACCESSIBILITY_HINT)
                rows=2
                optional=true
            />
            <div class="fields">
                <Field name="phone" label=t(texts::PHONE) kind="tel" optional=true/>
                <Field name="email" label=t(texts::EMAIL) kind="email" optional=true/>
            </div>
            <YesNo name="protected" label=t(texts::PROTECTED_NOW) hint=t(texts::PROTECTED_HINT) optional=true/>
        </fieldset>
    }
}
