//! Whether an element is, or soon will be, on the screen.

use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{
    IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    js_sys::{Array, Function},
};

/// How far below the screen still counts: about a screenful, so that rows come before they are needed.
const AHEAD: &str = "0px 0px 800px 0px";

/// Sets `in_view` for as long as `element` is near the screen.
///
/// Whenever `moved` changes, it starts from `false` and looks anew: after rows were added the
/// element is elsewhere, but the browser says so only later.
pub fn watch<T>(element: NodeRef<html::Div>, moved: Memo<T>, in_view: RwSignal<bool>)
where
    T: PartialEq + Send + Sync + 'static,
{
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads never learns that it has changed.
        moved.with(|_| ());
        in_view.set(false);
        let Some(element) = element.get() else { return };
        // Dropped, and thereby stopped, before this effect runs again.
        StoredValue::new_local(Observer::of(&element, in_view));
    });
}

struct Observer {
    observer: Option<IntersectionObserver>,
    // The browser calls it as long as the observer watches.
    _callback: Closure<dyn FnMut(Array)>,
}

impl Observer {
    fn of(element: &web_sys::Element, in_view: RwSignal<bool>) -> Self {
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries.iter().last();
            let entry = last.and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
            if let Some(entry) = entry {
                in_view.try_set(entry.is_intersecting());
            }
        });
        let observer = observer(callback.as_ref().unchecked_ref());
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self {
            observer,
            _callback: callback,
        }
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// `None` where the browser has none: *Load more* remains.
fn observer(callback: &Function) -> Option<IntersectionObserver> {
    let options = IntersectionObserverInit::new();
    options.set_root_margin(AHEAD);
    IntersectionObserver::new_with_options(callback, &options).ok()
}
