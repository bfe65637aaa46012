//! What stands out is asked once more: a box that comes with the words that say why, and can be ticked.
use super::post::FormCx;
use leptos::{html, prelude::*};

/// The answer to a message beside this field, read with [`Reader::confirmed`](super::Reader::confirmed).
///
/// What the box posts are the words that were asked, so that its tick is no answer to anything else. It is in the form from
/// the beginning, hidden, so that with JavaScript it can come without a page load. Once asked for it stays, ticked as it
/// was: what else is wrong then must not take the answer away. Asked in other words it is to be ticked anew.
#[component]
pub fn Confirm(
    name: &'static str,
    #[prop(into)] label: String,
    /// What is asked from the beginning: the page itself says it, in an element with the id `{name}-warning`. Empty:
    /// nothing is.
    #[prop(optional)]
    at_once: String,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    // its message says all: the label would only repeat what it asks
    cx.called(name, "");
    let answered = cx.value(name);
    let error = format!("{name}-error");
    let described = if at_once.is_empty() { error.clone() } else { format!("{name}-warning {error}") };
    let first = if answered.is_empty() { at_once } else { answered.clone() };
    let asked =
        Memo::new(move |before: Option<&String>| cx.error(name).unwrap_or_else(|| before.unwrap_or(&first).clone()));
    let ticked = !answered.is_empty() && asked.get_untracked() == answered;
    let tick = NodeRef::<html::Input>::new();
    Effect::new(move |before: Option<String>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now)
            && let Some(tick) = tick.get_untracked()
        {
            tick.set_checked(false);
        }
        now
    });
    view! {
        <div hidden=move || asked.with(String::is_empty)>
            <div class=move || if cx.error(name).is_some() { "row wrong" } else { "row" }>
                <p class="error" id=error>
                    {move || cx.error(name)}
                </p>
                <label class="choice">
                    <input
                        id=name
                        name=name
                        type="checkbox"
                        value=move || asked.get()
                        checked=ticked
                        node_ref=tick
                        aria-describedby=described
                        aria-invalid=move || cx.error(name).map(|_| "true")
                    />
                    " "
                    <span>{label}</span>
                </label>
            </div>
        </div>
    }
}
