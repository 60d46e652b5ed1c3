//! The address bar.

use leptos::prelude::window;

use crate::query::without_notice;

/// Takes the notice out of the address, without a navigation.
pub fn forget_notice() {
    let window = window();
    let location = window.location();
    let (Ok(path), Ok(search), Ok(history)) = (location.pathname(), location.search(), window.history()) else {
        return;
    };
    let address = format!("{path}{}", without_notice(&search));
    // The router keeps its own state there.
    let state = history.state().unwrap_or_default();
    // A browser refuses this only when it is called too often: then the notice stays, which is harmless.
    drop(history.replace_state_with_url(&state, "", Some(&address)));
}
