//! Forms that the page answers itself, by the fields that they would send.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{
    Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement, SubmitEvent, UrlSearchParams,
};

/// A form as it was sent.
pub struct Sent {
    /// The id of the form.
    pub id: String,
    /// Its fields and the button that was pressed, as a query.
    pub query: String,
    /// That button.
    pub pressed: Option<HtmlElement>,
}

impl Sent {
    /// Whether it has that field.
    pub fn asks(&self, name: &str) -> bool {
        model::query::pairs(&self.query).any(|(field, _)| field == name)
    }
}

/// Answers the forms of the list, those that change nothing at the server and the one that refreshes. Boxes
/// that are ticked and lists from which is chosen are sent at once.
pub fn answer(answer: impl Fn(Sent) + Copy + 'static) {
    let _submits = window_event_listener(ev::submit, move |event: SubmitEvent| {
        let form = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        if !is_ours(&form) {
            return say_view(&form);
        }
        event.prevent_default();
        let pressed = event.submitter().and_then(|pressed| pressed.dyn_into().ok());
        answer(sent(&form, pressed));
    });
    let _changes = window_event_listener(ev::change, move |event| {
        let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let at_once = |selector| field.as_ref().filter(|field| field.matches(selector).unwrap_or(false));
        if let Some(chosen) = at_once(".list select[name=fc]").and_then(|field| field.dyn_ref::<HtmlSelectElement>()) {
            answer(chose(chosen));
        }
        let form = at_once(".columns [type=checkbox]").and_then(|field| field.closest("form").ok().flatten());
        if let Some(form) = form.and_then(|form| form.dyn_into().ok()) {
            answer(sent(&form, None));
        }
    });
}

fn is_ours(form: &HtmlFormElement) -> bool {
    form.closest(".list").is_ok_and(|list| list.is_some()) && (form.method() == "get" || form.id() == "refresh")
}

/// A form that leads back to the page leads to the view that it shows now.
fn say_view(form: &HtmlFormElement) {
    let field = form.query_selector("[name=view]").ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        let query = window().location().search().unwrap_or_default();
        field.set_value(query.trim_start_matches('?'));
    }
}

fn sent(form: &HtmlFormElement, pressed: Option<HtmlElement>) -> Sent {
    let query = fields(form).map(|fields| {
        let button = pressed.as_ref();
        if let Some(name) = button.and_then(|button| button.get_attribute("name")) {
            let value = button.and_then(|button| button.get_attribute("value"));
            fields.append(&name, &value.unwrap_or_default());
        }
        fields.to_string().into()
    });
    Sent {
        id: form.id(),
        query: query.unwrap_or_default(),
        pressed,
    }
}

/// A form as a list of pairs, which is what `URLSearchParams` makes of its data.
fn fields(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let data: JsValue = FormData::new_with_form(form).ok()?.into();
    UrlSearchParams::new_with_str_sequence_sequence(&data).ok()
}

/// Only the column of a filter was chosen: what stands beside it belongs to another one.
fn chose(column: &HtmlSelectElement) -> Sent {
    let (mut query, column) = (model::query::Written::default(), column.value());
    query.add("fc", &column);
    query.add("open", if column.is_empty() { "filter" } else { "" });
    Sent {
        id: String::new(),
        query: query.finish(),
        pressed: None,
    }
}
