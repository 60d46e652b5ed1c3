//! Presses of what only the browser's program can do, and boxes that answer to each key.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement};

use super::dom;

/// Hands on what is pressed that names what it does (`data-does`).
pub fn named(pressed: impl Fn(&str, &Element) + 'static) {
    let _presses = window_event_listener(ev::click, move |event| {
        let Some(button) = dom::around(&event, "[data-does]") else {
            return;
        };
        pressed(&button.get_attribute("data-does").unwrap_or_default(), &button);
    });
}

/// Hands on the boxes of the list that somebody types into.
pub fn typed(typed: impl Fn(&HtmlInputElement) + 'static) {
    let _keys = window_event_listener(ev::input, move |event| {
        let field = dom::around(&event, ".list input").and_then(|field| field.dyn_into().ok());
        if let Some(field) = field {
            typed(&field);
        }
    });
}
