//! Events that the server sends.

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// Hands on the text of each event, for as long as the page lives. A connection that breaks is made anew by
/// the browser; one that is refused leaves the page as it is.
pub fn follow(url: &str, on_event: impl Fn(String) + 'static) {
    let Ok(source) = EventSource::new(url) else { return };
    let hand_on = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            on_event(text);
        }
    });
    source.set_onmessage(Some(hand_on.as_ref().unchecked_ref()));
    // Both live as long as the page does: nothing of it is ever taken away.
    StoredValue::new_local((source, hand_on));
}
