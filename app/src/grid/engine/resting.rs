//! What the grid does once nothing has moved for a moment.

use leptos::prelude::*;

use super::Engine;

/// How long nothing moves before the list rests, in milliseconds.
const REST: u64 = 200;

impl Engine {
    /// Tidies up once nothing has moved for a moment.
    pub(super) fn wait_for_rest(&mut self) {
        if std::mem::replace(&mut self.moving, true) {
            return;
        }
        let (before, hidden) = self.scroll.first();
        self.later(REST, move |engine| {
            engine.moving = false;
            if engine.scroll.first() == (before, hidden) {
                engine.rest();
            } else {
                engine.wait_for_rest();
            }
        });
    }

    fn rest(&mut self) {
        if let Some(top) = self.scroll.settle() {
            self.frame.set_scroll_top(top);
        }
        self.pool.put_in_order(&self.frame.sheet);
        let (first, _) = self.scroll.first();
        if self.from != first {
            self.from = first;
            self.state.view.update(|view| view.from = first);
        }
    }
}
