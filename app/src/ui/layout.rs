//! The frame around every page: banner, rail, user menu, the session's warning, the word after a deed.
use super::{
    form::{ActionButton, Flash, Word},
    lang::{t, use_lang},
    navigation::entries_for,
    session::SessionWarning,
    view::{Frame, Viewer, Waiting},
};
use crate::{
    access::Role,
    cases::texts as cases,
    kernel::{code::Code, swedish},
};
use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::Node,
};
use leptos_router::hooks::use_location;

crate::texts! {
    SKIP: "Hoppa till innehållet", "Skip to content";
    DEMO: "Demonstration.", "Demonstration.";
    DEMO_LEAD: "Alla personer och ärenden är påhittade. Skriv aldrig in riktiga uppgifter här.", "All people and cases are invented. Never write real information here.";
    MENU: "Meny", "Menu";
    MAIN_MENU: "Huvudmeny", "Main menu";
    NEED_YOU: "behöver dig", "need you";
    ACCOUNT: "Konto", "Account";
    MY_PROFILE: "Min profil", "My profile";
    LOG_OUT: "Logga ut", "Log out";
}

/// The frame of a logged-in user's pages.
#[component]
pub fn Shell(frame: Frame, children: Children) -> impl IntoView {
    let Frame { viewer, is_demo, .. } = frame;
    view! {
        <a class="skip" href="#main" rel="external">
            {t(SKIP)}
        </a>
        {is_demo.then(|| view! { <DemoBanner/> })}
        {match viewer {
            Some(viewer) => view! { <Framed viewer>{children()}</Framed> }.into_any(),
            None => view! { <main class="narrow" id="main" tabindex="-1">{children()}</main> }.into_any(),
        }}
    }
}

#[component]
fn DemoBanner() -> impl IntoView {
    view! {
        <aside class="demo" aria-label=t(DEMO)>
            <strong>{t(DEMO)}</strong>
            " "
            {t(DEMO_LEAD)}
        </aside>
    }
}

#[component]
fn Framed(viewer: Viewer, children: Children) -> impl IntoView {
    view! {
        <div class="frame">
            <Rail viewer=viewer.clone()/>
            <div class="page">
                <Top viewer=viewer.clone()/>
                <SessionWarning ends_in=viewer.ends_in/>
                <main id="main" tabindex="-1">
                    <FlashWord/>
                    {children()}
                </main>
                <footer class="foot">"Finsam "{env!("CARGO_PKG_VERSION")}</footer>
            </div>
        </div>
    }
}

/// What was just done, said to screen readers too; gone at the next change of page.
#[component]
fn FlashWord() -> impl IntoView {
    let flash = expect_context::<Flash>().0;
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        let stays = |word: &Word| word.at.as_ref() == Some(&now) || before.as_ref().is_none_or(|b| *b == now);
        if flash.with_untracked(|f| f.as_ref().is_some_and(|word| !stays(word))) {
            flash.set(None);
        }
        now
    });
    let words = move || flash.get().filter(|word| word.at.as_ref().is_none_or(|at| *at == path.get()));
    view! {
        <div role="status">{move || words().map(|word| view! { <p class="flash">{word.words}</p> })}</div>
    }
}

/// A menu that a summary opens, and what a keyboard may expect of it. Without JavaScript the summary closes it too.
#[derive(Clone, Copy, Default)]
struct Menu {
    whole: NodeRef<html::Details>,
    opener: NodeRef<html::Summary>,
}

impl Menu {
    fn close(self) {
        if let Some(menu) = self.whole.get_untracked() {
            let _ = menu.remove_attribute("open");
        }
    }

    /// Escape closes it; the focus goes back to what opened it.
    fn escape(self, ev: &KeyboardEvent) {
        if ev.key() == "Escape" && self.whole.get_untracked().is_some_and(|menu| menu.has_attribute("open")) {
            self.close();
            if let Some(opener) = self.opener.get_untracked() {
                let _ = opener.focus();
            }
        }
    }

