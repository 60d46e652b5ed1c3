//! Presses beside what stands open.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::Element;

/// Says when the pointer goes down on nothing that the selector finds.
pub fn pressed(selector: &'static str, pressed: impl Fn() + 'static) {
    let _presses = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let inside = target.and_then(|target| target.closest(selector).ok().flatten());
        if inside.is_none() {
            pressed();
        }
    });
}
