//! The record beside the list.

use leptos::{prelude::*, task::spawn_local};
use model::list::{Place, View};
use web_sys::Element;

use super::{BEYOND, part};
use crate::{
    api::ApiError,
    browser::{ask, dom, focus},
    list::{live::Live, painting::paint_place, settling::settle},
    trouble::sentence,
};

/// Keeps the record beside the list that the view names.
pub fn keep_record(live: Live) {
    let wanted = Memo::new(move |_| live.state.view.with(|view| view.record.clone()));
    Effect::new(move |before: Option<Option<String>>| {
        let wanted = wanted.get();
        match &before {
            // The first one came with the page.
            None => settle_record(live),
            Some(before) if *before == wanted => {}
            Some(before) => fetch_record(live, wanted.clone(), before.is_none()),
        }
        wanted
    });
}

/// Fetches the record that stands open once more.
pub fn fetch_again(live: Live) {
    let wanted = live.state.view.with_untracked(|view| view.record.clone());
    fetch_record(live, wanted, true);
}

fn fetch_record(live: Live, wanted: Option<String>, opens: bool) {
    let Some(id) = wanted else {
        focus::back("record", "#grid[tabindex='0'], #grid [tabindex='0']");
        if let Some(old) = dom::find("#record") {
            old.remove();
        }
        return;
    };
    if let Some(loading) = dom::stamped("#record-loading") {
        place_record(live, &loading);
    }
    // While one is on its way, no further one is asked for: whoever leafs quickly passes over some.
    if live.leafs.get_value() {
        return;
    }
    live.leafs.set_value(true);
    spawn_local(async move {
        bring_record(live, id).await;
        live.leafs.set_value(false);
        focus::heading("#record h2", opens);
    });
}

/// Brings that record, or the one that is wanted by the time it comes.
async fn bring_record(live: Live, mut id: String) {
    loop {
        let page = ask::page(&opening(live.place(), &id)).await;
        match live.state.view.with_untracked(|view| view.record.clone()) {
            None => return,
            // The answer came too late. What is wanted by now has not been asked for.
            Some(wanted) if wanted != id => id = wanted,
            Some(_) => {
                match page.as_ref().and_then(|page| part(page, "#record")) {
                    Some(record) => place_record(live, &record),
                    None => say_missing(live),
                }
                return;
            }
        }
    }
}

/// The address of the page with that record, and no rows.
fn opening(place: Place, id: &str) -> String {
    let view = View {
        place,
        record: Some(id.to_owned()),
        from: BEYOND,
        ..View::default()
    };
    format!("?{}", view.to_query())
}

/// What leads from one record to the next stays where it is, and keeps the focus.
fn place_record(live: Live, record: &Element) {
    let inside = ":scope > :not(.bar)";
    match (dom::find("#record"), dom::find(".list > .rows")) {
        (Some(old), _) => {
            dom::all(&old, inside).iter().for_each(Element::remove);
            for part in dom::all(record, inside) {
                drop(old.append_child(&part));
            }
        }
        (None, Some(rows)) => drop(rows.after_with_node_1(record)),
        (None, None) => return,
    }
    settle_record(live);
}

fn settle_record(live: Live) {
    if let Some(record) = dom::find("#record") {
        settle(live, &record);
        paint_place(live);
    }
}

/// The server says itself why a record cannot be shown; here it did not answer.
fn say_missing(live: Live) {
    let Some(record) = dom::find("#record") else { return };
    if let Some(skeleton) = dom::all(&record, ".skeleton").first() {
        skeleton.remove();
    }
    let text = sentence(&ApiError::Unreachable, &live.provider());
    let parts = [
        ("h2", "This record cannot be shown", ("tabindex", "-1")),
        ("p", &*text, ("role", "alert")),
        ("button", "Try again", ("data-does", "again")),
    ];
    for (name, text, (attribute, value)) in parts {
        if let Some(part) = dom::made(name, "", text) {
            dom::set(&part, attribute, Some(value));
            drop(record.append_child(&part));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_fetched_by_the_address_that_opens_it() {
        assert_eq!(
            opening(Place::new("people", ""), "a&b"),
            "?kind=people&from=4294967295&record=a%26b"
        );
    }
}
