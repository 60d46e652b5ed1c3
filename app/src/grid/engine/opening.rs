//! Opening records: which one stands open, where it stands, and the way to the next one.

use leptos::prelude::*;
use model::list::Window;

use super::{super::addresses::into_folder, Engine, asking::Ask};

impl Engine {
    /// Another record is open, or none.
    pub(super) fn open_changed(&mut self, record: Option<&String>) {
        if self.view.record.as_ref() == record {
            return;
        }
        self.view.record = record.cloned();
        self.find_open();
        self.paint();
    }

    /// Finds out where the open record stands.
    pub(super) fn find_open(&mut self) {
        let at = self.view.record.as_ref().and_then(|id| self.held.position_of(id));
        self.asking.located = at.is_some() || self.view.record.is_none();
        if self.state.open_at.get_untracked() != at {
            self.state.open_at.set(at);
        }
    }

    /// An answer says where the open record stands.
    pub(super) fn note_open(&mut self, ask: &Ask, window: &Window) {
        if ask.anchor.is_some() && ask.anchor == self.view.record {
            self.asking.located = true;
            self.state.open_at.set(window.anchor_at);
        }
    }

    /// Goes into the folder at that position, or opens the record that stands there.
    pub(super) fn go_into(&mut self, at: u32) {
        let row = self.held.row(at);
        let inside = row.and_then(|row| Some(into_folder(&self.view, row.opens.as_ref()?, &row.id)));
        match inside {
            Some(address) => drop(window().location().assign(&address)),
            None => self.open(at),
        }
    }

    /// Opens the record at that position, now or when it comes.
    pub(super) fn open(&mut self, at: u32) {
        let Some(row) = self.held.row(at) else {
            self.awaited = Some(at);
            return;
        };
        let id = row.id.clone();
        self.awaited = None;
        self.view.record = Some(id.clone());
        self.asking.located = true;
        self.state.open_at.set(Some(at));
        self.state.view.update(|view| view.record = Some(id));
        self.paint();
    }

    /// Opens what was to be opened, if it has come.
    pub(super) fn open_awaited(&mut self) {
        if let Some(at) = self.awaited.filter(|at| self.held.row(*at).is_some()) {
            self.open(at);
        }
    }

    /// Somebody wants the next record, or the one before.
    pub(super) fn step(&mut self) {
        let by = self.state.step.get_untracked();
        if by == 0 {
            return;
        }
        self.state.step.set(0);
        let from = self.awaited.or_else(|| self.state.open_at.get_untracked());
        let next = from
            .and_then(|at| at.checked_add_signed(by))
            .filter(|next| *next < self.scroll.rows());
        let Some(next) = next else { return };
        self.active.row = Some(next);
        self.reveal(next);
        self.open(next);
    }

    /// Scrolls as little as shows that row.
    pub(super) fn reveal(&mut self, row: u32) {
        let top = self.scroll.reveal(row);
        self.bring(top);
        self.paint();
        self.ask_more();
    }
}
