//! The whole draft to read through, what is missing, and the button that submits it.
use super::{Wizard, above, draft::page};
use crate::{
    cases::rules::{Education, Livelihood, SupportBand, Track},
    consents::rules::ConsentForm,
    consents::wording::rules::TextLanguage,
    kernel::{
        code::Code,
        id::ReferralId,
        identity_number::IdentityNumber,
        lang::{Lang, Text},
        swedish,
    },
    meetings::rules::MeetingForm,
    organisation::rules::Party,
    participants::rules::{Gender, Language},
    referrals::{
        api::{DraftRow, MissingRow},
        forms::{self, ELSEWHERE},
        rules::DraftStep,
        texts,
    },
    ui::{
        form::{Beyond, Form, PostForm},
        lang::{t, use_lang},
        parts::Head,
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn ReviewPage() -> impl IntoView {
    page(|draft| view! { <Review draft/> }.into_any())
}

#[component]
fn Review(draft: DraftRow) -> impl IntoView {
    let id = draft.id;
    let lead = format!("{} · {}", draft.unit, t(texts::REVIEW_LEAD));
    let parts = DraftStep::ALL.iter().map(|step| view! { <Part draft=draft.clone() step=*step/> }).collect_view();
    let listed = !draft.missing.is_empty();
    let discard = view! { <a href=format!("/referrals/{id}/discard")>{t(texts::DISCARD)}</a> }.into_any();
    view! {
        <Wizard id now=None/>
        <Head title=t(texts::REVIEW) lead above=above()/>
        {(!draft.may_submit).then(|| view! { <div class="notice warning"><strong>{t(texts::NOT_MY_UNIT)}</strong></div> })}
        <Missing id missing=draft.missing.clone()/>
        <div class="stack">{parts}</div>
        <PostForm form=forms::SubmitReferral::PATH submit=t(texts::SUBMIT) beside=discard>
            {listed.then(|| view! { <Beyond name="missing"/> })}
        </PostForm>
    }
}

/// Everything that is in the way, each with a link to its field.
#[component]
fn Missing(id: ReferralId, missing: Vec<MissingRow>) -> impl IntoView {
    let lang = use_lang();
    let heading = match missing.len() {
        0 => return ().into_any(),
        1 => t(texts::MISSING_ONE).to_owned(),
        n => texts::MISSING_MANY.with(lang, n),
    };
    let lines = missing
        .into_iter()
        .map(|m| {
            let href = format!("/referrals/{id}/{}#{}", m.step.code(), m.field);
            // the browser's own way moves the focus to the field; the router's would not
            view! { <li>{m.step.words().get(lang)}": "<a href=href rel="external">{m.alone}</a></li> }
        })
        .collect_view();
    view! {
        <section class="summary by-step" aria-labelledby="missing">
            <h2 id="missing" tabindex="-1">{heading}</h2>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Part(draft: DraftRow, step: DraftStep) -> impl IntoView {
    let lang = use_lang();
    let facts = answers(&draft, step, lang)
        .into_iter()
        .map(|(label, value)| {
            let value = match value.is_empty() {
                true => view! { <dd class="none">{t(texts::NOT_STATED)}</dd> }.into_any(),
                false => view! { <dd>{value}</dd> }.into_any(),
            };
            view! { <dt>{label.get(lang)}</dt>{value} }
        })
        .collect_view();
    let heading = format!("part-{}", step.code());
    view! {
        <section class="sheet" aria-labelledby=heading.clone()>
            <header>
                <h2 id=heading.clone()>{step.words().get(lang)}</h2>
                <div class="actions">
                    <a href=format!("/referrals/{}/{}", draft.id, step.code())>
                        {t(texts::CHANGE)} <span class="vh">" "{step.words().get(lang)}</span>
                    </a>
                </div>
            </header>
            <dl class="facts">{facts}</dl>
        </section>
    }
}

/// The answers of one page in words.
fn answers(draft: &DraftRow, step: DraftStep, lang: Lang) -> Vec<(Text, String)> {
    let raw = |name: &str| draft.values.iter().find(|v| v.0 == name).map(|v| v.1.clone()).unwrap_or_default();
    let said = |name: &str| match raw(name).as_str() {
        "yes" => texts::YES.get(lang).to_owned(),
        "no" => texts::NO.get(lang).to_owned(),
        _ => String::new(),
    };
    match step {
        DraftStep::Participant => vec![
            (
                texts::IDENTITY,
                if raw("identity").is_empty() && !raw("identity_unknown").is_empty() {
                    texts::IDENTITY_UNKNOWN.get(lang).to_owned()
                } else {
                    identity_in_full(&raw("identity"), use_today())
                },
            ),
            (texts::AGE, raw("age")),
            (texts::GIVEN_NAME, raw("given_name")),
            (texts::FAMILY_NAME, raw("family_name")),
            (texts::GENDER, words::<Gender>(draft, "gender", lang)),
            (texts::DISTRICT, district(draft, &raw("district"), lang)),
            (texts::EXCEPTION, raw("exception_reason")),
            (texts::LANGUAGE, words::<Language>(draft, "language", lang)),
            (texts::INTERPRETER, said("interpreter")),
            (texts::ACCESSIBILITY, raw("accessibility")),
            (texts::PHONE, raw("phone")),
            (texts::EMAIL, raw("email")),
            (texts::PROTECTED, said("protected")),
        ],
        DraftStep::Situation => vec![
            (texts::LIVELIHOOD, words::<Livelihood>(draft, "livelihood", lang)),
            (texts::SUPPORT, words::<SupportBand>(draft, "support_band", lang)),
            (texts::EDUCATION, words::<Education>(draft, "education", lang)),
            (texts::INVOLVED, words::<Party>(draft, "involved", lang)),
            (texts::HANDLERS, handlers(draft, lang)),
            (texts::TRIED, raw("tried")),
        ],
        DraftStep::Question => vec![
            (texts::QUESTION, raw("question")),
            (texts::OWN_WORDS, raw("own_words")),
            (texts::OWN_GOAL, raw("own_goal")),
            (texts::ASKED_FOR, words::<Party>(draft, "asked_for", lang)),
            (texts::MEETING_FORM, words::<MeetingForm>(draft, "meeting_form", lang)),
            (texts::TRACK, words::<Track>(draft, "track", lang)),
        ],
        DraftStep::Consent => vec![
            (texts::COVERED, words::<Party>(draft, "covered", lang)),
            (texts::CONSENT_FORM, words::<ConsentForm>(draft, "consent_form", lang)),
            (texts::HEARD_BY, raw("heard_by")),
            (texts::GIVEN_ON, day_in_words(&raw("given_on"), lang)),
            (texts::CONSENT_LANGUAGE, words::<TextLanguage>(draft, "consent_language", lang)),
            (texts::CONSENT_INTERPRETER, said("consent_interpreter")),
            (texts::SUS, said("sus")),
            (texts::SURVEY, said("survey")),
        ],
    }
}

/// A number as the rest of the product writes it; what is none stays as it was typed.
fn identity_in_full(typed: &str, today: chrono::NaiveDate) -> String {
    IdentityNumber::parse(typed, today).map_or_else(|_| typed.to_owned(), |identity| identity.formatted())
}

/// A day as the rest of the product says it; what is none stays as it was typed.
fn day_in_words(typed: &str, lang: Lang) -> String {
    typed.parse::<chrono::NaiveDate>().map_or_else(|_| typed.to_owned(), |day| swedish::long_day(lang, day))
}

/// The chosen codes of a field, in words.
fn words<C: Code>(draft: &DraftRow, field: &str, lang: Lang) -> String {
    let chosen = draft.values.iter().filter(|v| v.0 == field).filter_map(|v| C::from_code(&v.1).ok());
    swedish::list(lang, &chosen.map(|c| c.words().get(lang)).collect::<Vec<_>>())
}

fn handlers(draft: &DraftRow, lang: Lang) -> String {
    let name = |p: &Party| {
        let value = draft.values.iter().find(|v| v.0 == forms::handler_field(*p))?;
        Some(format!("{}: {}", p.words().get(lang), value.1))
    };
    Party::ALL.iter().filter_map(name).collect::<Vec<_>>().join(" · ")
}

fn district(draft: &DraftRow, id: &str, lang: Lang) -> String {
    if id == ELSEWHERE {
        return texts::ELSEWHERE.get(lang).to_owned();
    }
    draft.districts.iter().find(|d| d.0 == id).map(|d| d.1.clone()).unwrap_or_default()
}
