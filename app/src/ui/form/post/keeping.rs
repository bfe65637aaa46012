//! A draft is kept two seconds after the last key, when a field is left, and when the page is left in any way.
use super::load;
use crate::ui::form::Answer;
use gloo_net::http::Response;
use leptos::{
    ev::Event,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue},
};
use send_wrapper::SendWrapper;
use std::{cell::RefCell, time::Duration};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, HtmlFormElement, RequestInit, UrlSearchParams};

/// Browsers refuse a longer body of a request that is to outlive its page (64 KiB together).
const OUTLIVES: usize = 60_000;

/// What was typed and is not sent yet.
pub struct Waiting {
    to: String,
    form: HtmlFormElement,
    timer: Option<TimeoutHandle>,
}

thread_local! {
    static WAITING: RefCell<Option<Waiting>> = const { RefCell::new(None) };
    /// The last request that keeps a draft.
    static SENT: RefCell<Option<js_sys::Promise>> = const { RefCell::new(None) };
}

/// Keeps a form's values at this address while it is typed in.
pub fn on_input(to: String) -> impl Fn(Event) + 'static {
    let leaves = window_event_listener_untyped("pagehide", |_| keep_now());
    // on a phone the page that is put away is often the page that is closed
    let hides = window_event_listener_untyped("visibilitychange", |_| {
        if document().hidden() {
            keep_now();
        }
    });
    on_cleanup(move || {
        keep_now();
        leaves.remove();
        hides.remove();
    });
    move |ev| {
        let Some(form) = ev.current_target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok()) else { return };
        wait(to.clone(), form);
    }
}

fn wait(to: String, form: HtmlFormElement) {
    drop(put_off());
    let timer = set_timeout_with_handle(keep_now, Duration::from_secs(2)).ok();
    WAITING.with_borrow_mut(|waiting| *waiting = Some(Waiting { to, form, timer }));
}

/// Takes out what waits: it is sent in another way.
pub fn put_off() -> Option<Waiting> {
    let waiting = WAITING.with_borrow_mut(Option::take);
    if let Some(timer) = waiting.as_ref().and_then(|w| w.timer) {
        timer.clear();
    }
    waiting
}

/// The other way has failed.
pub fn wait_again(waited: Option<Waiting>) {
    if let Some(Waiting { to, form, .. }) = waited {
        wait(to, form);
    }
}

/// Sends what waits, so that it arrives though the page goes away.
pub fn keep_now() {
    let Some(Waiting { to, form, .. }) = put_off() else { return };
    if let Ok(sent) = send(&to, &form) {
        SENT.with_borrow_mut(|last| *last = Some(sent.clone()));
        spawn_local(lead_away(sent, form));
    }
}

/// An answer with a word says that the draft is none any longer: on its page nothing must go on looking kept.
async fn lead_away(sent: js_sys::Promise, form: HtmlFormElement) {
    let Ok(response) = JsFuture::from(sent).await else { return };
    let Ok(response) = response.dyn_into::<web_sys::Response>() else { return };
    if let Ok(Answer { redirect: Some(to), flash: Some(word), .. }) = Response::from(response).json::<Answer>().await
        && form.is_connected()
    {
        load(&to, Some(word));
    }
}

fn send(to: &str, form: &HtmlFormElement) -> Result<js_sys::Promise, JsValue> {
    let data = FormData::new_with_form(form)?;
    data.delete("_token");
    let body = UrlSearchParams::new_with_str_sequence_sequence(&data)?;
    let headers = js_sys::Object::new();
    js_sys::Reflect::set(&headers, &"Accept".into(), &"application/json".into())?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&body);
    let outlives = String::from(body.to_string()).len() < OUTLIVES;
    js_sys::Reflect::set(&request, &"keepalive".into(), &outlives.into())?;
    Ok(window().fetch_with_str_and_init(to, &request))
}

/// Waits until what was typed has reached the server, so that what is read next says it too.
pub async fn kept() {
    keep_now();
    arrived().await;
}

/// Waits until what is on its way has reached the server.
pub async fn arrived() {
    let sent = SENT.with_borrow(Clone::clone);
    if let Some(sent) = sent {
        // unkept now, kept with the next key or the button
        let _ = SendWrapper::new(JsFuture::from(sent)).await;
    }
}
