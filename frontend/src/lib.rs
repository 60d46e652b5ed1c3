//! Starts the hydrated pages in the browser.
#![cfg(target_arch = "wasm32")]

/// Takes over the page that the server sent; the module script in it calls this once.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
}
