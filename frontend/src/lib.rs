//! Starts the islands in the browser.
#![cfg(target_arch = "wasm32")]

// Its islands are exported from here; the module script in the page calls them by name.
use app as _;

/// Readies the browser for islands; the module script in the page calls this first.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
