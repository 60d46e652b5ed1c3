//! What is done to a part of the page that has come from the server: what only works with the program shows, what
//! is not needed beside it goes, times are those of the reader's clock.

use leptos::prelude::{GetUntracked as _, WithUntracked as _};
use model::list::{Test, View};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement, js_sys::JsString};

use super::{days::clock, live::Live, opened::Opened, words::field_day};
use crate::{
    browser::{dom, focus},
    grid::dates,
};

/// Makes that part one of the living page.
pub fn settle(live: Live, part: &Element) {
    forget_view(part);
    for element in dom::all(part, "[data-alive=shown]") {
        dom::hide(&element, false);
    }
    for element in dom::all(part, "[data-alive=hidden]") {
        dom::hide(&element, true);
    }
    for time in dom::all(part, "time") {
        turn_clock(&time);
    }
    if let Opened::Filter(Some(column)) = live.opened.get_untracked() {
        let column = live.state.column(&column);
        let test = live.state.view.with_untracked(|view: &View| {
            let filter = view.filters.iter().find(|filter| filter.column == column.id);
            filter.map(|filter| filter.test.clone())
        });
        if let Some(Test::Time { from, until }) = test {
            let day = |at: Option<i64>| at.map(|at| field_day(column.column_type, at, true)).unwrap_or_default();
            write_field(part, "[type=date][name=ff]", &day(from));
            // The end itself is not in it.
            write_field(part, "[type=date][name=fu]", &day(until.map(|at| at - 1)));
        }
    }
}

/// Forms of the server keep the view in hidden fields; the program knows it.
pub fn forget_view(part: &Element) {
    for field in dom::all(part, "form[method=get] [type=hidden]:not([name=pick])") {
        field.remove();
    }
}

fn write_field(part: &Element, selector: &str, value: &str) {
    if let Some(field) = input(part, selector) {
        field.set_value(value);
    }
}

fn input(part: &Element, selector: &str) -> Option<HtmlInputElement> {
    part.query_selector(selector).ok()??.dyn_into().ok()
}

/// The server writes instants by UTC, and says so. Days are the same everywhere.
fn turn_clock(time: &Element) {
    let zoned = time.text_content().is_some_and(|text| text.ends_with(" UTC"));
    let at = time.get_attribute("datetime").and_then(|at| dates::read(&at));
    let Some(at) = at.filter(|_| zoned) else { return };
    let exact = dates::exact(at, &clock(true));
    let minute = exact.rsplit_once(':').map_or(&*exact, |(minute, _)| minute);
    time.set_text_content(Some(minute));
    dom::set(time, "title", Some(&exact));
}

/// Shows only those entries beside the box that hold what was typed into it, and the headings of those.
pub fn find_among(typed: &HtmlInputElement) {
    let needle = JsString::from(typed.value()).trim().to_lower_case();
    let (Some(around), Some(entries)) = (typed.parent_element(), typed.get_attribute("data-finds")) else {
        return;
    };
    for entry in dom::all(&around, &entries) {
        let text = JsString::from(entry.text_content().unwrap_or_default()).to_lower_case();
        dom::hide(&entry, !text.includes(&String::from(needle.clone()), 0));
    }
    for group in dom::all(&around, "fieldset, dl") {
        let empty = dom::all(&group, "label:not([hidden]), div:not([hidden])").is_empty();
        dom::hide(&group, empty);
        let heading = group
            .previous_element_sibling()
            .filter(|heading| heading.tag_name() == "H3");
        if let Some(heading) = heading {
            dom::hide(&heading, empty);
        }
    }
}

/// Where somebody is in a part of the page that will be replaced.
pub struct Kept {
    needle: String,
    scrolled: i32,
    focused: Option<String>,
    typed: Option<String>,
}

/// A field that somebody is typing into.
const TYPED: &str = "input:not([type=checkbox], [data-finds]):focus";

/// Remembers it.
pub fn keep_state(part: &Element) -> Kept {
    Kept {
        needle: input(part, "[data-finds]")
            .map(|input| input.value())
            .unwrap_or_default(),
        scrolled: part.scroll_top(),
        focused: focus::name_within(part),
        typed: input(part, TYPED).map(|input| input.value()),
    }
}

impl Kept {
    /// Goes back there, in what came instead.
    pub fn restore(&self, part: &Element) {
        if let Some(input) = input(part, "[data-finds]") {
            input.set_value(&self.needle);
            find_among(&input);
        }
        part.set_scroll_top(self.scrolled);
        if let Some(name) = &self.focused {
            focus::at(&format!("#{} {name}", part.id()));
        }
        if let (Some(input), Some(typed)) = (input(part, TYPED), &self.typed) {
            input.set_value(typed);
        }
    }
}
