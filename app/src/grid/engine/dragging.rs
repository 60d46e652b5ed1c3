//! Dragging in the header: a column's edge makes it wider, the rest of it moves the column.

use leptos::prelude::*;
use model::list::Column;
use web_sys::PointerEvent;

use super::{
    super::{columns, frame::whole, head},
    Engine,
    pointer::{cell_of, element_of},
};

/// What is dragged, and from where, in CSS pixels.
pub struct Drag {
    column: usize,
    from: i32,
    what: Dragged,
    /// A click that shakes is no drag.
    began: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dragged {
    /// The edge, of a column that is that wide.
    Edge { width: i32 },
    /// The column, to the place of another one.
    Column { to: usize },
    /// Nothing more: the click that follows is no click.
    Over,
}

/// So far the pointer moves before a click is a drag.
const SHAKE: i32 = 6;

/// The header cell that gives its place to the one that is dragged.
const TARGET: &str = "drop";

impl Engine {
    pub(super) fn pointer_down(&mut self, event: &PointerEvent) {
        self.drag = None;
        let Some(target) = element_of(event).filter(|_| event.button() == 0) else {
            return;
        };
        let Some(cell) = cell_of(&target).filter(|cell| cell.row.is_none()) else {
            return;
        };
        let on_edge = target.closest(".edge").ok().flatten().is_some();
        // A finger on the header scrolls.
        if !on_edge && event.pointer_type() == "touch" {
            return;
        }
        let width = whole(self.head.width_of(cell.column));
        self.drag = Some(Drag {
            column: cell.column,
            from: event.client_x(),
            what: if on_edge {
                Dragged::Edge { width }
            } else {
                Dragged::Column { to: cell.column }
            },
            began: on_edge,
        });
        if on_edge {
            event.prevent_default();
        }
    }

    pub(super) fn pointer_moved(&mut self, event: &PointerEvent) {
        let Some(drag) = &mut self.drag else { return };
        let by = event.client_x() - drag.from;
        if drag.what == Dragged::Over || (!drag.began && by.abs() < SHAKE) {
            return;
        }
        if !drag.began || !self.frame.grid.has_pointer_capture(event.pointer_id()) {
            drag.began = true;
            drop(self.frame.grid.set_pointer_capture(event.pointer_id()));
        }
        match drag.what {
            Dragged::Edge { width } => {
                let (column, width) = (drag.column, f64::from(width + by));
                self.preview_width(column, width);
            }
            Dragged::Column { .. } => self.drag_column(event.client_x()),
            Dragged::Over => {}
        }
    }

    pub(super) fn pointer_up(&mut self, event: &PointerEvent) {
        let Some(drag) = self.drag.take() else { return };
        if !drag.began {
            return;
        }
        let by = event.client_x() - drag.from;
        match drag.what {
            Dragged::Edge { width } if by != 0 => self.set_width(drag.column, Some(f64::from(width + by))),
            Dragged::Column { to } => {
                self.mark_target(None);
                self.move_column(drag.column, to);
            }
            _ => {}
        }
        self.drag = Some(Drag {
            what: Dragged::Over,
            ..drag
        });
    }

    /// Whether the click that comes now only ends a drag.
    pub(super) fn dragged(&mut self) -> bool {
        self.drag.take().is_some_and(|drag| drag.what == Dragged::Over)
    }

    fn drag_column(&mut self, x: i32) {
        let at = |column: &usize| {
            let place = self.head.cell(*column).map(|cell| cell.get_bounding_client_rect());
            place.is_some_and(|place| place.left() <= f64::from(x) && f64::from(x) < place.right())
        };
        let Some(to) = (0..self.columns.len()).find(at) else {
            return;
        };
        if let Some(drag) = &mut self.drag {
            drag.what = Dragged::Column { to };
        }
        self.mark_target(Some(to));
    }

    fn mark_target(&self, target: Option<usize>) {
        for at in 0..self.columns.len() {
            if let Some(cell) = self.head.cell(at) {
                super::super::frame::mark(cell, TARGET, target == Some(at));
            }
        }
    }

    /// Shows the column at that width, and leaves the view as it is.
    fn preview_width(&self, column: usize, width: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is between the two"
        )]
        let width = Some(width.clamp(48.0, 1200.0) as u16);
        for cell in self.pool.column(column).chain(self.head.cell(column)) {
            head::set_width(cell, width);
        }
    }

    /// Makes the column that wide; `None`: as wide as usual.
    pub(super) fn set_width(&mut self, column: usize, width: Option<f64>) {
        self.change_columns(|view, shown| columns::set_width(view, shown, column, width));
    }

    /// Puts the column where the other one is.
    pub(super) fn move_column(&mut self, from: usize, to: usize) {
        if from != to {
            self.active.column = to;
            self.change_columns(|view, shown| columns::move_column(view, shown, from, to));
        }
    }

    fn change_columns(&mut self, change: impl FnOnce(&mut model::list::View, &[Column])) {
        let shown = &self.columns;
        self.state.view.update(|view| change(view, shown));
    }
}
