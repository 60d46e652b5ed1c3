//! What keys do in the grid.

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{
    super::frame::whole,
    super::keyboard::{Cell, Command, Extent, Held, Way, command, go},
    Engine,
};
use crate::number::grouped;

/// By so many pixels a key changes the width of a column.
const WIDTH_STEP: f64 = 16.0;

impl Engine {
    pub(super) fn key_pressed(&mut self, event: &KeyboardEvent) {
        let held = Held {
            shift: event.shift_key(),
            control: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
        };
        let Some(command) = command(&event.key(), held, self.active.row.is_none()) else {
            return;
        };
        if self.obey(command) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// Whether that was for us: else the browser, or another part, does what it does.
    fn obey(&mut self, command: Command) -> bool {
        let Cell { row, column } = self.active;
        match (command, row) {
            (Command::Go { way, draw }, _) => self.go(way, draw),
            (Command::Open, Some(row)) => {
                self.reveal(row);
                self.go_into(row);
            }
            (Command::OpenRecord, Some(row)) => {
                self.reveal(row);
                self.open(row);
            }
            (Command::Follow, _) => return self.follow_link(),
            (Command::Sort { further }, _) => self.sort(column, further),
            (Command::Toggle, Some(row)) => {
                self.selection.toggle(row);
                self.selected();
            }
            (Command::SelectAll, _) => {
                self.selection.select_all(self.scroll.rows());
                self.selected();
            }
            (Command::Copy, _) => return self.copy(),
            (Command::Clear, _) => return self.clear(),
            (Command::MoveColumn { right }, _) => self.move_active(right),
            (Command::Resize { wider }, _) => self.resize_active(wider),
            (Command::Open | Command::OpenRecord | Command::Toggle, None) => return false,
        }
        true
    }

    fn go(&mut self, way: Way, draw: bool) {
        let extent = Extent {
            rows: self.scroll.rows(),
            columns: self.columns.len(),
            page: self.scroll.page(),
        };
        let before = self.active;
        self.active = go(before, way, extent);
        if let (true, Some(from), Some(to)) = (draw, before.row, self.active.row) {
            self.selection.draw_to(to, from);
            self.selected();
        }
        match self.active.row {
            Some(row) => self.reveal(row),
            None => self.paint(),
        }
        self.show_column();
    }

    /// Scrolls sideways as little as shows the active column beside the first one, which stays.
    fn show_column(&self) {
        let (Some(cell), Some(first)) = (self.head.cell(self.active.column), self.head.cell(0)) else {
            return;
        };
        if self.active.column == 0 {
            return;
        }
        let (cell, first) = (cell.get_bounding_client_rect(), first.get_bounding_client_rect());
        let frame = &self.frame.grid;
        let right = frame.get_bounding_client_rect().left() + f64::from(frame.client_left() + frame.client_width());
        let (before, beyond) = (first.right() - cell.left(), cell.right() - right);
        let by = if before > 0.0 { -before } else { beyond.max(0.0) };
        frame.set_scroll_left(frame.scroll_left() + whole(by));
    }

    fn follow_link(&self) -> bool {
        let link = self
            .marked
            .as_ref()
            .and_then(|cell| cell.query_selector("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) else {
            return false;
        };
        link.click();
        true
    }

    /// The selection first; without one, the key is for others.
    fn clear(&mut self) -> bool {
        if self.selection.is_empty() {
            return false;
        }
        self.selection.clear();
        self.frame.say("Selection cleared");
        self.paint();
        true
    }

    /// Other rows are selected.
    pub(super) fn selected(&mut self) {
        self.paint();
        let count = self.selection.count();
        let rows = if count == 1 { "row" } else { "rows" };
        self.frame.say(&format!("{} {rows} selected", grouped(count)));
    }

    fn move_active(&mut self, right: bool) {
        let from = self.active.column;
        let to = if right { from + 1 } else { from.wrapping_sub(1) };
        if to < self.columns.len() {
            self.move_column(from, to);
            self.frame.say(&format!("Column {} of {}", to + 1, self.columns.len()));
        }
    }

    fn resize_active(&mut self, wider: bool) {
        let column = self.active.column;
        let step = if wider { WIDTH_STEP } else { -WIDTH_STEP };
        let width = (self.head.width_of(column) + step).clamp(48.0, 1200.0);
        self.set_width(column, Some(width));
        self.frame.say(&format!("{} pixels wide", whole(width)));
    }
}
