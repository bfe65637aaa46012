//! A draft is kept two seconds after the last key, when a field is left, and when the page is left in any way. Where that
//! fails the form says so, until it goes well again.
use super::{
    super::{Flash, FormCx, INSTEAD, Word},
    leaving, load,
};
use crate::ui::form::Answer;
use leptos::{
    ev::Event,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue},
};
use send_wrapper::SendWrapper;
use std::{cell::RefCell, time::Duration};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, HtmlFormElement, RequestInit, Response, UrlSearchParams};

crate::texts! {
    UNKEPT_STALE: "Sidan är ändrad på ett annat ställe. Det du skriver sparas inte förrän du har svarat på frågan längst ned i formuläret.", "The page was changed elsewhere. What you write is not saved until you have answered the question at the end of the form.";
    UNKEPT_LEFT: "Det du skrev sist på förra sidan blev inte sparat. Gå tillbaka dit och se efter.", "What you wrote last on the previous page was not saved. Go back there and check.";
    UNKEPT_ENDED: "Du är utloggad. Det du skriver sparas inte nu. Tryck på formulärets knapp: då loggar du in igen, och det du har skrivit kommer tillbaka.", "You are logged out. What you write is not saved now. Press the form's button: then you log in again, and what you have written comes back.";
    UNKEPT: "Det du skriver sparas inte just nu, för servern svarar inte som den ska. Ha sidan öppen: vi försöker igen om en stund och när du skriver vidare.", "What you write is not saved right now, as the server does not answer as it should. Keep the page open: we try again in a moment and when you go on writing.";
}

/// Browsers refuse a longer body of a request that is to outlive its page (64 KiB together).
const OUTLIVES: usize = 60_000;
/// After the last key.
const SOON: Duration = Duration::from_secs(2);
/// After a try that failed.
const AGAIN: Duration = Duration::from_secs(15);

/// What was typed and is not sent yet.
pub struct Waiting {
    to: String,
    form: HtmlFormElement,
    cx: FormCx,
    /// Where it is told when the form is gone.
    flash: Flash,
    timer: Option<TimeoutHandle>,
}

thread_local! {
    static WAITING: RefCell<Option<Waiting>> = const { RefCell::new(None) };
    /// The last request that keeps a draft.
    static SENT: RefCell<Option<js_sys::Promise>> = const { RefCell::new(None) };
}

/// Keeps a form's values at this address while it is typed in.
pub fn on_input(to: String, cx: FormCx) -> impl Fn(Event) + 'static {
    let flash = expect_context::<Flash>();
    let leaves = window_event_listener_untyped("pagehide", |_| keep_now());
    // on a phone the page that is put away is often the page that is closed
    let hides = window_event_listener_untyped("visibilitychange", |_| {
        if document().hidden() {
            keep_now();
        }
    });
    on_cleanup(move || {
        keep_now();
        leaving::settled();
        leaves.remove();
        hides.remove();
    });
    move |ev| {
        let Some(form) = ev.current_target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok()) else { return };
        wait(Waiting { to: to.clone(), form, cx, flash, timer: None }, SOON);
    }
}

fn wait(what: Waiting, time: Duration) {
    drop(put_off());
    let timer = set_timeout_with_handle(keep_now, time).ok();
    WAITING.with_borrow_mut(|waiting| *waiting = Some(Waiting { timer, ..what }));
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
    if let Some(waited) = waited {
        wait(waited, SOON);
    }
}

/// Sends what waits, so that it arrives though the page goes away.
pub fn keep_now() {
    let Some(waited) = put_off() else { return };
    if let Ok(sent) = send(&waited.to, &waited.form) {
        SENT.with_borrow_mut(|last| *last = Some(sent.clone()));
        spawn_local(async move {
            let came = became(sent.clone()).await;
            // of two that are under way the later one tells
            if !SENT.with_borrow(|last| last.as_ref().is_some_and(|last| js_sys::Object::is(last, &sent))) {
                return;
            }
            if waited.form.is_connected() {
                tell(waited, came);
            } else if matches!(came, Came::Stale(_) | Came::Refused(_) | Came::Failed) {
                // its form is gone: the page that came instead says so
                let words = UNKEPT_LEFT.get(waited.cx.lang).to_owned();
                waited.flash.0.set(Some(Word { words, at: window().location().pathname().ok() }));
            }
        });
    }
}

/// What became of a request that keeps a draft.
enum Came {
    Kept,
    /// It is no draft any longer: where it stands now, and a word about that.
    Moved(String, String),
    /// The session has ended, and login gives the form back.
    LoggedOut,
    /// It was changed elsewhere, and the server asks which is to stand.
    Stale(String),
    /// The server says why it did not keep it.
    Refused(String),
    /// The server was not reached.
    Failed,
}

async fn became(sent: js_sys::Promise) -> Came {
    let Ok(response) = JsFuture::from(sent).await else { return Came::Failed };
    match gloo_net::http::Response::from(Response::from(response)).json::<Answer>().await {
        Ok(Answer { redirect: Some(to), .. }) if to.starts_with("/login") => Came::LoggedOut,
        Ok(Answer { redirect: Some(to), flash: Some(word), .. }) => Came::Moved(to, word),
        // a failed check has its field's name: the draft is kept all the same, but for what asks which page is to stand
        Ok(Answer { errors, .. }) => match errors.into_iter().find(|e| e.0.is_empty() || e.0 == INSTEAD) {
            Some((field, why)) if field == INSTEAD => Came::Stale(why),
            Some((_, why)) => Came::Refused(why),
            None => Came::Kept,
        },
        Err(_) => Came::Failed,
    }
}

/// Says it in the form; what is not kept is not left without a word either.
fn tell(waited: Waiting, came: Came) {
    let cx = waited.cx;
    let failed = matches!(came, Came::Failed);
    let why = match came {
        Came::Kept => {
            ask(cx, None);
            None
        }
        Came::Stale(why) => {
            ask(cx, Some(why));
            Some(UNKEPT_STALE.get(cx.lang).to_owned())
        }
        // on its page nothing must go on looking kept
        Came::Moved(to, word) => return load(&to, Some(word)),
        Came::LoggedOut => Some(UNKEPT_ENDED.get(cx.lang).to_owned()),
        Came::Refused(why) => Some(why),
        Came::Failed => Some(UNKEPT.get(cx.lang).to_owned()),
    };
    if why.is_some() {
        leaving::typed(cx.lang);
    } else {
        leaving::settled();
    }
    cx.unkept.set(why);
    if failed && WAITING.with_borrow(Option::is_none) {
        wait(waited, AGAIN);
    }
}

/// Asks in the form which is to stand; none: nothing is to be asked any longer.
fn ask(cx: FormCx, question: Option<String>) {
    if cx.errors.with_untracked(|errors| errors.iter().find(|e| e.0 == INSTEAD).map(|e| &e.1) != question.as_ref()) {
        cx.errors.update(|errors| {
            errors.retain(|e| e.0 != INSTEAD);
            errors.extend(question.map(|question| (INSTEAD.to_owned(), question)));
        });
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
