//! The texts: to read and print, as they were agreed to, and for the administrator.
mod admin;
mod read;

pub use admin::{NewVersionPage, SignPage, TextsPage, VersionsPage};
pub use read::{AgreedToPage, ReadFirst, TextPage};

use super::{
    api::Reading,
    rules::{ConsentText, TextLanguage},
    texts,
};
use crate::ui::lang::{t, use_lang};
use leptos::prelude::*;

/// A text in its own language and direction, under a heading of its own.
#[component]
pub fn Wording(text: ConsentText) -> impl IntoView {
    let (tag, direction) = (text.language.tag(), text.language.direction());
    let paragraphs = text.paragraphs().map(|p| view! { <p>{p.to_owned()}</p> }).collect_view();
    view! {
        <div class="wording" lang=tag dir=direction>
            <h2>{text.title}</h2>
            {paragraphs}
        </div>
    }
}

/// What a reader must know of a translation, and the Swedish text below it.
#[component]
fn Original(reading: Reading) -> impl IntoView {
    let lang = use_lang();
    let behind = reading.behind.map(|now| {
        view! {
            <div class="notice warning">
                <strong>{texts::BEHIND_LONG.with(lang, now)}</strong>
                <p>{t(texts::BEHIND_ASK)}</p>
            </div>
        }
    });
    let unchecked = reading.unchecked.then(|| view! { <div class="notice info">{t(texts::UNCHECKED)}</div> });
    let swedish = reading.swedish.map(|text| {
        view! {
            <details class="more">
                <summary>{texts::IN_SWEDISH.with(lang, text.version)}</summary>
                <Wording text/>
            </details>
        }
    });
    view! {
        {behind}
        {unchecked}
        {swedish}
    }
}

/// Its name in the reader's language, and in its own where that is another.
fn named(language: TextLanguage, words: &str) -> String {
    let own = language.own_name();
    if own.eq_ignore_ascii_case(words) { own.to_owned() } else { format!("{own} ({words})") }
}
