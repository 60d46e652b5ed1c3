//! What is said of the list and changes while one looks: written into the page by hand, as the server writes it.

use leptos::prelude::*;
use model::list::{Progress, ReadState, Stall, View};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement};

use super::{
    FORM,
    absent::{Why, why},
    export,
    live::Live,
    opened::Opened,
    reading, status, words,
};
use crate::browser::dom;

/// Keeps all of it true.
pub fn keep_painting(live: Live) {
    let state = live.state;
    Effect::new(move |_| {
        let (view, matching) = (state.view.get(), state.matching.get());
        state
            .progress
            .with(|progress| paint_progress(&live.provider(), progress, &view, matching));
    });
    Effect::new(move |_| {
        let compact = state.view.with(|view| view.compact);
        if let Some(button) = dom::find("[name=density]") {
            dom::set(&button, "value", Some(if compact { "" } else { "compact" }));
            dom::set(&button, "aria-pressed", Some(truth(compact)));
        }
    });
    Effect::new(move |_| {
        let word = live.opened.with(Opened::word);
        let Some(form) = dom::find(".tools") else { return };
        for opener in dom::all(&form, "[name=open]") {
            let open = opener.get_attribute("value").as_deref() == Some(word);
            dom::set(&opener, "aria-expanded", Some(truth(open)));
        }
    });
    keep_absent(live);
    keep_stalled(live);
    keep_announcing(live);
    keep_chips(live);
    keep_place(live);
    Effect::new(move |_| {
        live.state.progress.track();
        live.state.matching.track();
        paint_export(live);
    });
}

fn truth(so: bool) -> &'static str {
    if so { "true" } else { "false" }
}

fn paint_progress(provider: &str, progress: &Progress, view: &View, matching: u32) {
    dom::write(".count", &status::line(progress, view, matching, provider, true));
    if let Some(search) = dom::find(SEARCH) {
        let hint = status::search_hint(progress, view);
        dom::set(&search, "placeholder", Some(&hint));
    }
    let Some(bar) = dom::find("progress.reading") else {
        return;
    };
    let known = progress.expected.filter(|_| !progress.is_whole());
    dom::set(&bar, "max", Some(&known.unwrap_or(1).max(1).to_string()));
    dom::set(&bar, "value", Some(&progress.loaded.to_string()));
    dom::set(&bar, "aria-valuetext", Some(&status::loaded(progress)));
    dom::hide(&bar, progress.is_whole());
}

/// The search box.
pub const SEARCH: &str = "[role=search] input[name=q]";

/// The box and the view say the same, whoever wrote last.
pub fn keep_search(live: Live) {
    let view = live.state.view;
    let search = Memo::new(move |_| view.with(|view| view.search.clone()));
    Effect::new(move |known: Option<bool>| {
        let search = search.get();
        let Some(input) = dom::find(SEARCH).and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else {
            return false;
        };
        let typed = input.value();
        match known {
            _ if typed == search => {}
            Some(true) => input.set_value(&search),
            // What was typed before the page came alive counts as well.
            _ => look(live, typed),
        }
        true
    });
}

/// Looks for that, from the top.
pub fn look(live: Live, text: String) {
    live.state.view.update(|view| {
        view.search = text;
        view.from = 0;
    });
}

fn keep_absent(live: Live) {
    let state = live.state;
    let absent = Memo::new(move |_| {
        let (matching, narrowed) = (state.matching.get(), state.view.with(View::is_narrowed));
        let why = state.progress.with(|progress| why(matching, progress, narrowed))?;
        let search = state.view.with(|view| view.search.trim().to_owned());
        let text = state
            .progress
            .with(|progress| why.sentence(&search, progress, &live.provider()));
        Some((why, text))
    });
    Effect::new(move |before: Option<Option<Why>>| {
        let now = absent.get();
        let why = now.as_ref().map(|(why, _)| *why);
        match &now {
            Some((_, text)) if before == Some(why) => dom::write(".absent p", text),
            _ => {
                if let Some(old) = dom::find(".rows > .absent") {
                    old.remove();
                }
                let _painted = now.and_then(|(why, text)| paint_absent(why, &text));
            }
        }
        why
    });
}

fn paint_absent(why: Why, text: &str) -> Option<()> {
    let place = dom::made("div", "absent", "")?;
    dom::set(&place, "role", Some("status"));
    place.append_child(&*dom::made("p", "", text)?).ok()?;
    if why == Why::NoRecords {
        place
            .append_child(&*button("Look again", &[("form", "refresh")])?)
            .ok()?;
    }
    if why.is_narrowed() {
        let clears = button(
            "Clear search and filters",
            &[("form", FORM), ("name", "clear"), ("value", "all")],
        )?;
        place.append_child(&clears).ok()?;
    }
    dom::find(".rows")?.append_child(&place).ok()?;
    Some(())
}

