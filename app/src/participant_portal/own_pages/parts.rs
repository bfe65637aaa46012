//! What the participant's pages are made of.
use crate::{
    consents::wording::rules::{ConsentText, TextLanguage},
    kernel::{code::Code, lang::Lang, swedish},
    participant_portal::said::{self, Said},
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// Where a page stands.
#[derive(Clone, Debug)]
pub struct At {
    /// In which it is read.
    pub language: TextLanguage,
    /// The page's own address, without what stands after a question mark.
    pub path: String,
    /// Whether the participant has opened their link.
    pub inside: bool,
    /// It is the demonstration.
    pub is_demo: bool,
}

impl At {
    /// A text in the page's language.
    pub fn say(&self, said: Said) -> &'static str {
        said.get(self.language)
    }
}

/// What was sent.
#[derive(Clone, Debug, Default)]
pub struct Posted(pub Vec<(String, String)>);

impl Posted {
    /// What one field says; nothing where it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|v| v.0 == name).map_or("", |v| v.1.trim())
    }

    /// The same with line breaks as one sign each, and nothing else that can't be seen.
    pub fn text(&self, name: &str) -> String {
        self.get(name).replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
    }

    /// The language in which the form is to come back, with what was typed; none: it is sent to do something.
    pub fn speaks(&self) -> Option<TextLanguage> {
        self.get(SPEAK).parse().ok()
    }
}

/// The field of a button that asks for a form in another language.
const SPEAK: &str = "speak";

/// What becomes of the session's cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionChange {
    None,
    Begins(String),
    Ends,
}

/// What a page or a deed comes to.
#[derive(Clone, Debug)]
pub enum Outcome {
    Page { status: u16, html: String },
    Go { to: String, session: SessionChange },
}

impl Outcome {
    /// Done: go there.
    pub fn go(to: impl Into<String>) -> Self {
        Outcome::Go { to: to.into(), session: SessionChange::None }
    }
}

/// The id of a page's form, where it has fields to fill in.
pub const FORM: &str = "own";

/// A whole page.
pub fn page(at: &At, status: u16, title: Said, content: AnyView) -> Outcome {
    laid_out(at, status, title, content, languages(at))
}

/// A page with a form of the id [`FORM`]: another language is chosen by sending the form, which comes back in that
/// language with all that was typed, and does nothing else.
pub fn page_of_form(at: &At, status: u16, title: Said, content: AnyView) -> Outcome {
    laid_out(at, status, title, content, languages_of_form(at))
}

fn laid_out(at: &At, status: u16, title: Said, content: AnyView, languages: AnyView) -> Outcome {
    let (language, name) = (at.language, at.say(title));
    let unchecked = language.is_translation() && language != TextLanguage::EasySwedish;
    let unchecked = unchecked.then(|| view! { <p class="meta">{at.say(said::UNCHECKED)}</p> });
    let time = at.inside.then(|| {
        view! {
            <p class="meta">{at.say(said::SHUT_AFTER)}</p>
            <div id="stay" role="alert" hidden>
                <p>{at.say(said::SHUT_SOON)}</p>
                <button type="button">{at.say(said::STAY)}</button>
            </div>
        }
    });
    let leave = at.inside.then(|| {
        view! {
            <form method="post" action="/my/leave">
                <button class="plain">{at.say(said::LEAVE)}</button>
            </form>
        }
    });
    let demo = at.is_demo.then(|| view! { <aside class="demo" lang="sv" dir="ltr" aria-label="Demonstration">"Demonstration. Alla personer är påhittade."</aside> });
    let body = view! {
        {demo}
        <header>
            <strong>"Finsam"</strong>
            {leave}
        </header>
        {languages}
        <main id="main">
            <h1>{name}</h1>
            {content}
        </main>
        <footer>
            {unchecked}
            {time}
        </footer>
    };
    let html = format!(
        "<!DOCTYPE html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{name} – Finsam</title>\
         <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\
         <link rel=\"stylesheet\" href=\"/own.css\"><script src=\"/own.js\" defer></script></head><body>{}</body></html>",
        language.tag(),
        language.direction(),
        body.to_html(),
    );
    Outcome::Page { status, html }
}