    /// It would cover what has the focus now. A click on nothing that takes the focus leaves it open: some browsers give a
    /// button none, and the click on it must arrive.
    fn left(self, ev: &FocusEvent) {
        let to = ev.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if let (Some(menu), Some(to)) = (self.whole.get_untracked(), to)
            && !menu.contains(Some(&to))
        {
            self.close();
        }
    }
}

#[component]
fn Rail(viewer: Viewer) -> impl IntoView {
    let path = use_location().pathname;
    let menu = Menu::default();
    // on a phone the menu covers the page that was just asked for
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|b| b != now) {
            menu.close();
        }
        now
    });
    let lang = use_lang();
    let hrefs: Vec<_> = entries_for(&viewer).map(|e| e.href).collect();
    let links = entries_for(&viewer)
        .map(|e| {
            let others = hrefs.clone();
            // of /admin and /admin/users only the nearer one
            let current = move || {
                let path = path.get();
                let nearer = |h: &&str| h.len() > e.href.len() && is_current(&path, h);
                (is_current(&path, e.href) && !others.iter().any(nearer)).then_some("page")
            };
            let number = (e.href == "/").then(|| view! { <Number/> });
            view! {
                <li class=e.gap.then_some("gap")>
                    <a href=e.href aria-current=current>
                        {e.words.get(lang)}
                        " "
                        {number}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <header class="rail" on:keydown=move |ev| menu.escape(&ev)>
            <a class="name" href="/">
                "Finsam "
                <small>{viewer.association.clone()}</small>
            </a>
            <details class="menu" node_ref=menu.whole>
                <summary aria-controls="nav" node_ref=menu.opener>{t(MENU)}</summary>
            </details>
            <nav id="nav" aria-label=t(MAIN_MENU)>
                <ul>{links}</ul>
            </nav>
        </header>
    }
}

/// How many things wait, after *My work*.
#[component]
fn Number() -> impl IntoView {
    let (lang, Waiting(waiting)) = (use_lang(), expect_context());
    move || {
        let count = waiting.get();
        (count > 0).then(|| {
            view! {
                <span class="n">
                    {swedish::count(lang, i64::from(count))}" "<span class="vh">{NEED_YOU.get(lang)}</span>
                </span>
            }
        })
    }
}

fn is_current(path: &str, href: &str) -> bool {
    path == href || (href != "/" && path.starts_with(href) && path[href.len()..].starts_with('/'))
}

#[component]
fn Top(viewer: Viewer) -> impl IntoView {
    let lang = use_lang();
    let roles: Vec<_> = viewer.roles.iter().map(|r| r.words().get(lang)).collect();
    let menu = Menu::default();
    let searches = viewer.roles.iter().any(|r| !matches!(r, Role::Office | Role::Administrator));
    view! {
        <div class="top">
            {searches.then(|| view! { <Search/> })}
            <nav class="user" aria-label=t(ACCOUNT)>
                <details
                    node_ref=menu.whole
                    on:keydown=move |ev| menu.escape(&ev)
                    on:focusout=move |ev| menu.left(&ev)
                >
                    <summary node_ref=menu.opener>
                        {viewer.name.clone()}
                        " "
                        <small>{roles.join(", ")}</small>
                    </summary>
                    <ul>
                        <li>
                            <a href="/profile">{t(MY_PROFILE)}</a>
                        </li>
                        <li>
                            <ActionButton action="/logout" label=t(LOG_OUT) class="btn link"/>
                        </li>
                    </ul>
                </details>
            </nav>
        </div>
    }
}

/// A POST: names and identity numbers stand in no address.
#[component]
fn Search() -> impl IntoView {
    view! {
        <form class="search" role="search" action="/cases/search" method="post">
            <label class="vh" for="q">
                {t(cases::SEARCH_ALL)}
            </label>
            <input id="q" name="words" type="search" placeholder=t(cases::SEARCH_ALL) autocomplete="off"/>
            <button class="btn s">{t(cases::SEARCH_SHORT)}</button>
        </form>
    }
}
