//! The engine of the grid: what it knows, and how that comes on the screen.

mod answers;
mod asking;
mod clock;
mod copying;
mod dragging;
mod keys;
mod listening;
mod opening;
mod pointer;
mod resting;
mod view;
mod watching;

use std::{
    cell::RefCell,
    ops::Range,
    rc::{Rc, Weak},
    time::Duration,
};

use leptos::prelude::*;
use model::list::{Column, Row, View, Window};
use web_sys::{Element, HtmlElement};

use self::{asking::Asking, clock::clock, dragging::Drag};
use super::{
    addresses::before_record,
    columns::{classes, width},
    content::Standing,
    frame::Frame,
    head::Head,
    held::Held,
    keyboard::Cell,
    painted::{Look, Mould},
    pool::{Pool, Scene},
    scroll::Scroll,
    selection::Selection,
};
use crate::list::state::ListState;

/// Brings the grid that the server sent to life.
pub fn start(state: ListState, frame: Element, first: Window) {
    let live = "data-live";
    if frame.has_attribute(live) {
        return;
    }
    drop(frame.set_attribute(live, ""));
    let Some(frame) = Frame::adopt(frame) else { return };
    let engine = Engine::new(state, frame, first);
    engine.borrow_mut().begin();
    listening::listen(&engine);
    watching::watch(&engine);
}

/// All that the grid knows.
pub struct Engine {
    me: Weak<RefCell<Engine>>,
    state: ListState,
    frame: Frame,
    head: Head,
    pool: Pool,
    /// The view and its columns as they are on the screen.
    view: View,
    columns: Vec<Column>,
    held: Held,
    asking: Asking,
    scroll: Scroll,
    /// Which way it was scrolled last.
    downwards: bool,
    /// Whether a timer runs that ends when the list rests.
    moving: bool,
    /// What we wrote into the view as its first row.
    from: u32,
    active: Cell,
    /// The element that is marked as the active cell.
    marked: Option<HtmlElement>,
    selection: Selection,
    /// The position of the record that is to be opened when it comes.
    awaited: Option<u32>,
    /// The positions of rows that have come and were not painted yet.
    come: Vec<Range<u32>>,
    /// What the pointer drags.
    drag: Option<Drag>,
    /// Counts changes of what rows say.
    edition: u64,
}

impl Engine {
    fn new(state: ListState, frame: Frame, first: Window) -> Rc<RefCell<Self>> {
        let view = state.view.get_untracked();
        let columns = untrack(|| state.shown());
        let mut held = Held::default();
        let header = Head::new(frame.head.clone());
        let asking = Asking::new(&view, &columns, &first.progress);
        let size = frame.measure();
        let scroll = Scroll::new(first.matching, size.row_height, size.viewport);
        held.put(first.offset, first.rows);
        Rc::new_cyclic(|me| {
            RefCell::new(Self {
                me: Weak::clone(me),
                state,
                frame,
                head: header,
                pool: Pool::default(),
                from: view.from,
                view,
                columns,
                held,
                asking,
                scroll,
                downwards: true,
                moving: false,
                active: Cell {
                    row: Some(0),
                    column: 0,
                },
                marked: None,
                selection: Selection::default(),
                awaited: None,
                come: Vec::new(),
                drag: None,
                edition: 1,
            })
        })
    }

    /// Puts the pool in the place of the rows that the server sent, without anything moving.
    fn begin(&mut self) {
        let below = self.frame.scroll_top();
        self.build();
        self.frame.set_stage();
        self.frame.set_height(self.scroll.height());
        let top = f64::from(self.view.from) * self.scroll.row_height() + below;
        let top = self.scroll.go_to(top);
        self.frame.set_scroll_top(top);
        self.active.row = (self.scroll.rows() > 0).then(|| self.scroll.first().0);
        self.find_open();
        self.paint();
        self.ask_more();
    }

