//! What the grid does with the server's answers.

use std::{mem, ops::Range};

use leptos::prelude::*;
use model::list::Window;

use super::{
    Engine,
    asking::{Ask, Purpose, rows_of},
};
use crate::{api::ApiError, trouble::sentence};

/// After so many seconds it is tried again, unless the server said when.
const WAIT_SECONDS: u32 = 3;

impl Engine {
    /// The answer to that question has come.
    pub(super) fn came(&mut self, ask: &Ask, answer: Result<Window, ApiError>) {
        let wanted = self.asking.arrived(ask);
        match answer {
            Ok(window) if wanted => self.take(ask, window),
            Ok(window) => self.note_progress(&window),
            Err(error) if wanted => self.failed(&error),
            Err(_) => {}
        }
        self.ask_more();
        self.frame.set("aria-busy", self.asking.is_busy().then_some("true"));
    }

    fn take(&mut self, ask: &Ask, window: Window) {
        self.frame.mark("failed", false);
        self.note_progress(&window);
        self.note_open(ask, &window);
        match ask.purpose {
            Purpose::Turn => self.turn(window),
            Purpose::Fill => {
                let come = self.fill(window);
                self.paint_with_next_frame(come);
                return self.open_awaited();
            }
            Purpose::Renew { first, tries } => self.renew(first, tries, window),
        }
        self.repaint();
        self.open_awaited();
    }

    /// Paints rows that have come, if they are still looked at by then: whoever scrolls far has passed most of
    /// them, and the page would be laid out for nothing.
    fn paint_with_next_frame(&mut self, come: Range<u32>) {
        self.come.push(come);
        if self.come.len() > 1 {
            return;
        }
        let me = self.me.clone();
        request_animation_frame(move || {
            if let Some(engine) = me.upgrade() {
                engine.borrow_mut().paint_what_came();
            }
        });
    }

    fn paint_what_came(&mut self) {
        let seen = self.scroll.window(self.pool.size());
        let come = mem::take(&mut self.come);
        if come.iter().any(|come| come.start < seen.end && seen.start < come.end) {
            self.repaint();
        }
    }

    fn note_progress(&self, window: &Window) {
        let progress = self.state.progress;
        let is_news =
            progress.with_untracked(|known| known.version <= window.progress.version && *known != window.progress);
        if is_news {
            progress.set(window.progress.clone());
        }
    }

    fn count(&mut self, matching: u32) {
        if self.state.matching.get_untracked() != matching {
            self.state.matching.set(matching);
        }
        if self.scroll.rows() != matching {
            let size = self.frame.measure();
            self.set_rows(matching, size.row_height, size.viewport);
        }
    }

    /// Another view takes the place of the one on the screen.
    fn turn(&mut self, window: Window) {
        let Some(pending) = self.asking.pending.take() else {
            return;
        };
        let same_rows = rows_of(&pending.view) == rows_of(&self.view);
        self.frame.mark("dim", false);
        self.asking.seen = window.progress.version;
        self.held.clear();
        self.held.put(window.offset, window.rows);
        self.show(pending.view, pending.columns);
        self.count(window.matching);
        if !same_rows {
            self.selection.clear();
            let top = self.scroll.go_to_row(pending.target);
            self.bring(Some(top));
            self.active.row = self
                .active
                .row
                .and_then(|_| window.matching.checked_sub(1))
                .map(|last| last.min(pending.target));
        }
        self.find_open();
    }

    /// Which positions were filled.
    fn fill(&mut self, window: Window) -> Range<u32> {
        let come = window.offset..window.offset + u32::try_from(window.rows.len()).unwrap_or(0);
        self.held.put(window.offset, window.rows);
        self.count(window.matching);
        come
    }

    /// The rows as they are now; the one that was the first on the screen stays where it is.
    fn renew(&mut self, first: u32, tries: u8, window: Window) {
        let now_at = window.anchor_at.unwrap_or(first);
        let end = window.offset + u32::try_from(window.rows.len()).unwrap_or(u32::MAX);
        let wanted_end = (now_at + self.scroll.page() + 2).min(window.matching);
        if (now_at < window.offset || wanted_end > end) && tries < 2 {
            let ask = self.renewing(first, now_at, tries + 1);
            self.send(ask);
            return;
        }
        let moved = i64::from(now_at) - i64::from(first);
        if moved == 0 {
            self.held.outdate();
        } else {
            self.held.clear();
        }
        self.held.put(window.offset, window.rows);
        self.asking.seen = window.progress.version;
        self.count(window.matching);
        self.shift(moved);
    }

    /// Rows have come or gone above what is seen.
    fn shift(&mut self, by: i64) {
        if by == 0 {
            return;
        }
        let moved = |row: u32| u32::try_from((i64::from(row) + by).max(0)).unwrap_or(u32::MAX);
        let top = self.scroll.shift(by);
        self.bring(top);
        self.selection.shift(by);
        self.active.row = self.active.row.map(moved);
        self.state.open_at.update(|open| *open = open.map(moved));
        self.find_open();
    }

    fn failed(&mut self, error: &ApiError) {
        let provider = self.state.provider.get_value();
        self.frame.say(&sentence(error, &provider));
        self.frame.mark("failed", true);
        self.asking.halted = true;
        let seconds = match error {
            // Nothing that waits helps.
            ApiError::NotFound | ApiError::ReconnectRequired | ApiError::MissingScopes => return,
            ApiError::RateLimited { retry_after_secs } => *retry_after_secs,
            _ => WAIT_SECONDS,
        };
        self.later(u64::from(seconds) * 1000, |engine| {
            engine.asking.halted = false;
            engine.ask_more();
        });
    }
}
