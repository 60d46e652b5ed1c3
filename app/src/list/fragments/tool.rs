//! The tool that stands open.

use leptos::{prelude::*, task::spawn_local};
use model::list::View;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlSelectElement};

use super::{BEYOND, part};
use crate::{
    browser::{ask, dom, focus},
    list::{
        FIELDS_LOADING, FORM, PLACE,
        live::Live,
        opened::Opened,
        painting::paint_export,
        settling::{forget_view, keep_state, settle},
    },
};

/// What holds the place of a filter's fields.
const WAITING: &str = "form > .skeleton";
/// The first of a filter's fields, after the choice of the column.
const FIRST_FIELD: &str = "[name=ft]";

/// Keeps the tool on the page that stands open.
pub fn keep_tool(live: Live) {
    // What it is made of; it is fetched again only when that changes.
    let made_of = Memo::new(move |_| {
        let opened = live.opened.get();
        let view = live.state.view.with(|view| told_by(&opened, view));
        (opened, view.to_query())
    });
    Effect::new(move |before: Option<(Opened, String)>| {
        let now = made_of.get();
        if before.is_some() {
            fetch_tool(live, &now, before.map(|(opened, _)| opened));
        } else {
            settle_tool(live);
        }
        now
    });
}

/// As much of the view as that tool tells.
fn told_by(opened: &Opened, view: &View) -> View {
    let View {
        place,
        search,
        filters,
        sort,
        columns,
        ..
    } = view.clone();
    let (from, bare) = (
        BEYOND,
        View {
            place,
            ..View::default()
        },
    );
    match opened {
        Opened::Nothing => View::default(),
        Opened::Filter(_) => View { from, filters, ..bare },
        Opened::Columns => View { from, columns, ..bare },
        Opened::Sort => View {
            from,
            sort,
            columns,
            ..bare
        },
        Opened::Export => View {
            from,
            search,
            filters,
            sort,
            columns,
            ..bare
        },
    }
}

fn fetch_tool(live: Live, wanted: &(Opened, String), before: Option<Opened>) {
    let (opened, query) = wanted.clone();
    if opened == Opened::Nothing {
        if let Some(old) = dom::find(&format!("#{PLACE}")) {
            old.remove();
        }
        let word = before.map(|before| before.word()).unwrap_or_default();
        focus::back(PLACE, &format!("#{FORM} [name=open][value={word}]"));
        return;
    }
    let address = format!("?{query}&{}", opened.query());
    if matches!(opened, Opened::Filter(Some(_))) {
        await_fields();
    }
    spawn_local(async move {
        let page = ask::page(&address).await;
        let made = |(opened, view): (Opened, View)| (told_by(&opened, &view).to_query(), opened);
        let now = made((live.opened.get_untracked(), live.state.view.get_untracked()));
        // An answer that came too late belongs to what stood open before.
        if now != (query, opened.clone()) {
            return;
        }
        match page.as_ref().and_then(|page| part(page, &format!("#{PLACE}"))) {
            Some(tool) => {
                let again = before.is_some_and(|before| before.word() == opened.word());
                show_tool(live, &tool, again);
            }
            None => follow(&address),
        }
    });
}

/// Holds the place of the fields of a column, if none are there yet.
fn await_fields() {
    let form = dom::find(&format!("#{PLACE} form:not(:has(> .skeleton))"));
    if let (Some(form), Some(waiting)) = (form, dom::stamped(&format!("#{FIELDS_LOADING}"))) {
        drop(form.append_child(&waiting));
    }
}

/// The page itself, where its part cannot be had.
fn follow(address: &str) {
    drop(window().location().assign(address));
}

fn show_tool(live: Live, tool: &Element, again: bool) {
    let old = dom::find(&format!("#{PLACE}"));
    let kept = old.as_ref().map(keep_state).filter(|_| again);
    match (old, dom::find(".tools")) {
        (Some(old), _) if again && live.opened.with_untracked(|opened| opened.word() == "filter") => {
            swap_fields(&old, tool);
        }
        (Some(old), _) => drop(old.replace_with_with_node_1(tool)),
        (None, Some(tools)) => drop(tools.after_with_node_1(tool)),
        (None, None) => return,
    }
    settle_tool(live);
    match (kept, dom::find(&format!("#{PLACE}"))) {
        (Some(kept), Some(tool)) => kept.restore(&tool),
        _ => focus::into(PLACE),
    }
}

/// Another column has other fields. The choice of the column stays: somebody may still be at it, key by key.
fn swap_fields(old: &Element, new: &Element) {
    let (column, rest) = ("[name=fc]", "form > :not(label:has([name=fc]))");
    let waited = dom::find(&format!("#{PLACE} {WAITING}:focus")).is_some();
    forget_view(new);
    dom::all(old, rest).iter().for_each(Element::remove);
    let Some(form) = dom::all(old, "form").into_iter().next() else {
        return;
    };
    for field in dom::all(new, rest) {
        drop(form.append_child(&field));
    }
    let select = |part: &Element| {
        dom::all(part, column)
            .into_iter()
            .next()?
            .dyn_into::<HtmlSelectElement>()
            .ok()
    };
    if let (Some(before), Some(now)) = (select(old), select(new)) {
        before.set_value(&now.value());
    }
    if waited {
        focus::at(&format!("#{PLACE} {FIRST_FIELD}"));
    }
}

fn settle_tool(live: Live) {
    if let Some(tool) = dom::find(&format!("#{PLACE}")) {
        settle(live, &tool);
        paint_export(live);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(word: &str, query: &str) -> String {
        told_by(&Opened::from_word(word), &View::from_query(query)).to_query()
    }

    #[test]
    fn a_tool_is_fetched_again_when_what_it_tells_has_changed_and_brings_no_rows() {
        let all = "q=a&sort=name&f.p.city=has:x&cols=name,p.city&density=compact&from=60&record=7";
        assert_eq!(told("columns", all), "cols=name,p.city&from=4294967295");
        assert_eq!(told("sort", all), "sort=name&cols=name,p.city&from=4294967295");
        assert_eq!(told("filter", all), "f.p.city=has:x&from=4294967295");
        assert_eq!(told("export", "q=a&from=60&record=7"), "q=a&from=4294967295");
        assert_eq!(told("", all), "");
    }
}
