//! Watching what the parts of the list share.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;

use super::Engine;

/// Lets the grid follow the view, the list and the wishes of the other parts.
pub fn watch(engine: &Rc<RefCell<Engine>>) {
    let state = engine.borrow().state;
    let version = Memo::new(move |_| state.progress.with(|progress| progress.version));
    follow(engine, Engine::view_changed, move || {
        state.view.track();
        state.columns.track();
    });
    follow(engine, Engine::ask_more, move || {
        version.get();
    });
    follow(engine, Engine::step, move || {
        state.step.get();
    });
}

fn follow(engine: &Rc<RefCell<Engine>>, act: fn(&mut Engine), what: impl Fn() + 'static) {
    let engine = Rc::clone(engine);
    Effect::new(move |_| {
        what();
        act(&mut engine.borrow_mut());
    });
}
