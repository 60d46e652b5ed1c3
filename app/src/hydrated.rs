//! Whether an island has come alive: what works only with WASM shows only then.

use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Hydrated(RwSignal<bool>);

/// Provides the answer to all components below. Call it once, at the top of an island.
pub fn provide_hydrated() {
    let hydrated = RwSignal::new(false);
    // Effects run in the browser only, and after the page was taken over as the server sent it.
    Effect::new(move |_| hydrated.set(true));
    provide_context(Hydrated(hydrated));
}

/// `false` on the server and in the first moment in the browser, then `true`.
pub fn hydrated() -> Signal<bool> {
    use_context::<Hydrated>().map_or_else(|| Signal::stored(false), |Hydrated(signal)| signal.into())
}
