//! Starts the page in the browser.
#![cfg(target_arch = "wasm32")]

/// Brings the page to life; the module script in it calls this once.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn start_page() {
    console_error_panic_hook::set_once();
    // Sets the reactive system going; there are no islands (ADR 12).
    leptos::mount::hydrate_islands();
    app::come_alive();
}