/// The page of a fault: a number to tell, and nothing lost that was kept.
pub fn fault(at: &At, status: u16, words: String) -> Outcome {
    let title = if status == 404 { said::NOT_FOUND } else { said::FAULT };
    let told = (status >= 500).then(|| view! { <p lang="sv" dir="ltr">{words}</p> });
    let back = if at.inside { "/my/start" } else { "/my" };
    page(at, status, title, view! { {told}<p><a href=back>{at.say(said::BACK)}</a></p> }.into_any())
}

/// Each language by its own name, always one tap away. Inside it is kept with the session, so it is sent.
fn languages(at: &At) -> AnyView {
    if at.inside {
        let list = listed(|language| button(at, language, "language", None));
        let form = view! {
            <form method="post" action="/my/language">
                <input type="hidden" name="from" value=at.path.clone()/>
                {list}
            </form>
        };
        return nav(at, form.into_any());
    }
    let link = |language: TextLanguage| {
        let href = format!("{}?language={}", at.path, language.code());
        let current = (language == at.language).then_some("true");
        view! { <a href=href lang=language.tag() aria-current=current>{language.own_name()}</a> }.into_any()
    };
    nav(at, listed(link))
}

fn languages_of_form(at: &At) -> AnyView {
    let list = listed(|language| button(at, language, SPEAK, Some(FORM)));
    let content = view! {
        // whoever presses Enter in a field sends the form: its first button does
        <button class="default" form=FORM tabindex="-1" aria-hidden="true"></button>
        {list}
    };
    nav(at, content.into_any())
}

fn button(at: &At, language: TextLanguage, name: &'static str, form: Option<&'static str>) -> AnyView {
    let current = (language == at.language).then_some("true");
    view! {
        <button class="plain" form=form name=name value=language.code() lang=language.tag() aria-current=current>
            {language.own_name()}
        </button>
    }
    .into_any()
}

fn listed(choice: impl Fn(TextLanguage) -> AnyView) -> AnyView {
    let choices: Vec<AnyView> =
        TextLanguage::ALL.iter().map(|language| view! { <li>{choice(*language)}</li> }.into_any()).collect();
    view! { <ul class="languages">{choices}</ul> }.into_any()
}

fn nav(at: &At, content: AnyView) -> AnyView {
    view! { <nav aria-label=at.say(said::LANGUAGE)>{content}</nav> }.into_any()
}

/// A sentence with something in its gap that is written in the house's nearest language.
pub fn around(at: &At, said: Said, within: &str) -> AnyView {
    let (before, after) = at.say(said).split_once("{}").unwrap_or((at.say(said), ""));
    view! {
        {before}
        <bdi lang=nearest(at.language).code()>{within.to_owned()}</bdi>
        {after}
    }
    .into_any()
}

/// A text in its own language and direction.
pub fn plain_wording(text: &ConsentText) -> AnyView {
    let (tag, direction) = (text.language.tag(), text.language.direction());
    let paragraphs: Vec<AnyView> = text.paragraphs().map(|p| view! { <p>{p.to_owned()}</p> }.into_any()).collect();
    view! {
        <div class="wording" lang=tag dir=direction>
            <h2>{text.title.clone()}</h2>
            {paragraphs}
        </div>
    }
    .into_any()
}

/// The same, with the button that reads it aloud where the device can.
pub fn wording(at: &At, text: &ConsentText) -> AnyView {
    let (listen, stop) = (at.say(said::LISTEN), at.say(said::STOP));
    view! {
        {plain_wording(text)}
        <button type="button" class="second" hidden data-reads=".wording" data-stop=stop>
            {listen}
        </button>
    }
    .into_any()
}

/// A day: in words where the language is one that the house writes days in, else by its numbers.
pub fn day(language: TextLanguage, day: NaiveDate) -> String {
    match language {
        TextLanguage::Swedish | TextLanguage::EasySwedish => swedish::long_day(Lang::Sv, day),
        TextLanguage::English => swedish::long_day(Lang::En, day),
        // set apart, else it would be turned round within a text from right to left
        TextLanguage::Arabic | TextLanguage::Somali | TextLanguage::Tigrinya => format!("\u{2066}{day}\u{2069}"),
    }
}

/// The language of names and offices that only Swedish and English have words for.
pub fn nearest(language: TextLanguage) -> Lang {
    match language {
        TextLanguage::English => Lang::En,
        TextLanguage::Swedish
        | TextLanguage::EasySwedish
        | TextLanguage::Arabic
        | TextLanguage::Somali
        | TextLanguage::Tigrinya => Lang::Sv,
    }
}
