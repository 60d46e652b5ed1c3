//! What the pointer does in the grid: sorting, opening, choosing rows, reading what is cut.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, FocusOptions, MouseEvent};

use super::{
    super::{content::whole, frame::set_attribute, keyboard::Cell},
    Engine, clock,
};

impl Engine {
    /// A click: on a header it sorts, in a row it chooses the cell, with Shift or Control rows.
    pub(super) fn clicked(&mut self, event: &MouseEvent) {
        let Some(target) = element_of(event) else { return };
        if self.dragged() || target.closest(".edge").ok().flatten().is_some() {
            event.prevent_default();
            return;
        }
        let Some(cell) = cell_of(&target) else { return };
        let link = target.closest("a[href]").ok().flatten();
        let control = event.ctrl_key() || event.meta_key();
        // Then the browser opens the link elsewhere.
        if link.is_some() && control {
            return;
        }
        // A folder is a page of its own.
        if link.is_some() && !event.shift_key() && self.is_folder(cell) {
            return;
        }
        self.active = cell;
        let Some(row) = cell.row else {
            event.prevent_default();
            self.focus();
            self.sort(cell.column, event.shift_key());
            return;
        };
        let opens = link.as_ref().is_some_and(|link| !link.has_attribute("target"));
        if opens || event.shift_key() {
            event.prevent_default();
        }
        self.choose(row, opens, event.shift_key(), control);
        self.focus();
    }

    fn is_folder(&self, cell: Cell) -> bool {
        let row = cell.row.and_then(|row| self.held.row(row));
        row.is_some_and(|row| row.opens.is_some())
    }

    fn choose(&mut self, row: u32, opens: bool, shift: bool, control: bool) {
        if shift {
            let origin = self.state.open_at.get_untracked().unwrap_or(row);
            self.selection.draw_to(row, origin);
            return self.selected();
        }
        if control {
            self.selection.toggle(row);
            return self.selected();
        }
        if opens || self.view.record.is_some() {
            return self.open(row);
        }
        self.paint();
    }

    /// The whole of a row that is not open yet, or a column's edge.
    pub(super) fn double_clicked(&mut self, event: &MouseEvent) {
        let Some(target) = element_of(event) else { return };
        let Some(cell) = cell_of(&target) else { return };
        match cell.row {
            Some(row) if target.closest("a[href]").ok().flatten().is_none() => self.go_into(row),
            None if target.closest(".edge").ok().flatten().is_some() => self.set_width(cell.column, None),
            _ => {}
        }
    }

    /// Over a cell that is cut, or that holds a time: the whole of it.
    pub(super) fn pointed_at(&mut self, event: &MouseEvent) {
        let Some(element) = element_of(event).and_then(|target| target.closest("[role=gridcell]").ok().flatten())
        else {
            return;
        };
        let Some(Cell { row: Some(row), column }) = cell_of(&element) else {
            return;
        };
        let (Some(row), Some(column_of)) = (self.held.row(row), self.columns.get(column)) else {
            return;
        };
        let whole = whole(column_of, row.cells.get(column).and_then(Option::as_deref), &clock());
        set_attribute(&element, "title", whole.as_deref());
    }

    /// Takes the focus without scrolling the page.
    pub(super) fn focus(&self) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(self.frame.grid.focus_with_options(&options));
    }

    /// Sorts by that column, as its header says it will.
    pub(super) fn sort(&mut self, column: usize, further: bool) {
        let Some(column) = self.columns.get(column) else { return };
        let id = column.id.clone();
        self.from = 0;
        self.state.view.update(|view| {
            view.toggle_sort(&id, further);
            view.from = 0;
        });
        self.paint();
    }
}

/// Where in the document the event happened.
pub(super) fn element_of(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The cell around that element.
pub(super) fn cell_of(element: &Element) -> Option<Cell> {
    let cell = element.closest(".cell").ok().flatten()?;
    let number = |element: &Element, name: &str| element.get_attribute(name)?.parse::<u32>().ok();
    let row = cell.closest("[role=row]").ok().flatten()?;
    Some(Cell {
        // The header is the first one.
        row: number(&row, "aria-rowindex")?.checked_sub(2),
        column: number(&cell, "aria-colindex")?.checked_sub(1)? as usize,
    })
}