fn button(text: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let button = dom::made("button", "", text)?;
    for (name, value) in attributes {
        dom::set(&button, name, Some(value));
    }
    Some(button)
}

/// The page brings what is said of each stall.
fn keep_stalled(live: Live) {
    let stall = Memo::new(move |_| live.state.progress.with(|progress| stall_of(&progress.state)));
    Effect::new(move |before: Option<Option<Stall>>| {
        let stall = stall.get();
        if before.is_none_or(|before| before == stall) {
            return stall;
        }
        if let Some(old) = dom::find(".above > .panel") {
            old.remove();
        }
        let panel = stall.and_then(|stall| dom::stamped(&format!("[data-stall={}]", reading::word(stall))));
        if let (Some(panel), Some(bar)) = (panel, dom::find("progress.reading")) {
            drop(bar.before_with_node_1(&panel));
        }
        stall
    });
}

fn stall_of(state: &ReadState) -> Option<Stall> {
    match state {
        ReadState::Stalled { stall, .. } => Some(*stall),
        _ => None,
    }
}

/// Silent at first: who opens the page hears the page.
fn keep_announcing(live: Live) {
    let text = Memo::new(move |_| {
        let provider = live.provider();
        live.state
            .progress
            .with(|progress| status::announcement(progress, &provider))
    });
    Effect::new(move |before: Option<String>| {
        let text = text.get();
        if before.is_some_and(|before| before != text) {
            dom::write(".list > .unseen", &text);
        }
        text
    });
}

fn keep_chips(live: Live) {
    let state = live.state;
    let chips = Memo::new(move |_| {
        let filters = state.view.with(|view| view.filters.clone());
        let said = |filter| words::of_filter(filter, &state.column(&filter.column), true);
        let chips = filters.iter().map(|filter| (filter.column.to_string(), said(filter)));
        chips.collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        let Some(form) = dom::find("#tools") else { return };
        for old in dom::all(&form, ".chip-filter") {
            old.remove();
        }
        for (id, words) in chips.get() {
            if let (Some(chip), Some(adds)) = (chip(&id, &words), dom::find("#tools .chip-add")) {
                drop(adds.before_with_node_1(&chip));
            }
        }
    });
}

fn chip(id: &str, words: &str) -> Option<Element> {
    let chip = dom::made("span", "chip-filter", "")?;
    let edits = button("", &[("name", "edit"), ("value", id), ("aria-haspopup", "dialog")])?;
    edits.append_child(&*dom::made("bdi", "", words)?).ok()?;
    let label = format!("Remove filter {words}");
    let drops = button("×", &[("name", "drop"), ("value", id), ("aria-label", &label)])?;
    chip.append_child(&edits).ok()?;
    chip.append_child(&drops).ok()?;
    Some(chip)
}

/// Where the open record stands among the rows.
fn keep_place(live: Live) {
    Effect::new(move |_| {
        live.state.open_at.track();
        live.state.matching.track();
        paint_place(live);
    });
}

/// Writes it; also when the pane has just come.
pub fn paint_place(live: Live) {
    use crate::number::grouped;
    let matching = live.state.matching.get_untracked();
    let at = live.state.open_at.get_untracked();
    let place = at.map(|at| format!("{} of {}", grouped(at + 1), grouped(matching)));
    dom::write("#record .bar .quiet", &place.unwrap_or_default());
}

/// How much leads out of here, while the tool for that stands open; also when it has just come.
pub fn paint_export(live: Live) {
    let Some(tool) = dom::find("#tool.export") else { return };
    let progress = live.state.progress.get_untracked();
    let ways = [
        ("This view", live.state.matching.get_untracked()),
        ("All", progress.loaded),
    ];
    for (way, (what, count)) in dom::all(&tool, "a[href*='format=csv']").iter().zip(ways) {
        way.set_text_content(Some(&format!("{what} as CSV ({})", export::rows(count))));
    }
    let lacking = export::partly(&progress);
    match (dom::all(&tool, ".warn").first(), lacking) {
        (Some(warning), Some(text)) => warning.set_text_content(Some(&text)),
        (Some(warning), None) => warning.remove(),
        (None, Some(text)) => {
            if let Some(warning) = dom::made("p", "warn", &text) {
                drop(tool.append_child(&warning));
            }
        }
        (None, None) => {}
    }
}
