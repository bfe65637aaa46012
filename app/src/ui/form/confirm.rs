//! What stands out is asked once more: a box that comes with the words that say why, and can be ticked.
use super::post::FormCx;
use leptos::prelude::*;

/// The answer to a message beside this field, read with [`Reader::ticked`](super::Reader::ticked).
///
/// It is in the form from the beginning, hidden, so that with JavaScript it can come without a page load. Once asked for it
/// stays: what else is wrong then must not take the answer away.
#[component]
pub fn Confirm(
    name: &'static str,
    #[prop(into)] label: String,
    /// Asked from the beginning: the page itself says why.
    #[prop(optional)]
    at_once: bool,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    // its message says all: the label would only repeat what it asks
    cx.called(name, "");
    let ticked = !cx.value(name).is_empty();
    let asked =
        Memo::new(move |before: Option<&bool>| at_once || ticked || before == Some(&true) || cx.error(name).is_some());
    let error = format!("{name}-error");
    view! {
        <div hidden=move || !asked.get()>
            <div class=move || if cx.error(name).is_some() { "row wrong" } else { "row" }>
                <p class="error" id=error.clone()>
                    {move || cx.error(name)}
                </p>
                <label class="choice">
                    <input
                        id=name
                        name=name
                        type="checkbox"
                        value="yes"
                        checked=ticked
                        aria-describedby=error
                        aria-invalid=move || cx.error(name).map(|_| "true")
                    />
                    " "
                    <span>{label}</span>
                </label>
            </div>
        </div>
    }
}
