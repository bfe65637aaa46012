//! What was typed and is kept nowhere is not left without a word.
use crate::kernel::lang::Lang;
use leptos::{
    ev::{Event, MouseEvent},
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use std::cell::Cell;
use web_sys::Element;

crate::texts! {
    LEAVE: "Det du har skrivit här är inte sparat. Vill du lämna sidan ändå?", "What you have written here is not saved. Do you want to leave the page anyway?";
}

thread_local! {
    /// The words that are asked with; none: nothing is unsaved.
    static UNSAVED: Cell<Option<Lang>> = const { Cell::new(None) };
    /// The next step in the history is the way back to where one stays.
    static COMES_BACK: Cell<bool> = const { Cell::new(false) };
}

/// Something was typed.
pub fn typed(lang: Lang) {
    UNSAVED.set(Some(lang));
}

/// It is sent, or its form is gone.
pub fn settled() {
    UNSAVED.set(None);
}

/// Once for the whole client, before there is a router: of those that listen at the window, whoever came first hears first.
/// The browser asks in its own words when the document goes; within the client this does, and the router hears of what was
/// agreed to.
pub fn watch() {
    drop(window_event_listener_untyped("beforeunload", |ev| {
        if UNSAVED.get().is_some() {
            ev.prevent_default();
        }
    }));
    let asks = Closure::<dyn Fn(Event)>::new(|ev: Event| {
        let Some(lang) = UNSAVED.get().filter(|_| leads_away(&ev)) else { return };
        if window().confirm_with_message(LEAVE.get(lang)).unwrap_or(true) {
            settled();
        } else {
            ev.prevent_default();
            ev.stop_propagation();
        }
    });
    let _ = document().add_event_listener_with_callback_and_bool("click", asks.as_ref().unchecked_ref(), true);
    asks.forget();
    // the browser has gone back already: it is brought to where it was, before the router hears of it
    let back = Closure::<dyn Fn(Event)>::new(|ev: Event| {
        let Some(lang) = UNSAVED.get() else { return };
        if COMES_BACK.replace(false) {
            ev.stop_immediate_propagation();
        } else if window().confirm_with_message(LEAVE.get(lang)).unwrap_or(true) {
            settled();
        } else {
            ev.stop_immediate_propagation();
            if window().history().and_then(|history| history.forward()).is_ok() {
                COMES_BACK.set(true);
            }
        }
    });
    let _ = window().add_event_listener_with_callback("popstate", back.as_ref().unchecked_ref());
    back.forget();
}

/// A link to another page of the client, in this window. One that loads a document is the browser's to ask about.
fn leads_away(ev: &Event) -> bool {
    let elsewhere = ev.dyn_ref::<MouseEvent>().is_some_and(|m| m.ctrl_key() || m.meta_key() || m.shift_key());
    let link = ev.target().and_then(|t| t.dyn_into::<Element>().ok()).and_then(|t| t.closest("a[href]").ok().flatten());
    !elsewhere
        && link.is_some_and(|a| {
            let here = a.get_attribute("href").is_some_and(|href| href.starts_with('#'));
            let loads = a.get_attribute("rel").is_some_and(|rel| rel.contains("external"));
            !here && !loads && !a.has_attribute("target") && !a.has_attribute("download")
        })
}
