//! The language of the page being shown.
use crate::kernel::lang::{Lang, Text};
use leptos::prelude::*;

/// Once, in the root: the server knows it from the session or the cookie, the browser from the page.
pub fn provide_lang() -> Lang {
    #[cfg(feature = "ssr")]
    let lang = use_context::<super::request::RequestCx>().map(|cx| cx.lang).unwrap_or_default();
    #[cfg(all(feature = "hydrate", not(feature = "ssr")))]
    let lang = document()
        .document_element()
        .and_then(|html| html.get_attribute("lang"))
        .map(|code| Lang::from_code(&code))
        .unwrap_or_default();
    #[cfg(not(any(feature = "ssr", feature = "hydrate")))]
    let lang = Lang::default();
    provide_context(lang);
    lang
}

/// The language of this page.
pub fn use_lang() -> Lang {
    use_context::<Lang>().unwrap_or_default()
}

/// A fixed text in the language of this page.
pub fn t(text: Text) -> &'static str {
    text.get(use_lang())
}
