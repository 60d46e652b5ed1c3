//! Where the focus is.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// What can hold the focus, the fields of a form before its buttons.
const STOPS: [&str; 2] = [
    ":is(input:not([type=hidden]), select):not([hidden])",
    "a[href], button:not(.close)",
];

fn focus(element: Option<Element>) -> bool {
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

fn first(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Sets it on the first element that the selector finds, and says whether there is one.
pub fn at(selector: &str) -> bool {
    focus(first(selector))
}

/// Sets it into the element of that id, once it is there.
pub fn into(id: &'static str) {
    request_animation_frame(move || {
        let _found = STOPS.iter().any(|stop| at(&format!("#{id} {stop}")));
    });
}

/// Gives it back, if it was in the element of that id, which has gone, or nowhere.
pub fn back(id: &'static str, selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || {
        let inside = first(&format!("#{id} :focus")).is_some();
        if inside || is_lost() {
            at(&selector);
        }
    });
}

/// Sets it on a heading that has just come: if it is wanted there, or was lost.
pub fn heading(selector: &'static str, wanted: bool) {
    request_animation_frame(move || {
        if wanted || is_lost() {
            at(selector);
        }
    });
}

/// Keeps it on what was pressed: an element that moves loses it.
pub fn keep(pressed: Option<HtmlElement>) {
    request_animation_frame(move || {
        let Some(pressed) = pressed.filter(|_| is_lost()) else {
            return;
        };
        if pressed.is_connected() {
            drop(pressed.focus());
        }
    });
}

fn is_lost() -> bool {
    let active = document().active_element();
    active.is_none_or(|active| active.tag_name() == "BODY")
}

/// How to find what has it in that element again, once the element is replaced by one like it.
pub fn name_within(element: &Element) -> Option<String> {
    let focused = element.query_selector(":focus").ok()??;
    let named = ["name", "value", "data-finds"].into_iter().filter_map(|name| {
        let value = focused.get_attribute(name)?;
        Some(format!("[{name}=\"{}\"]", value.replace(['"', '\\'], "")))
    });
    let named: String = named.collect();
    (!named.is_empty()).then(|| format!("{}{named}", focused.tag_name()))
}
