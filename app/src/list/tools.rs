//! What stands above the grid: the search, the filters, how far the list is, what opens.

mod chips;
mod kept;
mod search;

use leptos::{prelude::*, server_fn::ServerFn as _};
use model::ConnectionSummary;

pub use self::kept::Kept;
use self::{chips::Chips, search::Search};
use super::{FORM, opened::Opened, pane::Pane, state::ListState, status};
use crate::api::refresh::RefreshList;

/// What the tools share among themselves.
#[derive(Clone, Copy)]
pub struct Tools {
    /// What they share with the grid.
    pub state: ListState,
    /// The connection as the page knew it.
    pub summary: StoredValue<ConnectionSummary>,
    /// What stands open.
    pub opened: RwSignal<Opened>,
    /// The record that stands open.
    pub pane: RwSignal<Pane>,
}

/// The row. Its buttons submit plain forms: without JavaScript the server answers them, with it the program in the browser.
#[component]
pub fn ToolRow(tools: Tools) -> AnyView {
    let id = tools.state.connection.with_value(ToString::to_string);
    let place = tools.state.view.with_untracked(|view| view.place.clone());
    let hidden = |name: &'static str, value: &str| {
        let value = value.to_owned();
        (!value.is_empty()).then(|| view! { <input type="hidden" name=name value=value/> })
    };
    view! {
        <div class="tools">
            <Search state=tools.state/>
            <form id=FORM class="buttons" method="get">
                <Kept view=tools.state.view.get_untracked() leaving=&[]/>
                <Chips tools/>
                <Opener tools what=Opened::Filter(None) label="+ Filter" class="chip-add"/>
                <Status tools/>
                <Opener tools what=Opened::Sort label="Sort" class="plain narrow"/>
                <Opener tools what=Opened::Columns label="Columns" class="plain"/>
                <Opener tools what=Opened::Export label="Export" class="plain"/>
                <button class="plain" form="refresh">"Refresh"</button>
                <Density tools/>
            </form>
            <form id="refresh" method="post" action=RefreshList::PATH>
                <input type="hidden" name="connection" value=id/>
                {place.parameters().map(|(name, value)| hidden(name, value)).collect_view()}
            </form>
        </div>
    }
    .into_any()
}

/// A button that opens a tool, and closes it when it is pressed again.
#[component]
fn Opener(tools: Tools, what: Opened, label: &'static str, class: &'static str) -> impl IntoView {
    let word = what.word();
    let open = tools.opened.with_untracked(|opened| opened.word() == word);
    view! {
        <button class=class name="open" value=word aria-haspopup="dialog" aria-expanded=open.to_string()>
            {label}
        </button>
    }
}

/// Low rows or high ones.
#[component]
fn Density(tools: Tools) -> impl IntoView {
    let compact = tools.state.view.with_untracked(|view| view.compact);
    let value = if compact { "" } else { "compact" };
    view! { <button class="plain wide" name="density" value=value aria-pressed=compact.to_string()>"Compact"</button> }
}

/// How far the list is, and how many match.
#[component]
fn Status(tools: Tools) -> impl IntoView {
    let (state, provider) = (tools.state, tools.state.provider.get_value());
    let (view, matching) = (state.view.get_untracked(), state.matching.get_untracked());
    let line = |progress: &_| status::line(progress, &view, matching, &provider, false);
    view! { <p class="count">{state.progress.with_untracked(line)}</p> }
}

#[cfg(test)]
mod tests;
