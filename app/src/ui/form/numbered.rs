//! A field that is repeated, once for each of some things: its name ends with the thing's number.
use super::{fields::Options, post::FormCx};
use leptos::prelude::*;

crate::texts! {
    CHOOSE: "Välj", "Choose";
}

/// One of a list, in one row of a repeated field (read with [`Reader::code_in`](super::Reader::code_in)).
#[component]
pub fn NumberedSelect(
    prefix: &'static str,
    number: i32,
    #[prop(into)] label: String,
    /// What the row is about: the summary says it.
    #[prop(into)]
    of: String,
    options: Options,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    let name = format!("{prefix}-{number}");
    cx.called(&name, &format!("{of}, {}", label.to_lowercase()));
    let now = cx.value(&name);
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = now == value;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    let error_id = format!("{name}-error");
    let (of_row, of_text, of_field) = (name.clone(), name.clone(), name.clone());
    view! {
        <div class=move || if cx.error(&of_row).is_some() { "row wrong" } else { "row" }>
            <label for=name.clone()>{label}</label>
            <p class="error" id=error_id.clone()>
                {move || cx.error(&of_text)}
            </p>
            <select
                id=name.clone()
                name=name
                aria-describedby=error_id
                aria-invalid=move || cx.error(&of_field).map(|_| "true")
            >
                <option value="">{CHOOSE.get(cx.lang)}</option>
                {options}
            </select>
        </div>
    }
}
