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
}

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

/// What is wrong with a field, by its name.
pub type Wrong = Vec<(String, String)>;

/// A whole page.
pub fn page(at: &At, status: u16, title: Said, content: AnyView) -> Outcome {
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
        {languages(at)}
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

/// Each language by its own name, always one tap away.
fn languages(at: &At) -> impl IntoView + use<> {
    let choice = |language: TextLanguage| {
        let (tag, name, here) = (language.tag(), language.own_name(), language == at.language);
        let current = here.then_some("true");
        match at.inside {
            true => view! {
                <li>
                    <button class="plain" name="language" value=language.code() lang=tag aria-current=current>
                        {name}
                    </button>
                </li>
            }
            .into_any(),
            false => {
                let href = format!("{}?language={}", at.path, language.code());
                view! { <li><a href=href lang=tag aria-current=current>{name}</a></li> }.into_any()
            }
        }
    };
    let choices: Vec<AnyView> = TextLanguage::ALL.iter().copied().map(choice).collect();
    let (label, list) = (at.say(said::LANGUAGE), view! { <ul class="languages">{choices}</ul> });
    let list = match at.inside {
        true => view! {
            <form method="post" action="/my/language">
                <input type="hidden" name="from" value=at.path.clone()/>
                {list}
            </form>
        }
        .into_any(),
        false => list.into_any(),
    };
    view! { <nav aria-label=label>{list}</nav> }
}

/// What needs to be put right, with the way to each field. It has the focus as the page comes.
pub fn summary(at: &At, wrong: &Wrong) -> AnyView {
    if wrong.is_empty() {
        return ().into_any();
    }
    let line = |(field, words): &(String, String)| match field.is_empty() {
        true => view! { <li>{words.clone()}</li> }.into_any(),
        false => view! { <li><a href=format!("#{field}")>{words.clone()}</a></li> }.into_any(),
    };
    let lines: Vec<AnyView> = wrong.iter().map(line).collect();
    view! {
        <div class="summary" role="alert" tabindex="-1" autofocus>
            <h2>{at.say(said::TO_PUT_RIGHT)}</h2>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
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

/// A field's message, beside it.
pub fn message(wrong: &Wrong, field: &str) -> AnyView {
    match wrong.iter().find(|w| w.0 == field) {
        Some((_, words)) => view! { <p class="wrong" id=format!("{field}-wrong")>{words.clone()}</p> }.into_any(),
        None => ().into_any(),
    }
}

/// One line to write on.
pub struct Line<'a> {
    pub name: &'static str,
    pub label: Said,
    pub hint: Said,
    pub value: &'a str,
    /// What a browser may fill in.
    pub fills: &'static str,
    pub digits: bool,
}

impl Line<'_> {
    /// The field, with its hint and what is wrong with it.
    pub fn view(self, at: &At, wrong: &Wrong) -> AnyView {
        let Line { name, label, hint, value, fills, digits } = self;
        let is_wrong = wrong.iter().any(|w| w.0 == name);
        let hint = at.say(hint);
        let mut described = Vec::new();
        if !hint.is_empty() {
            described.push(format!("{name}-hint"));
        }
        if is_wrong {
            described.push(format!("{name}-wrong"));
        }
        let described = (!described.is_empty()).then(|| described.join(" "));
        let hint = (!hint.is_empty()).then(|| view! { <p class="meta" id=format!("{name}-hint")>{hint}</p> });
        view! {
            <div class="field">
                <label for=name>{at.say(label)}</label>
                {hint}
                {message(wrong, name)}
                <input
                    id=name
                    name=name
                    value=value.to_owned()
                    autocomplete=fills
                    inputmode=digits.then_some("numeric")
                    dir=digits.then_some("ltr")
                    aria-invalid=is_wrong.then_some("true")
                    aria-describedby=described
                />
            </div>
        }
        .into_any()
    }
}

/// Yes or no, nothing chosen from the start.
pub fn yes_no(at: &At, wrong: &Wrong, (name, label, chosen): (String, AnyView, &str)) -> AnyView {
    let radio = |value: &'static str, words: Said, id: String| {
        view! {
            <label class="choice">
                <input type="radio" id=id name=name.clone() value=value checked=chosen == value/>
                {at.say(words)}
            </label>
        }
    };
    let (yes, no) = (radio("yes", said::YES, name.clone()), radio("no", said::NO, format!("{name}-no")));
    let described = wrong.iter().any(|w| w.0 == name).then(|| format!("{name}-wrong"));
    view! {
        <fieldset aria-describedby=described>
            <legend>{label}</legend>
            {message(wrong, &name)}
            {yes}
            {no}
        </fieldset>
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
