//! The filter above a list: a form that is got, so that the address says what the list shows.
use super::{
    form::{Options, offered},
    lang::t,
};
use crate::kernel::lang::Text;
use leptos::prelude::*;

crate::texts! {
    SHOW: "Visa", "Show";
    CLEAR: "Rensa", "Clear";
    CASE_NUMBER: "Ärendenummer", "Case number";
    ONLY_LATE: "Bara försenade", "Only late";
}

#[component]
pub fn FilterForm(
    /// The list as it is when nothing is chosen, where there is a way back to that.
    #[prop(default = None)]
    clear: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <form class="filter" method="get">
            {children()}
            <div class="buttons">
                <button class="btn s">{t(SHOW)}</button>
                {clear.map(|list| view! { " "<a href=list>{t(CLEAR)}</a> })}
            </div>
        </form>
    }
}

/// One choice of a filter.
#[component]
pub fn Narrow(name: &'static str, label: &'static str, options: Options, #[prop(into)] now: String) -> impl IntoView {
    let id = format!("f-{name}");
    view! {
        <div class="row">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>
                {offered(options, &now)}
            </select>
        </div>
    }
}

/// A choice that begins with not choosing.
pub fn any_or(any: Text, options: Options) -> Options {
    [(String::new(), t(any).to_owned())].into_iter().chain(options).collect()
}

/// Narrows to cases by the beginning of their number.
#[component]
pub fn CaseNumber(now: String) -> impl IntoView {
    view! {
        <div class="row">
            <label for="f-number">{t(CASE_NUMBER)}</label>
            <input id="f-number" name="number" class="w-s" value=now inputmode="numeric" autocomplete="off"/>
        </div>
    }
}

/// Narrows to what is late.
#[component]
pub fn OnlyLate(now: bool) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="checkbox" name="late" value="1" checked=now/>
            " "
            <span>{t(ONLY_LATE)}</span>
        </label>
    }
}

/// What a filter adds to the addresses of its list's pages. In the address that it came from anything may stand: only
/// what can be a code, an id or a number goes on.
pub fn query(parts: &[(&str, &str)]) -> String {
    let known = |value: &str| value.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let parts = parts.iter().filter(|(_, value)| !value.is_empty() && known(value));
    parts.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn only_what_can_be_a_code_an_id_or_a_number_goes_on() {
        assert_eq!(query(&[]), "");
        assert_eq!(
            query(&[("state", "in_queue"), ("team", ""), ("number", "2026-01")]),
            "state=in_queue&number=2026-01"
        );
        assert_eq!(query(&[("state", "all&late=1"), ("number", "\"><b>"), ("late", "1")]), "late=1");
    }
}