    /// Makes the header and the pool anew, of the columns that are shown.
    fn build(&mut self) {
        self.head.build(&self.columns, &self.view);
        self.frame.set("aria-colcount", Some(&self.columns.len().to_string()));
        let mould = |(column, class): (&Column, String)| Mould {
            column: column.clone(),
            class,
            width: width(&self.view, &column.id),
        };
        let moulds = self.columns.iter().zip(classes(&self.columns)).map(mould).collect();
        let size = Pool::size_for(self.scroll.page());
        self.pool.rebuild(moulds, size, &self.frame.sheet);
        self.active.column = self.active.column.min(self.columns.len().saturating_sub(1));
        self.edition += 1;
    }

    /// The frame or its rows have another size.
    fn resized(&mut self) {
        let size = self.frame.measure();
        self.set_rows(self.scroll.rows(), size.row_height, size.viewport);
        self.pool.resize(Pool::size_for(self.scroll.page()), &self.frame.sheet);
        self.paint();
        self.ask_more();
    }

    /// That many rows, of that height: the first one stays where it is.
    fn set_rows(&mut self, rows: u32, row_height: f64, viewport: f64) {
        let top = self.scroll.resize(rows, row_height, viewport);
        self.frame.set_height(self.scroll.height());
        self.bring(top);
        self.frame
            .set("aria-rowcount", Some(&(u64::from(rows) + 1).to_string()));
    }

    fn scrolled(&mut self) {
        let before = self.scroll.first();
        let top = self.scroll.scrolled(self.frame.scroll_top());
        self.bring(top);
        let after = self.scroll.first();
        if after.0 != before.0 {
            self.downwards = after.0 > before.0;
        }
        self.frame.mark("slid", self.frame.grid.scroll_left() > 0);
        self.paint();
        self.ask_more();
        self.wait_for_rest();
    }

    /// Scrolls there, if there is somewhere to scroll to.
    fn bring(&mut self, top: Option<f64>) {
        if let Some(top) = top {
            self.frame.set_scroll_top(top);
            self.wait_for_rest();
        }
    }

    /// Brings everything that is seen onto the screen.
    fn paint(&mut self) {
        let address = before_record(&self.view);
        let scene = Scene {
            range: self.scroll.window(self.pool.size()),
            row_height: self.scroll.row_height(),
            clock: clock(),
            view: &self.view,
            address: &address,
            edition: self.edition,
        };
        let (held, selection, open) = (&self.held, &self.selection, self.view.record.as_deref());
        let look = |at: u32, row: Option<&Row>| Look {
            standing: match row {
                None => Standing::Waits,
                Some(row) if open == Some(&row.id) => Standing::Open,
                Some(_) => Standing::Rests,
            },
            selected: selection.contains(at),
            folder: row.is_some_and(|row| row.opens.is_some()),
        };
        let base = self.pool.paint(&scene, |at| held.row(at), look);
        let (first, hidden) = self.scroll.first();
        let down = f64::from(first) - f64::from(base);
        self.frame.move_sheet(-(down * self.scroll.row_height() + hidden));
        self.mark_active();
    }

    /// What rows say has changed.
    fn repaint(&mut self) {
        self.edition += 1;
        self.paint();
    }

    /// Marks the active cell, wherever it is by now.
    fn mark_active(&mut self) {
        let Cell { row, column } = self.active;
        let cell = match row {
            None => self.head.cell(column),
            Some(row) => self.pool.cell(row, column),
        };
        let id = row.map_or_else(|| format!("grid-head-{column}"), |row| format!("grid-{row}-{column}"));
        if self.marked.as_ref() == cell && cell.is_none_or(|cell| cell.id() == id) {
            return;
        }
        if let Some(before) = &self.marked {
            drop(before.remove_attribute("id"));
            super::frame::mark(before, "active", false);
        }
        self.marked = cell.cloned();
        if let Some(cell) = &self.marked {
            cell.set_id(&id);
            super::frame::mark(cell, "active", true);
        }
        self.frame
            .set("aria-activedescendant", self.marked.is_some().then_some(&id));
    }

    /// Does that after so many milliseconds, if the grid is still there.
    fn later(&self, milliseconds: u64, what: impl FnOnce(&mut Self) + 'static) {
        let me = Weak::clone(&self.me);
        let run = move || {
            if let Some(engine) = me.upgrade() {
                what(&mut engine.borrow_mut());
            }
        };
        set_timeout(run, Duration::from_millis(milliseconds));
    }
}
