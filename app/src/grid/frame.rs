//! The frame of the grid in the page: what scrolls, and what stands still in it.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// The elements around the rows.
///
/// The body is as tall as the whole list and so makes the scroll bar. In it, the stage sticks to what is seen: it
/// never leaves the screen, however fast one scrolls. On the stage lies the sheet, which carries the rows.
pub struct Frame {
    pub grid: HtmlElement,
    /// The header row.
    pub head: HtmlElement,
    pub sheet: HtmlElement,
    body: HtmlElement,
    stage: HtmlElement,
    /// Where what has happened is said to those who do not see it.
    says: Option<Element>,
}

/// How large things are, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// How much of the list is on the screen.
    pub viewport: f64,
    pub row_height: f64,
}

impl Frame {
    /// Takes over what the server sent. `None` when that is not a grid.
    pub fn adopt(frame: Element) -> Option<Self> {
        let part = |selector: &str| frame.query_selector(selector).ok().flatten();
        let head = part(".grid-head .row")?.dyn_into().ok()?;
        let body: HtmlElement = part(".grid-body")?.dyn_into().ok()?;
        let (stage, sheet) = (division("grid-stage")?, division("grid-sheet")?);
        for layer in [&stage, &sheet] {
            set_attribute(layer, "role", Some("presentation"));
        }
        stage.append_child(&sheet).ok()?;
        Some(Self {
            grid: frame.dyn_into().ok()?,
            head,
            sheet,
            body,
            stage,
            says: document().get_element_by_id("grid-says"),
        })
    }

    /// Puts the stage in the place of the rows that the server sent.
    pub fn set_stage(&self) {
        self.body.replace_children_with_node_1(&self.stage);
    }

    /// Measures what the style sheet says, and gives the stage its height.
    pub fn measure(&self) -> Size {
        let head = self.head.offset_height();
        let viewport = f64::from((self.grid.client_height() - head).max(0));
        set_style(&self.stage, "height", &pixels(viewport));
        let style = window().get_computed_style(&self.grid).ok().flatten();
        let row_height = style.and_then(|style| style.get_property_value("--row-height").ok());
        let row_height = row_height.and_then(|text| text.trim().trim_end_matches("px").parse::<u16>().ok());
        Size {
            viewport,
            row_height: f64::from(row_height.filter(|height| *height > 0).unwrap_or(40)),
        }
    }

    pub fn set_height(&self, height: f64) {
        set_style(&self.body, "height", &pixels(height));
    }

    pub fn scroll_top(&self) -> f64 {
        f64::from(self.grid.scroll_top())
    }

    pub fn set_scroll_top(&self, top: f64) {
        self.grid.set_scroll_top(whole(top));
    }

    pub fn move_sheet(&self, by: f64) {
        set_style(&self.sheet, "transform", &down_by(by));
    }

    /// Sets or removes an attribute of the grid.
    pub fn set(&self, name: &str, value: Option<&str>) {
        set_attribute(&self.grid, name, value);
    }

    pub fn mark(&self, class: &str, on: bool) {
        mark(&self.grid, class, on);
    }

    pub fn say(&self, text: &str) {
        if let Some(says) = &self.says {
            says.set_text_content(Some(text));
        }
    }
}

/// Whole pixels: half ones blur text, and writing fractions costs some kilobytes of program.
pub fn whole(length: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "no element is so tall")]
    let whole = length.round() as i32;
    whole
}

fn pixels(length: f64) -> String {
    format!("{}px", whole(length))
}

/// A transformation that moves an element down.
pub fn down_by(length: f64) -> String {
    format!("translateY({}px)", whole(length))
}

/// A new `div` of that class.
pub fn division(class: &str) -> Option<HtmlElement> {
    let element = document().create_element("div").ok()?;
    element.set_class_name(class);
    element.dyn_into().ok()
}

/// Sets or removes an attribute. A browser refuses only names that are none.
pub fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    drop(match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    });
}

/// Sets or removes a class.
pub fn mark(element: &Element, class: &str, on: bool) {
    drop(element.class_list().toggle_with_force(class, on));
}

/// Sets a style; the policy of the page allows that to programs, not to documents.
pub fn set_style(element: &HtmlElement, name: &str, value: &str) {
    drop(element.style().set_property(name, value));
}
