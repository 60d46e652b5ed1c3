//! What the list does in the browser: it answers the forms, follows the address, the keys and the progress.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use model::list::{Progress, View};
use web_sys::Element;

use super::{
    asked::Asked,
    days::midnight,
    fragments::{fetch_again, keep_record, keep_tool},
    live::Live,
    numbers::keep_numbers,
    opened::Opened,
    painting::{self, keep_painting},
    settling,
    start::Start,
    state::explicit,
};
use crate::browser::{address, ask, clicks, clipboard, dom, events, focus, forms, keys, outside};

/// Brings the list of the page to life, if it has one.
pub fn come_alive() {
    let text = dom::find(&format!("[{}]", Start::PLACE)).and_then(|place| place.get_attribute(Start::PLACE));
    let Some(start) = text.and_then(|text| serde_json::from_str::<Start>(&text).ok()) else {
        return;
    };
    let live = Live::of(&start);
    if let Some(list) = dom::find(".list") {
        settling::forget_view(&list);
        drop(list.class_list().add_1("alive"));
    }
    address::follow(live.state.view);
    painting::keep_search(live);
    keep_painting(live);
    keep_numbers(live);
    keep_tool(live);
    keep_record(live);
    keep_knowing_columns(live);
    listen(live);
    follow_progress(live);
    if let Some(frame) = dom::find("#grid") {
        crate::grid::start(live.state, frame, start.first);
    }
}

fn listen(live: Live) {
    forms::answer(move |form| answer(live, form));
    keys::listen(move |key| press(live, key));
    outside::pressed("#tool, [name=open], [name=edit]", move || {
        close(live);
    });
    clicks::named(move |does, button| act(live, does, button));
    clicks::typed(move |field| {
        if field.name() == "q" {
            painting::look(live, field.value());
        } else if field.has_attribute("data-finds") {
            settling::find_among(field);
        }
    });
}

/// Does what a button of the record asks for.
fn act(live: Live, does: &str, button: &Element) {
    match does {
        "previous" => live.state.step.set(-1),
        "next" => live.state.step.set(1),
        "again" => fetch_again(live),
        "copy" => {
            let raw = button.next_element_sibling().and_then(|raw| raw.text_content());
            clipboard::copy(&raw.unwrap_or_default());
            button.set_text_content(Some("Copied"));
        }
        _ => {}
    }
}

/// Does what a form asks for, without leaving the page.
fn answer(live: Live, form: forms::Sent) {
    if form.id == "refresh" {
        refresh(live);
        return;
    }
    let state = live.state;
    let before = state.view.get_untracked();
    let usual = before.columns.is_empty();
    // Its columns are picked and moved among those that are shown.
    let base = if form.asks("pick") {
        explicit(before.clone(), &untrack(|| state.shown()))
    } else {
        before.clone()
    };
    let Asked { mut view, opened } = Asked::from_form(base.clone(), &form.query, &|id, day| {
        midnight(untrack(|| state.column(id)).column_type, day)
    });
    if usual && view.columns == base.columns {
        view.columns.clear();
    }
    let again = form.asks("open") && live.opened.with_untracked(|now| *now == opened);
    live.opened.set(if again { Opened::Nothing } else { opened });
    if view != before {
        state.view.set(view);
    }
    focus::keep(form.pressed);
}

fn press(live: Live, key: keys::Pressed) -> bool {
    let open = live.state.view.with_untracked(|view| view.record.is_some());
    match key {
        keys::Pressed::Search => focus::at(painting::SEARCH),
        keys::Pressed::Escape if close(live) => true,
        keys::Pressed::EscapeSearch => {
            live.state.view.update(|view| view.search.clear());
            true
        }
        keys::Pressed::Escape if open => {
            live.state.view.update(|view| view.record = None);
            true
        }
        keys::Pressed::Next if open => step(live, 1),
        keys::Pressed::Previous if open => step(live, -1),
        keys::Pressed::Up => dom::press("a[rel~=up]"),
        _ => false,
    }
}

/// Closes the tool that stands open, and says whether one did.
fn close(live: Live) -> bool {
    let open = live.opened.with_untracked(|opened| *opened != Opened::Nothing);
    if open {
        live.opened.set(Opened::Nothing);
    }
    open
}

fn step(live: Live, by: i32) -> bool {
    live.state.step.set(by);
    true
}

fn refresh(live: Live) {
    spawn_local(async move {
        if let Ok(progress) = ask::refresh_list(&live.connection(), &live.place()).await {
            live.state.progress.try_set(progress);
        }
    });
}

/// Asks for all columns of the account once the view names one that the page did not bring.
fn keep_knowing_columns(live: Live) {
    let state = live.state;
    let needed = Memo::new(move |_| {
        let unknown = |view: &View| {
            let shown = view.columns.iter().map(|column| &column.id);
            let mut ids = shown.chain(view.filters.iter().map(|filter| &filter.column));
            state
                .columns
                .with(|columns| ids.any(|id| columns.iter().all(|column| column.id != *id)))
        };
        let opened = live.opened.with(Opened::needs_all_columns);
        !live.all_columns.get() && (opened || state.view.with(unknown))
    });
    Effect::new(move |_| {
        if !needed.get() {
            return;
        }
        spawn_local(async move {
            if let Ok(columns) = ask::list_columns(&live.connection(), &live.place()).await {
                state.columns.try_set(Arc::new(columns));
                live.all_columns.try_set(true);
            }
        });
    });
}

fn follow_progress(live: Live) {
    let url = format!("/api/progress?{}", ask::whose(&live.connection(), &live.place()));
    events::follow(&url, move |text| {
        if let Ok(progress) = serde_json::from_str::<Progress>(&text) {
            live.state.progress.try_set(progress);
        }
    });
}
