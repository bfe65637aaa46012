//! The fields of a referral, for a draft and for what is changed after its submission.
use crate::{
    cases::rules::{Education, Livelihood, SupportBand, Track},
    consents::rules::ConsentForm,
    consents::wording::rules::TextLanguage,
    kernel::code::Code,
    meetings::rules::MeetingForm,
    organisation::rules::Party,
    participants::rules::{Gender, Language},
    referrals::{forms::handler_field, texts},
    ui::{
        form::{Choices, Field, Select, TextArea, YesNo},
        lang::{t, use_lang},
    },
};
use leptos::prelude::*;

/// The age, where nobody knows the identity number yet.
#[component]
pub fn AgeField() -> impl IntoView {
    view! {
        <Field
            name="age"
            label=t(texts::AGE)
            hint=t(texts::AGE_HINT)
            inputmode="numeric"
            width="w-xs"
            optional=true
        />
    }
}

#[component]
pub fn WhoFields(districts: Vec<(String, String)>) -> impl IntoView {
    let lang = use_lang();
    let unknown = vec![("yes".to_owned(), t(texts::IDENTITY_UNKNOWN).to_owned())];
    view! {
        <fieldset class="group">
            <legend>{t(texts::WHO)}</legend>
            <Field
                name="identity"
                label=t(texts::IDENTITY)
                hint=t(texts::IDENTITY_HINT)
                inputmode="numeric"
                width="w-m"
            />
            <Choices
                name="identity_unknown"
                label=t(texts::NO_NUMBER)
                options=unknown
                many=true
                optional=true
            />
            <AgeField/>
            <div class="fields">
                <Field name="given_name" label=t(texts::GIVEN_NAME)/>
                <Field name="family_name" label=t(texts::FAMILY_NAME)/>
            </div>
            <Choices name="gender" label=t(texts::GENDER) options=Gender::choices(lang) across=true/>
            <Select name="district" label=t(texts::DISTRICT) options=districts/>
            <TextArea
                name="exception_reason"
                label=t(texts::EXCEPTION)
                hint=t(texts::EXCEPTION_HINT)
                rows=2
                optional=true
            />
        </fieldset>
    }
}

#[component]
pub fn ReachFields() -> impl IntoView {
    let lang = use_lang();
    view! {
        <fieldset class="group">
            <legend>{t(texts::REACH)}</legend>
            <Select name="language" label=t(texts::LANGUAGE) options=Language::choices(lang)/>
            <YesNo name="interpreter" label=t(texts::INTERPRETER)/>
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
            <YesNo name="protected" label=t(texts::PROTECTED) hint=t(texts::PROTECTED_HINT)/>
        </fieldset>
    }
}

#[component]
pub fn SituationFields() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Choices
            name="livelihood"
            label=t(texts::LIVELIHOOD)
            hint=t(texts::SEVERAL)
            options=Livelihood::choices(lang)
            many=true
        />
        <Choices name="support_band" label=t(texts::SUPPORT) options=SupportBand::choices(lang)/>
        <Choices name="education" label=t(texts::EDUCATION) options=Education::choices(lang)/>
        <Choices
            name="involved"
            label=t(texts::INVOLVED)
            hint=t(texts::SEVERAL)
            options=Party::choices(lang)
            many=true
            optional=true
        />
        <fieldset class="group">
            <legend>{t(texts::HANDLERS)}</legend>
            <p class="hint">{t(texts::HANDLERS_HINT)}</p>
            <div class="fields">
                <HandlerFields/>
            </div>
        </fieldset>
        <TextArea name="tried" label=t(texts::TRIED) rows=5 optional=true/>
    }
}

/// One field a party. A component of its own: fields exist only inside their form.
#[component]
fn HandlerFields() -> impl IntoView {
    let lang = use_lang();
    Party::ALL
        .iter()
        .map(|p| view! { <Field name=handler_field(*p) label=p.words().get(lang) optional=true/> })
        .collect_view()
}

#[component]
pub fn QuestionFields() -> impl IntoView {
    let lang = use_lang();
    view! {
        <TextArea name="question" label=t(texts::QUESTION) hint=t(texts::QUESTION_HINT) rows=5/>
        <TextArea name="own_words" label=t(texts::OWN_WORDS) hint=t(texts::OWN_WORDS_HINT) optional=true/>
        <TextArea name="own_goal" label=t(texts::OWN_GOAL) rows=2 optional=true/>
        <Choices
            name="asked_for"
            label=t(texts::ASKED_FOR)
            hint=t(texts::ASKED_FOR_HINT)
            options=Party::choices(lang)
            many=true
        />
        <Choices
            name="meeting_form"
            label=t(texts::MEETING_FORM)
            options=MeetingForm::choices(lang)
            across=true
            optional=true
        />
        <Choices name="track" label=t(texts::TRACK) hint=t(texts::TRACK_HINT) options=Track::choices(lang)/>
    }
}

/// How, when and in which language a consent was given: for a referral and for a later consent alike.
#[component]
pub fn ConsentFields() -> impl IntoView {
    let lang = use_lang();
    let by_handler: Vec<_> =
        ConsentForm::choices(lang).into_iter().filter(|c| c.0 != ConsentForm::Electronic.code()).collect();
    view! {
        <Choices name="consent_form" label=t(texts::CONSENT_FORM) options=by_handler/>
        <Field name="heard_by" label=t(texts::HEARD_BY) hint=t(texts::HEARD_BY_HINT) width="w-l" optional=true/>
        <Field name="given_on" label=t(texts::GIVEN_ON) kind="date" width="w-s"/>
        <Select name="consent_language" label=t(texts::CONSENT_LANGUAGE) hint=t(texts::CONSENT_LANGUAGE_HINT) options=TextLanguage::choices(lang)/>
        <YesNo name="consent_interpreter" label=t(texts::CONSENT_INTERPRETER)/>
    }
}
