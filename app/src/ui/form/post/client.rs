//! The browser's half: posts in the background, shows messages without a page load.
use super::{Flash, FormCx, Typed, Word};
use crate::{
    ui::{form::Answer, view::Waiting},
    work::api::waiting,
};
use gloo_net::http::Request;
use leptos::{
    ev::{Event, SubmitEvent},
    html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

#[path = "keeping.rs"]
mod keeping;
#[path = "leaving.rs"]
mod leaving;
pub use keeping::kept;

crate::texts! {
    OFFLINE: "Det går inte att nå servern just nu. Det du skrev finns kvar. Försök igen.", "The server can't be reached right now. What you typed is still here. Try again.";
}

/// What is done as someone types.
///
/// What was `given` back is as good as typed.
pub fn on_input(typed: Typed, given: bool, cx: FormCx) -> impl Fn(Event) + 'static {
    let keep = match &typed {
        Typed::KeptAt(to) => Some(keeping::on_input(to.clone(), cx)),
        Typed::Unsaved | Typed::Passing => None,
    };
    if typed == Typed::Unsaved {
        on_cleanup(leaving::settled);
        if given {
            leaving::typed(cx.lang);
        }
    }
    move |ev| match &keep {
        Some(keep) => keep(ev),
        None if typed == Typed::Unsaved => leaving::typed(cx.lang),
        None => {}
    }
}

/// What is done when a field has been changed.
pub fn on_change(cx: FormCx) -> impl Fn(Event) + 'static {
    move |ev| {
        keeping::keep_now();
        if let Some(name) = event_target::<web_sys::Element>(&ev).get_attribute("name") {
            cx.changed.set((name, event_target_value(&ev)));
        }
    }
}

/// What a field says in the browser, which may have put back what stood there before a reload.
pub fn says(field: &str) -> Option<String> {
    let field = document().get_element_by_id(field)?;
    js_sys::Reflect::get(&field, &"value".into()).ok()?.as_string()
}

pub fn on_submit(
    cx: FormCx,
    wrong: ArcRwSignal<bool>,
    summary: NodeRef<html::Div>,
    pending: RwSignal<bool>,
    multipart: bool,
) -> impl Fn(SubmitEvent) + 'static {
    let navigate = use_navigate();
    let (flash, rail) = (expect_context::<Flash>(), expect_context::<Waiting>());
    move |ev| {
        ev.prevent_default();
        let Some((form, data)) = form_of(&ev).filter(|_| !pending.get_untracked()) else { return };
        // a second button says which one was pressed
        let pressed = ev.submitter().and_then(|button| {
            Some((button.get_attribute("name")?, button.get_attribute("value").unwrap_or_default()))
        });
        if let Some((name, value)) = &pressed {
            let _ = data.append_with_str(name, value);
        }
        let (navigate, wrong) = (navigate.clone(), wrong.clone());
        pending.set(true);
        // the button keeps it; a draft that waits must not come after it
        let waited = keeping::put_off();
        spawn_local(async move {
            // one that is under way was typed before this: it must not arrive after it
            keeping::arrived().await;
            let shown = match send(&form, data, multipart).await {
                Sent::Redirect(to, word) => {
                    leaving::settled();
                    if go(&navigate, &to, flash, word) {
                        follow(rail).await;
                    }
                    return;
                }
                Sent::Errors(errors) => errors,
                Sent::Offline => {
                    keeping::wait_again(waited);
                    vec![(String::new(), OFFLINE.get(cx.lang).to_owned())]
                }
                // a login page, a refusal, …: let the browser show it (the token makes a repeat harmless)
                Sent::SomethingElse => {
                    leaving::settled();
                    if let Some((name, value)) = &pressed {
                        say(&form, name, value);
                    }
                    let _ = form.submit();
                    return;
                }
            };
            pending.set(false);
            cx.errors.set(shown);
            wrong.set(true);
            request_animation_frame(move || {
                if let Some(el) = summary.get_untracked() {
                    let _ = el.focus();
                }
            });
        });
    }
}

/// Puts into the form what the pressed button says: a form that is sent by itself names no button.
fn say(form: &HtmlFormElement, name: &str, value: &str) {
    let Ok(input) = document().create_element("input") else { return };
    for (attribute, value) in [("type", "hidden"), ("name", name), ("value", value)] {
        let _ = input.set_attribute(attribute, value);
    }
    let _ = form.append_child(&input);
}

enum Sent {
    Redirect(String, Option<String>),
    Errors(super::Pairs),
    Offline,
    SomethingElse,
}

fn form_of(ev: &SubmitEvent) -> Option<(HtmlFormElement, FormData)> {
    let form: HtmlFormElement = ev.target()?.dyn_into().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    Some((form, data))
}

async fn send(form: &HtmlFormElement, data: FormData, multipart: bool) -> Sent {
    // not form.action(): a field of that name would shadow it
    let to = form.get_attribute("action").or_else(|| window().location().href().ok()).unwrap_or_default();
    let post = Request::post(&to).header("Accept", "application/json");
    let request = if multipart {
        post.body(data)
    } else {
        match UrlSearchParams::new_with_str_sequence_sequence(&data) {
            Ok(body) => post.body(body),
            Err(_) => return Sent::SomethingElse,
        }
    };
    let Ok(request) = request else { return Sent::SomethingElse };
    match request.send().await {
        Err(_) => Sent::Offline,
        Ok(response) => match response.json::<Answer>().await {
            Ok(Answer { redirect: Some(to), flash, .. }) => Sent::Redirect(to, flash),
            Ok(Answer { errors, .. }) => Sent::Errors(errors),
            Err(_) => Sent::SomethingElse,
        },
    }
}

/// The deed is done: fewer things may wait for its user, or more. Where it can't be asked the number stays.
async fn follow(Waiting(number): Waiting) {
    if let Ok(now) = waiting().await {
        number.set(now);
    }
}

/// Goes on, with a word for the next page; true where this page's frame stays.
///
/// The same page would not load its data again, and login, logout and language change the frame: those load whole.
fn go(navigate: &impl Fn(&str, NavigateOptions), to: &str, flash: Flash, word: Option<String>) -> bool {
    let location = window().location();
    let here = location.pathname().unwrap_or_default();
    let there = to.split(['?', '#']).next().unwrap_or_default();
    let frame_pages = ["/", "/login", "/password", "/profile"];
    if there == here || frame_pages.contains(&there) || frame_pages[1..].contains(&here.as_str()) {
        load(to, word);
        if to.contains('#') && there == here {
            let _ = location.reload();
        }
        false
    } else {
        flash.0.set(word.map(|words| Word { words, at: Some(there.to_owned()) }));
        navigate(to, NavigateOptions::default());
        true
    }
}

/// Loads a page whole, with a word for it.
fn load(to: &str, word: Option<String>) {
    if let (Some(word), Ok(Some(storage))) = (word, window().session_storage()) {
        let _ = storage.set_item(FLASH, &word);
    }
    let _ = window().location().set_href(to);
}

const FLASH: &str = "flash";

/// Once, as the client begins: shows the word that a form left before it loaded this page whole, and watches over what is
/// typed.
pub fn begin(flash: Flash) {
    leaving::watch();
    Effect::new(move || {
        if let Ok(Some(storage)) = window().session_storage()
            && let Ok(Some(word)) = storage.get_item(FLASH)
        {
            let _ = storage.remove_item(FLASH);
            flash.0.set(Some(Word { words: word, at: None }));
        }
    });
}

pub fn random() -> String {
    (0..2).map(|_| format!("{:013x}", (js_sys::Math::random() * (1u64 << 52) as f64) as u64)).collect()
}
