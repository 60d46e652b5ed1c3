//! The header row in the browser.

use leptos::prelude::document;
use model::list::{Column, Direction, View};
use web_sys::{Element, HtmlElement};

use super::{
    addresses,
    columns::{classes, width},
    frame::{division, set_attribute, set_style},
};

/// The header row, and the cells in it.
pub struct Head {
    row: HtmlElement,
    cells: Vec<HeadCell>,
}

struct HeadCell {
    cell: HtmlElement,
    link: Element,
}

impl Head {
    pub fn new(row: HtmlElement) -> Self {
        Self { row, cells: Vec::new() }
    }

    /// Writes the header of these columns.
    pub fn build(&mut self, columns: &[Column], view: &View) {
        self.row.set_text_content(None);
        let classes = classes(columns);
        let cells = columns.iter().zip(&classes).enumerate();
        self.cells = cells
            .filter_map(|(at, (column, class))| head_cell(at, column, class))
            .collect();
        for (head, column) in self.cells.iter().zip(columns) {
            set_width(&head.cell, width(view, &column.id));
            drop(self.row.append_child(&head.cell));
        }
        self.show_sort(columns, view);
    }

    /// Writes which way the list is sorted.
    pub fn show_sort(&self, columns: &[Column], view: &View) {
        for (head, column) in self.cells.iter().zip(columns) {
            let sorted = view.sorted_by(&column.id);
            let way = sorted.map(|(_, direction)| way(direction));
            // Of several sorted columns, only one may have it (WAI-ARIA 1.2 §6.6, aria-sort).
            set_attribute(
                &head.cell,
                "aria-sort",
                way.filter(|_| sorted.is_some_and(|(at, _)| at == 0)),
            );
            set_attribute(
                &head.cell,
                "data-then",
                way.filter(|_| sorted.is_some_and(|(at, _)| at > 0)),
            );
            set_attribute(&head.link, "href", Some(&addresses::sorted(view, &column.id)));
        }
    }

    pub fn cell(&self, at: usize) -> Option<&HtmlElement> {
        self.cells.get(at).map(|head| &head.cell)
    }

    /// How wide that column is, in CSS pixels.
    pub fn width_of(&self, at: usize) -> f64 {
        self.cell(at)
            .map_or(0.0, |cell| cell.get_bounding_client_rect().width())
    }
}

/// `ascending`, `descending`.
pub fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Ascending => "ascending",
        Direction::Descending => "descending",
    }
}

/// A width of a cell's own; `None`: the one that the style sheet says.
pub fn set_width(cell: &HtmlElement, width: Option<u16>) {
    let (width, flex) = match width {
        Some(width) => (format!("{width}px"), "none"),
        None => (String::new(), ""),
    };
    set_style(cell, "width", &width);
    set_style(cell, "flex", flex);
}

fn head_cell(at: usize, column: &Column, class: &str) -> Option<HeadCell> {
    let cell = division(class)?;
    set_attribute(&cell, "role", Some("columnheader"));
    set_attribute(&cell, "aria-colindex", Some(&(at + 1).to_string()));
    let link = document().create_element("a").ok()?;
    set_attribute(&link, "tabindex", Some("-1"));
    set_attribute(&link, "draggable", Some("false"));
    link.set_text_content(Some(&column.label));
    cell.append_child(&link).ok()?;
    // The keys + and - do the same.
    let edge = document().create_element("span").ok()?;
    edge.set_class_name("edge");
    set_attribute(&edge, "aria-hidden", Some("true"));
    cell.append_child(&edge).ok()?;
    Some(HeadCell { cell, link })
}
