//! The numbers on the tabs, in the browser: those that were still on their way, and that of the list one looks at.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use model::list::{KindTab, Progress};
use web_sys::Element;

use super::live::Live;
use crate::{
    browser::{ask, dom},
    number::grouped,
};

/// The tabs whose numbers are on their way say so in this attribute.
const COUNTING: &str = "data-counting";
/// After this pause it is looked whether they have come, then after twice that, and so on.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The server waits for a number for a minute in all: no pause is longer.
const LAST_PAUSE: Duration = Duration::from_secs(32);

/// Keeps them true.
pub fn keep_numbers(live: Live) {
    keep_own(live);
    look_later(live, FIRST_PAUSE);
}

/// The number of the list one looks at, if it is the one of the tab: in a folder another may be.
fn keep_own(live: Live) {
    if live.place().folder.is_some() {
        return;
    }
    let known = Memo::new(move |_| live.state.progress.with(Progress::count));
    Effect::new(move |_| {
        if let (Some(tab), Some(count)) = (dom::find(".tabs [aria-current]"), known.get()) {
            paint(&tab, count);
        }
    });
}

fn look_later(live: Live, pause: Duration) {
    if pause > LAST_PAUSE || dom::find(&format!(".tabs [{COUNTING}]")).is_none() {
        return;
    }
    let look = move || {
        spawn_local(async move {
            let found = ask::find_whereabouts(&live.connection(), &live.place()).await;
            for kind in found.map(|found| found.kinds).unwrap_or_default() {
                told(&kind);
            }
            look_later(live, pause * 2);
        });
    };
    set_timeout(look, pause);
}

/// What the server says of a tab whose number was on its way.
fn told(kind: &KindTab) {
    let Some(tab) = dom::find(&format!(".tabs [{COUNTING}={:?}]", kind.name)) else {
        return;
    };
    if let Some(count) = kind.count {
        paint(&tab, count);
    } else if !kind.counting {
        dom::set(&tab, COUNTING, None);
    }
}

fn paint(tab: &Element, count: u32) {
    dom::set(tab, COUNTING, None);
    let text = grouped(count);
    if let Some(number) = dom::all(tab, ".number").first() {
        number.set_text_content(Some(&text));
    } else if let Some(number) = dom::made("span", "number", &text) {
        drop(tab.append_child(&number));
    }
}
