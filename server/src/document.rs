//! The HTML document around the application.
use crate::client::Ahead;
use app::{App, ui::request::RequestCx};
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// The whole page. The client's start is written here because the framework's own puts the nonce in a wrong place.
pub fn document() -> impl IntoView {
    let (lang, nonce) = use_context::<RequestCx>().map(|cx| (cx.lang, cx.nonce)).unwrap_or_default();
    let ahead = use_context::<Ahead>().unwrap_or_default().0;
    let ahead =
        ahead.into_iter().map(|file| view! { <link rel="preload" href=file r#as="fetch" crossorigin="anonymous"/> });
    let start = "import('/pkg/finsam.js').then(m => m.default({module_or_path: '/pkg/finsam_bg.wasm'}).then(() => m.hydrate(location.pathname)));";
    view! {
        <!DOCTYPE html>
        <html lang=lang.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link
                    rel="preload"
                    href="/vendor/source-sans-3/source-sans-3-latin-400-normal.woff2"
                    r#as="font"
                    r#type="font/woff2"
                    crossorigin="anonymous"
                />
                <link rel="stylesheet" href="/vendor/fkui/theme-light.css"/>
                <link rel="stylesheet" href="/vendor/fkui/fkui.min.css"/>
                <link rel="stylesheet" href="/app.css"/>
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <script type="module" nonce=nonce inner_html=start></script>
                {ahead.collect_view()}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
