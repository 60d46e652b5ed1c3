//! What the grid does when the view changes: at its own wish, or at anybody else's.

use leptos::prelude::*;
use model::list::{Column, View};

use super::{
    super::columns::{origins, width},
    Engine,
    asking::{Pending, rows_of},
};

/// Rows of the view before look pale once the next ones are late by that, in milliseconds.
const LATE: u64 = 150;

impl Engine {
    /// The view is another one, or more is known of its columns.
    pub(super) fn view_changed(&mut self) {
        let view = self.state.view.get_untracked();
        let columns = untrack(|| self.state.shown());
        let led = view.from != self.from;
        self.from = view.from;
        if self.view.compact != view.compact {
            self.frame.mark("compact", view.compact);
            self.view.compact = view.compact;
            self.resized();
        }
        self.open_changed(view.record.as_ref());
        let same_rows = rows_of(&view) == rows_of(&self.view);
        let kept = origins(&self.columns, &columns).filter(|_| same_rows);
        match kept {
            Some(origins) => self.keep(view, columns, &origins, led),
            None => self.await_view(view, columns, same_rows, led),
        }
        self.ask_more();
    }

    /// The same rows, with columns that are here already.
    fn keep(&mut self, view: View, columns: Vec<Column>, origins: &[usize], led: bool) {
        self.asking.pending = None;
        self.frame.mark("dim", false);
        self.asking.turn_to(&view, &columns);
        let as_before = origins.len() == self.columns.len() && origins.iter().enumerate().all(|(at, from)| at == *from);
        if !as_before {
            self.held.rearrange(origins);
        }
        let from = view.from;
        self.show(view, columns);
        if led {
            let top = self.scroll.go_to_row(from);
            self.bring(Some(top));
        }
        self.repaint();
    }

    /// Other rows, or further columns: what is on the screen stays until they come.
    fn await_view(&mut self, view: View, columns: Vec<Column>, same_rows: bool, led: bool) {
        self.head.show_sort(&self.columns, &view);
        let is_new = self.asking.turn_to(&view, &columns);
        let target = match &self.asking.pending {
            Some(pending) if !is_new && !led => pending.target,
            _ if same_rows && !led => self.scroll.first().0,
            _ if led => view.from,
            _ => 0,
        };
        self.asking.pending = Some(Pending { view, columns, target });
        if is_new {
            self.dim_when_late();
        }
    }

    fn dim_when_late(&self) {
        self.later(LATE, |engine| {
            let late = engine.asking.pending.is_some();
            engine.frame.mark("dim", late);
        });
    }

    /// Makes that the view on the screen.
    pub(super) fn show(&mut self, view: View, columns: Vec<Column>) {
        let widths = |view: &View, columns: &[Column]| -> Vec<_> {
            columns.iter().map(|column| width(view, &column.id)).collect()
        };
        let as_before = self.columns == columns && widths(&self.view, &columns) == widths(&view, &columns);
        let record = self.view.record.take();
        self.view = View { record, ..view };
        self.columns = columns;
        if as_before {
            self.head.show_sort(&self.columns, &self.view);
        } else {
            self.build();
        }
    }
}
