//! Small parts that many pages share.
use super::lang::{t, use_lang};
use crate::kernel::{lang::Lang, page::Page, swedish};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::{html, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_location;

crate::texts! {
    HERE: "Du är här", "You are here";
    NEXT: "Nästa", "Next";
    PREVIOUS: "Föregående", "Previous";
    PAGES: "Sidor", "Pages";
    HITS_ONE: "1 träff", "1 hit";
    HITS_MANY: "{} träffar", "{} hits";
    PRINT: "Skriv ut", "Print";
    PRINT_BY_HAND: "Skriv ut sidan med webbläsarens egen utskrift.", "Print the page with the browser's own printing.";
}

/// A page's head: its one `h1` and title, the way here, a lead, and buttons to the right.
#[component]
pub fn Head(
    #[prop(into)] title: String,
    /// What the browser keeps in its history instead, where the heading names a person.
    #[prop(optional, into)]
    tab: Option<String>,
    #[prop(optional, into)] lead: Option<String>,
    /// Whom or what the page is about, where the title does not say it.
    #[prop(optional, into)]
    about: Option<String>,
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
        <Title text=tab.unwrap_or_else(|| title.clone())/>
        <header class="head">
            {crumbs}
            {actions.map(|a| view! { <div class="actions">{a}</div> })}
            <Heading title/>
            {about.map(|a| view! { <p class="about">{a}</p> })}
            {lead.filter(|l| !l.is_empty()).map(|l| view! { <p class="lead">{l}</p> })}
        </header>
    }
}

/// The address whose heading had the focus last, or which was loaded whole: there the browser begins at the top itself.
#[derive(Clone, Copy)]
struct Begun(StoredValue<Option<String>>);

/// Once, in the root component.
pub fn provide_begun() {
    provide_context(Begun(StoredValue::new(None)));
}

/// A page's one `h1`. It takes the focus when one comes here within the client, so that a keyboard goes on from the top
/// of the page and a screen reader says where one is.
#[component]
pub fn Heading(#[prop(into)] title: String) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let (location, Begun(begun)) = (use_location(), expect_context::<Begun>());
    Effect::new(move || {
        let Some(h1) = heading.get() else { return };
        let at = move || untrack(|| format!("{}{}", location.pathname.get(), location.search.get()));
        let here = at();
        // one who follows a link to a place on the page is taken there
        if begun.get_value().is_none() || location.hash.with_untracked(|hash| !hash.is_empty()) {
            begun.set_value(Some(here));
        } else if begun.get_value().as_ref() != Some(&here) {
            let there = h1.clone();
            let focus = move || {
                let still = at() == here;
                if still && there.is_connected() {
                    let _ = there.focus();
                    begun.set_value(Some(here.clone()));
                }
                !still || there.is_connected()
            };
            until_done(focus, FRAMES);
        }
    });
    view! {
        <h1 node_ref=heading tabindex="-1">
            {title}
        </h1>
    }
}

/// So many frames a page may take from being made to standing in the document: what is not there takes no focus.
const FRAMES: u32 = 300;

/// Tries once in each frame until it is done.
fn until_done(done: impl Fn() -> bool + 'static, frames: u32) {
    if !done() && frames > 0 {
        request_animation_frame(move || until_done(done, frames - 1));
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

/// An e-mail address that breaks, where it must, before its @ and after its dots: never inside a word.
#[component]
pub fn Email(address: String) -> impl IntoView {
    let (name, host) = address.split_once('@').map_or((address.as_str(), None), |(name, host)| (name, Some(host)));
    let dotted = |part: &str| {
        let pieces = part.split_inclusive('.').map(|piece| view! { {piece.to_owned()}<wbr/> });
        pieces.collect_view()
    };
    view! { <span class="email">{dotted(name)}{host.map(|h| view! { "@"{dotted(h)} })}</span> }
}

/// Prints the page; without JavaScript it says how to.
#[component]
pub fn PrintButton() -> impl IntoView {
    view! {
        <button type="button" class="btn with-script" on:click=|_| print()>
            {t(PRINT)}
        </button>
        <span class="meta without-script">{t(PRINT_BY_HAND)}</span>
    }
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn print() {
    let _ = window().print();
}

#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
fn print() {}

/// A sheet of one line: what there is none of, and the way to change that.
#[component]
pub fn NoneYet(
    /// The heading's id.
    id: &'static str,
    title: &'static str,
    words: &'static str,
    #[prop(optional)] actions: Option<AnyView>,
) -> impl IntoView {
    view! {
        <section class="sheet line" aria-labelledby=id>
            <header>
                <h2 id=id>{title}</h2>
                <p class="meta">{words}</p>
                {actions.map(|a| view! { <div class="actions">{a}</div> })}
            </header>
        </section>
    }
}

/// The class of a cell in which nothing stands: on a phone its label is not shown either.
pub fn bare(is_empty: bool) -> Option<&'static str> {
    is_empty.then_some("bare")
}
