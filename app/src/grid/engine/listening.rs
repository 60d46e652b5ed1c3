//! Listening to the browser: a handful of listeners on the frame, none on rows or cells.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget, ResizeObserver};

use super::Engine;

/// Lets the grid hear what happens in its frame, for as long as the page lives.
pub fn listen(engine: &Rc<RefCell<Engine>>) {
    let frame = engine.borrow().frame.grid.clone();
    on::<Event>(&frame, "scroll", engine, |engine, _| engine.scrolled());
    on(&frame, "keydown", engine, Engine::key_pressed);
    on(&frame, "click", engine, Engine::clicked);
    on(&frame, "dblclick", engine, Engine::double_clicked);
    on(&frame, "mouseover", engine, Engine::pointed_at);
    on(&frame, "pointerdown", engine, Engine::pointer_down);
    on(&frame, "pointermove", engine, Engine::pointer_moved);
    on(&frame, "pointerup", engine, Engine::pointer_up);
    on(&frame, "pointercancel", engine, Engine::pointer_up);
    watch_size(&frame, engine);
}

fn on<E: JsCast + 'static>(target: &EventTarget, name: &str, engine: &Rc<RefCell<Engine>>, act: fn(&mut Engine, &E)) {
    let engine = Rc::clone(engine);
    let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        // Busy only when we caused the event ourselves, as by moving the focus.
        if let Ok(mut engine) = engine.try_borrow_mut() {
            act(&mut engine, event.unchecked_ref());
        }
    });
    drop(target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()));
    heard.forget();
}

/// Called for the first time as soon as it watches.
fn watch_size(frame: &web_sys::Element, engine: &Rc<RefCell<Engine>>) {
    let engine = Rc::clone(engine);
    let heard = Closure::<dyn FnMut()>::new(move || {
        if let Ok(mut engine) = engine.try_borrow_mut() {
            engine.resized();
        }
    });
    if let Ok(observer) = ResizeObserver::new(heard.as_ref().unchecked_ref()) {
        observer.observe(frame);
        heard.forget();
    }
}
