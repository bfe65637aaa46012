//! Small parts that many pages share.
use super::lang::{t, use_lang};
use crate::kernel::{lang::Lang, page::Page, swedish};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use leptos_meta::Title;

crate::texts! {
    HERE: "Du är här", "You are here";
    NEXT: "Nästa", "Next";
    PREVIOUS: "Föregående", "Previous";
    PAGES: "Sidor", "Pages";
    HITS_ONE: "1 träff", "1 hit";
    HITS_MANY: "{} träffar", "{} hits";
}

/// A page's head: its one `h1` and title, the way here, a lead, and buttons to the right.
#[component]
pub fn Head(
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: Option<String>,
    /// The pages above this one: address and words.
    #[prop(optional)]
    above: Vec<(String, String)>,
    #[prop(optional)] actions: Option<AnyView>,
) -> impl IntoView {
    let crumbs = (!above.is_empty()).then(|| {
        let here = title.clone();
        let links = above.into_iter().map(|(href, words)| view! { <li><a href=href>{words}</a></li> }).collect_view();
        view! {
            <nav class="crumbs" aria-label=t(HERE)>
                <ol>{links}<li aria-current="page">{here}</li></ol>
            </nav>
        }
    });
    view! {
        <Title text=title.clone()/>
        <header class="head">
            {crumbs}
            {actions.map(|a| view! { <div class="actions">{a}</div> })}
            <h1>{title}</h1>
            {lead.map(|l| view! { <p class="lead">{l}</p> })}
        </header>
    }
}

/// The colour that helps the words of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Calm,
    Soon,
    Late,
    Ok,
}

/// A tag: it says in words what its colour says.
#[component]
pub fn Tag(tone: Tone, #[prop(into)] words: String) -> impl IntoView {
    let class = match tone {
        Tone::Plain => "tag",
        Tone::Calm => "tag calm",
        Tone::Soon => "tag soon",
        Tone::Late => "tag late",
        Tone::Ok => "tag ok",
    };
    view! { <span class=class>{words}</span> }
}

/// A day as people say it, with the exact one for machines and on hover.
#[component]
pub fn Day(day: NaiveDate, today: NaiveDate) -> impl IntoView {
    let lang = use_lang();
    view! {
        <time datetime=swedish::iso(day) title=swedish::long_day(lang, day)>
            {swedish::day(lang, day, today)}
        </time>
    }
}

/// A moment in Swedish local time as people say it.
#[component]
pub fn Moment(at: NaiveDateTime, today: NaiveDate) -> impl IntoView {
    let lang = use_lang();
    view! {
        <time
            datetime=at.format("%Y-%m-%dT%H:%M").to_string()
            title=format!("{} {}", swedish::long_day(lang, at.date()), swedish::time(lang, at.time()))
        >
            {swedish::moment(lang, at, today)}
        </time>
    }
}

/// The links below a long list. `query` is what the filter added to the address, without `after` and `before`.
#[component]
pub fn Pager(
    #[prop(into)] query: String,
    next: Option<String>,
    previous: Option<String>,
    total: Option<u64>,
) -> impl IntoView {
    let lang = use_lang();
    let address = |key: &str, value: String| {
        if query.is_empty() { format!("?{key}={value}") } else { format!("?{query}&{key}={value}") }
    };
    let previous = previous.map(|p| view! { <a class="btn s" rel="prev" href=address("before", p)>{t(PREVIOUS)}</a> });
    let next = next.map(|n| view! { <a class="btn s" rel="next" href=address("after", n)>{t(NEXT)}</a> });
    let hits = total.map(|n| hits(lang, n));
    view! {
        <nav class="pager" aria-label=t(PAGES)>
            {hits.map(|h| view! { <span class="meta" role="status">{h}</span> })}
            {previous}
            {next}
        </nav>
    }
}

fn hits(lang: Lang, n: u64) -> String {
    if n == 1 {
        HITS_ONE.get(lang).to_owned()
    } else {
        HITS_MANY.with(lang, swedish::count(lang, i64::try_from(n).unwrap_or(i64::MAX)))
    }
}

/// The pager of a page of rows.
pub fn pager<T>(query: String, page: &Page<T>) -> impl IntoView + use<T> {
    view! { <Pager query next=page.next.clone() previous=page.previous.clone() total=page.total/> }
}
