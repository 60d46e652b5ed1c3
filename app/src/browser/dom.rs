//! The elements of the page.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlTemplateElement};

/// The first element that the selector finds.
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// All elements below `root` that the selector finds, in their order.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    let nodes = (0..found.length()).filter_map(|at| found.get(at));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Writes that text into what the selector finds.
pub fn write(selector: &str, text: &str) {
    if let Some(element) = find(selector).filter(|element| element.text_content().as_deref() != Some(text)) {
        element.set_text_content(Some(text));
    }
}

/// Sets an attribute, or takes it away. A browser refuses only names that are none.
pub fn set(element: &Element, name: &str, value: Option<&str>) {
    drop(match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    });
}

/// Hides or shows.
pub fn hide(element: &Element, hidden: bool) {
    set(element, "hidden", hidden.then_some(""));
}

/// A new element of that name and class, with that text.
pub fn made(name: &str, class: &str, text: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element.set_text_content(Some(text));
    Some(element)
}

/// A copy of what the template holds that the selector finds.
pub fn stamped(selector: &str) -> Option<Element> {
    let template = find(selector)?.dyn_into::<HtmlTemplateElement>().ok()?;
    let first = template.content().first_element_child()?;
    first.clone_node_with_deep(true).ok()?.dyn_into().ok()
}

/// The element that an event came from, if the selector finds it or what is around it.
pub fn around(event: &web_sys::Event, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

/// Presses what the selector finds, and says whether there was something.
pub fn press(selector: &str) -> bool {
    let found = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = &found {
        element.click();
    }
    found.is_some()
}
