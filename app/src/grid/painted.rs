//! One row of the pool: elements that show one record after another.

use leptos::prelude::document;
use model::list::{Column, Row};
use web_sys::{CssStyleDeclaration, Element, HtmlElement, Text};

use super::{
    content::{Content, Shape, Standing, content, row_class, shape},
    dates::Clock,
    frame::{division, down_by, set_attribute},
    head::set_width,
};

/// What the cells of a column are made of.
pub struct Mould {
    pub column: Column,
    pub class: String,
    pub width: Option<u16>,
}

/// A row, and what it shows. What it shows already is not written again.
pub struct PaintedRow {
    pub element: HtmlElement,
    style: CssStyleDeclaration,
    cells: Vec<PaintedCell>,
    /// The position that it stands for.
    at: Option<u32>,
    /// How far down it stands, in CSS pixels.
    top: f64,
    class: &'static str,
    selected: Option<bool>,
}

struct PaintedCell {
    cell: HtmlElement,
    /// A link or a time, where the column has those. A link is in the cell while it leads somewhere.
    inner: Option<(Element, Shape)>,
    text: Text,
    shown: String,
    reference: Option<String>,
    missing: bool,
}

/// How a row looks, whatever it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub standing: Standing,
    pub selected: bool,
    pub folder: bool,
}

impl PaintedRow {
    pub fn new(moulds: &[Mould]) -> Option<Self> {
        let element = division("row")?;
        set_attribute(&element, "role", Some("row"));
        let cells: Vec<_> = moulds
            .iter()
            .enumerate()
            .filter_map(|(at, mould)| painted_cell(at, mould))
            .collect();
        for painted in &cells {
            element.append_child(&painted.cell).ok()?;
        }
        Some(Self {
            style: element.style(),
            element,
            cells,
            at: None,
            top: f64::NAN,
            class: "row",
            selected: None,
        })
    }

    pub fn at(&self) -> Option<u32> {
        self.at
    }

    pub fn cell(&self, column: usize) -> Option<&HtmlElement> {
        self.cells.get(column).map(|painted| &painted.cell)
    }

    /// Makes it stand for that position.
    pub fn place(&mut self, at: u32, top: f64) {
        if self.at != Some(at) {
            // The header is the first row.
            set_attribute(&self.element, "aria-rowindex", Some(&(u64::from(at) + 2).to_string()));
        }
        // Exactly what was written is what needs not be written again.
        if self.top.to_bits() != top.to_bits() {
            drop(self.style.set_property("transform", &down_by(top)));
        }
        if self.at.is_none() {
            self.element.set_hidden(false);
        }
        (self.at, self.top) = (Some(at), top);
    }

    /// Takes it off the page until it is needed.
    pub fn hide(&mut self) {
        if self.at.take().is_some() || self.top.is_nan() {
            self.element.set_hidden(true);
            self.top = 0.0;
        }
    }

    pub fn look(&mut self, look: Look) {
        let class = row_class(look.standing, look.folder);
        if self.class != class {
            self.element.set_class_name(class);
            self.class = class;
        }
        if self.selected != Some(look.selected) {
            set_attribute(
                &self.element,
                "aria-selected",
                Some(if look.selected { "true" } else { "false" }),
            );
            self.selected = Some(look.selected);
        }
    }

    /// Writes what the row says; `None`: nothing yet. `address` leads to its record, or into it.
    pub fn write(&mut self, moulds: &[Mould], row: Option<&Row>, clock: &Clock, address: impl Fn(&Row) -> String) {
        for (at, (painted, mould)) in self.cells.iter_mut().zip(moulds).enumerate() {
            let Some(row) = row else {
                painted.clear();
                continue;
            };
            let value = row.cells.get(at).and_then(Option::as_deref);
            let mut said = content(&mould.column, value, clock);
            if shape(&mould.column) == Shape::Record {
                said.reference = Some(address(row));
            }
            painted.write(said);
        }
    }
}

impl PaintedCell {
    fn write(&mut self, said: Content<'_>) {
        if self.shown != said.text {
            self.text.set_data(&said.text);
            self.shown = said.text.into_owned();
        }
        if self.missing != said.missing {
            super::frame::mark(&self.cell, "none", said.missing);
            self.missing = said.missing;
        }
        self.refer(said.reference);
    }

    fn clear(&mut self) {
        if !self.shown.is_empty() {
            self.text.set_data("");
            self.shown.clear();
        }
        self.refer(None);
    }

    fn refer(&mut self, reference: Option<String>) {
        let Some((inner, shape)) = &self.inner else { return };
        if self.reference == reference {
            return;
        }
        if *shape == Shape::Time {
            set_attribute(inner, "datetime", reference.as_deref());
        } else {
            set_attribute(inner, "href", reference.as_deref());
            if self.reference.is_some() != reference.is_some() {
                link(&self.cell, inner, &self.text, reference.is_some());
            }
        }
        self.reference = reference;
    }
}

/// Puts the text into the link, or the link away: what leads nowhere is none.
fn link(cell: &HtmlElement, link: &Element, text: &Text, leads: bool) {
    if leads {
        drop(link.append_child(text));
        drop(cell.append_child(link));
    } else {
        drop(cell.append_child(text));
        link.remove();
    }
}

fn painted_cell(at: usize, mould: &Mould) -> Option<PaintedCell> {
    let cell = division(&mould.class)?;
    set_attribute(&cell, "role", Some("gridcell"));
    set_attribute(&cell, "aria-colindex", Some(&(at + 1).to_string()));
    set_attribute(&cell, "dir", Some("auto"));
    if mould.width.is_some() {
        set_width(&cell, mould.width);
    }
    let text = document().create_text_node("");
    let inner = inner_element(shape(&mould.column));
    if let Some((time, Shape::Time)) = &inner {
        time.append_child(&text).ok()?;
        cell.append_child(time).ok()?;
    } else {
        cell.append_child(&text).ok()?;
    }
    Some(PaintedCell {
        cell,
        inner,
        text,
        shown: String::new(),
        reference: None,
        missing: false,
    })
}

/// The same elements as the server writes.
fn inner_element(shape: Shape) -> Option<(Element, Shape)> {
    let element = match shape {
        Shape::Text => return None,
        Shape::Time => document().create_element("time").ok()?,
        Shape::Record | Shape::Link => {
            let link = document().create_element("a").ok()?;
            // The grid is one stop of the Tab key; Enter opens the record, with Control it follows the link.
            set_attribute(&link, "tabindex", Some("-1"));
            if shape == Shape::Link {
                set_attribute(&link, "target", Some("_blank"));
                set_attribute(&link, "rel", Some("noopener noreferrer"));
            }
            link
        }
    };
    Some((element, shape))
}
