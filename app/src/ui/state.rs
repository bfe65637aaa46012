//! The states a page can be in beside its content: loading, empty, failed, not to be found.
use super::{
    lang::{t, use_lang},
    parts::Heading,
};
use crate::{accounts::forms::login_address, kernel::error::AppError};
use leptos::prelude::*;
use leptos_meta::Title;

crate::texts! {
    /// While an answer is on its way.
    LOADING: "Hämtar …", "Loading …";
    TO_CASE: "Till ärendet", "To the case";
    TO_MY_WORK: "Till mitt arbete", "To my work";
    LOG_IN: "Logga in", "Log in";
    NOT_FOUND_TITLE: "Sidan finns inte, eller så får du inte se den", "The page does not exist, or it is not yours to see";
    NOT_FOUND_LEAD: "Vi säger inte vilket, för att skydda den det gäller. Fråga koordinatorn om du tror att du borde ha tillgång.", "We don't say which, to protect the person it is about. Ask the coordinator if you think you should have access.";
    NOT_ALLOWED_TITLE: "Det här ingår inte i dina uppgifter", "This is not among your tasks";
    NOT_ALLOWED_LEAD: "Administratören kan se över vilka uppgifter du har i systemet.", "The administrator can review your tasks in the system.";
    NO_CONSENT_TITLE: "Samtycket räcker inte för det här", "The consent does not open this";
    ENDED_TITLE: "Din inloggning har gått ut", "Your session has ended";
    CONFLICT_TITLE: "Någon annan hann före", "Someone else was faster";
    BUSY_TITLE: "Systemet är upptaget just nu", "The system is busy right now";
    FAULT_TITLE: "Något gick fel hos oss", "Something went wrong on our side";
    REFERENCE: "Referensnummer", "Reference number";
}

/// Says why a page can't be shown, and sets the answer's status.
#[component]
pub fn Problem(error: AppError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    super::request::set_status(&error);
    let lang = use_lang();
    let (title, lead) = match &error {
        AppError::NotFound => (t(NOT_FOUND_TITLE), t(NOT_FOUND_LEAD).to_owned()),
        AppError::NotAllowed => (t(NOT_ALLOWED_TITLE), t(NOT_ALLOWED_LEAD).to_owned()),
        AppError::NoConsent => (t(NO_CONSENT_TITLE), error.words(lang)),
        AppError::LoginNeeded => (t(ENDED_TITLE), error.words(lang)),
        AppError::Conflict | AppError::AlreadyDone => (t(CONFLICT_TITLE), error.words(lang)),
        AppError::Busy => (t(BUSY_TITLE), error.words(lang)),
        AppError::Fault { .. } => (t(FAULT_TITLE), error.words(lang)),
    };
    let reference = match &error {
        AppError::Fault { reference } => Some(reference.clone()),
        _ => None,
    };
    let here = super::params::use_here();
    let (to, words) = match error {
        AppError::LoginNeeded => (untrack(|| login_address(&here())), t(LOG_IN)),
        AppError::Conflict | AppError::AlreadyDone => match untrack(|| case_at(&here())) {
            Some(case) => (case, t(TO_CASE)),
            None => ("/".to_owned(), t(TO_MY_WORK)),
        },
        _ => ("/".to_owned(), t(TO_MY_WORK)),
    };
    view! {
        <Title text=title/>
        <div class="problem">
            <Heading title/>
            <p>{lead}</p>
            {reference.map(|r| view! { <p class="ref">{t(REFERENCE)}" "<code>{r}</code></p> })}
            <div class="buttons">
                <a class="btn s" href=to rel="external">
                    {words}
                </a>
            </div>
        </div>
    }
}

/// The case that the page at this address is below: what a colleague has done meanwhile stands there.
fn case_at(here: &str) -> Option<String> {
    let (id, rest) = here.strip_prefix("/cases/")?.split_once('/')?;
    let id: uuid::Uuid = id.parse().ok()?;
    (!rest.is_empty()).then(|| format!("/cases/{id}"))
}

/// Nothing here, and what to do about it.
#[component]
pub fn Empty(#[prop(into)] title: String, #[prop(optional, into)] hint: Option<String>) -> impl IntoView {
    view! {
        <div class="empty">
            <p>
                <strong>{title}</strong>
            </p>
            {hint.map(|h| view! { <p>{h}</p> })}
        </div>
    }
}
