//! The fields of the participant's forms, each with its hint and what is wrong with it.
use super::parts::At;
use crate::{
    participant_portal::said::{self, Said},
    ui::form::plain_textarea,
};
use leptos::prelude::*;

/// What is wrong with a field, by its name.
pub type Wrong = Vec<(String, String)>;

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

/// Several lines to write on.
pub struct Area<'a> {
    pub name: &'static str,
    pub label: Said,
    pub hint: Said,
    pub value: &'a str,
    /// So many signs at most.
    pub most: usize,
}

impl Area<'_> {
    /// The field, with its hint and what is wrong with it.
    pub fn view(self, at: &At, wrong: &Wrong) -> AnyView {
        let Area { name, label, hint, value, most } = self;
        let is_wrong = wrong.iter().any(|w| w.0 == name);
        let described = if is_wrong { format!("{name}-hint {name}-wrong") } else { format!("{name}-hint") };
        view! {
            <div class="field">
                <label for=name>{at.say(label)}</label>
                <p class="meta" id=format!("{name}-hint")>{at.say(hint)}</p>
                {message(wrong, name)}
                {plain_textarea(name, value, most, described, is_wrong)}
            </div>
        }
        .into_any()
    }
}

/// One of several, each by its value and words.
pub fn one_of(
    at: &At,
    wrong: &Wrong,
    (name, label, chosen): (&'static str, Said, &str),
    of: &[(&'static str, Said)],
) -> AnyView {
    let radio = |(n, (value, words)): (usize, &(&'static str, Said))| {
        // the first is where the summary leads
        let id = if n == 0 { name.to_owned() } else { format!("{name}-{value}") };
        view! {
            <label class="choice">
                <input type="radio" id=id name=name value=*value checked=chosen == *value/>
                {at.say(*words)}
            </label>
        }
        .into_any()
    };
    let described = wrong.iter().any(|w| w.0 == name).then(|| format!("{name}-wrong"));
    let choices: Vec<AnyView> = of.iter().enumerate().map(radio).collect();
    view! {
        <fieldset aria-describedby=described>
            <legend>{at.say(label)}</legend>
            {message(wrong, name)}
            {choices}
        </fieldset>
    }
    .into_any()
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
