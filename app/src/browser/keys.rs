//! Keys that mean something wherever the focus is.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// The way to the search.
    Search,
    /// Out of here.
    Escape,
    /// Out of here, in the search.
    EscapeSearch,
    /// To the next record.
    Next,
    /// To the one before.
    Previous,
    /// To what is above.
    Up,
}

/// Says what is pressed; `true` from `listen`: nothing else must come of it.
pub fn listen(listen: impl Fn(Pressed) -> bool + 'static) {
    let _keys = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        // A question that stands open has the keys.
        let asked = document().query_selector(":popover-open").ok().flatten().is_some();
        if event.default_prevented() || asked {
            return;
        }
        if pressed(&event).is_some_and(&listen) {
            event.prevent_default();
        }
    });
}

fn pressed(event: &KeyboardEvent) -> Option<Pressed> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let within = |selector| {
        target
            .as_ref()
            .is_some_and(|target| target.matches(selector).unwrap_or(false))
    };
    let typing = within("input, textarea, select, [contenteditable]");
    let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    match event.key().as_str() {
        "Escape" if within("[role=search] input") => Some(Pressed::EscapeSearch),
        // What is being written must not be gone by one key.
        "Escape" if within("form[method=post] .field") => None,
        "Escape" => Some(Pressed::Escape),
        "/" if plain && !typing => Some(Pressed::Search),
        "]" if plain && !typing => Some(Pressed::Next),
        "[" if plain && !typing => Some(Pressed::Previous),
        "Backspace" if plain && !typing => Some(Pressed::Up),
        "ArrowDown" if event.alt_key() && !typing => Some(Pressed::Next),
        "ArrowUp" if event.alt_key() && !typing => Some(Pressed::Previous),
        _ => None,
    }
}
