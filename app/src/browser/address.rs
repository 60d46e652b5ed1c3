//! The address bar.

use leptos::{ev, prelude::*};
use model::list::View;

use crate::query::without_notice;

/// Keeps the address and the view the same: a change of the view goes into the address, and *Back* into the view.
pub fn follow(view: RwSignal<View>) {
    Effect::new(move |before: Option<(View, bool)>| {
        let view = view.get();
        // Read back: one view can be written in several ways.
        if View::from_query(&query()) == view {
            return (view, false);
        }
        let Some((before, typing)) = before else {
            // What a form has added is in the view now.
            write(&view.to_query(), false);
            return (view, false);
        };
        let types = differs_by_search(&before, &view);
        let step = !(types && typing || differs_by_place(&before, &view));
        write(&view.to_query(), step);
        (view, types)
    });
    Effect::new(move |_| {
        let _back = window_event_listener(ev::popstate, move |_| view.set(View::from_query(&query())));
    });
}

/// Loads the page again.
pub fn load_again() {
    // A browser that refuses leaves the page as it is.
    drop(window().location().reload());
}

/// Whether somebody types: all of a word is one step back.
fn differs_by_search(one: &View, other: &View) -> bool {
    one.search != other.search && alike(one, other)
}

/// Whether somebody only scrolled.
fn differs_by_place(one: &View, other: &View) -> bool {
    one.search == other.search && alike(one, other)
}

fn alike(one: &View, other: &View) -> bool {
    let bare = |view: &View| View {
        search: String::new(),
        from: 0,
        ..view.clone()
    };
    bare(one) == bare(other)
}

/// The query of the address, as the view is written.
fn query() -> String {
    let search = window().location().search().unwrap_or_default();
    search.trim_start_matches('?').to_owned()
}

fn write(query: &str, step: bool) {
    let window = window();
    let (Ok(path), Ok(history)) = (window.location().pathname(), window.history()) else {
        return;
    };
    let mark = if query.is_empty() { "" } else { "?" };
    let (address, state) = (format!("{path}{mark}{query}"), wasm_bindgen::JsValue::NULL);
    // A browser refuses this only when it is called too often: then the address is late.
    drop(if step {
        history.push_state_with_url(&state, "", Some(&address))
    } else {
        history.replace_state_with_url(&state, "", Some(&address))
    });
}

/// Takes the notice that the page shows out of the address, without a navigation.
pub fn forget_notice() {
    if super::dom::find("[data-forgets]").is_none() {
        return;
    }
    let window = window();
    let location = window.location();
    let (Ok(path), Ok(search), Ok(history)) = (location.pathname(), location.search(), window.history()) else {
        return;
    };
    let address = format!("{path}{}", without_notice(&search));
    let state = wasm_bindgen::JsValue::NULL;
    // A browser refuses this only when it is called too often: then the notice stays, which is harmless.
    drop(history.replace_state_with_url(&state, "", Some(&address)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(query: &str) -> View {
        View::from_query(query)
    }

    #[test]
    fn typing_is_told_from_scrolling_and_from_anything_else() {
        assert!(differs_by_search(&view("q=a&from=60"), &view("q=ab")));
        assert!(!differs_by_search(&view("q=a"), &view("q=ab&sort=name")));
        assert!(!differs_by_search(&view("q=a"), &view("q=a&from=60")));
        assert!(differs_by_place(&view("q=a&from=60"), &view("q=a&from=120")));
        assert!(!differs_by_place(&view("record=1"), &view("record=2")));
    }
}
