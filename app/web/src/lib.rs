//! The client: takes over the page that the server has rendered.
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the module is loaded, with its path. A page whose part of the client can't be fetched stays
/// as it is: plain HTML, which works.
#[wasm_bindgen]
pub fn hydrate(path: String) {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async move {
        if app::routes::arrive(&path).await {
            leptos::mount::hydrate_body(app::App);
        }
    });
}
