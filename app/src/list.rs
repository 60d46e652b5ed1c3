//! The list of a connection's records: its tools, its grid, the record that stands open.

mod absent;
mod alive;
mod asked;
mod days;
mod export;
mod fragments;
#[cfg(feature = "ssr")]
mod groups;
mod live;
mod numbers;
mod opened;
#[cfg(feature = "ssr")]
mod paging;
mod painting;
#[cfg(feature = "ssr")]
mod pane;
#[cfg(feature = "ssr")]
mod popover;
mod reading;
#[cfg(test)]
#[cfg(feature = "ssr")]
pub mod samples;
mod settling;
mod start;
pub mod state;
mod status;
#[cfg(feature = "ssr")]
mod tools;
mod wait;
mod words;

#[cfg(feature = "ssr")]
use std::sync::Arc;

#[cfg(feature = "ssr")]
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use model::{
    ConnectionStatus, ConnectionSummary,
    list::{Column, Record, Window},
};

#[cfg(feature = "ssr")]
use self::{
    absent::Absent,
    pane::{LoadingPane, Pane, RecordPane},
    popover::Popover,
    reading::{Bar, LaterStalls, Stalled},
    start::Start,
    state::ListState,
    tools::{ToolRow, Tools},
};
pub use self::{alive::come_alive, wait::count_down};
#[cfg(feature = "ssr")]
pub use self::{
    asked::Asked,
    days::midnight_utc,
    paging::{PAGE, Paging},
    state::shown,
    wait::Wait,
};
#[cfg(feature = "ssr")]
use crate::api::ApiError;

/// The name of the form to which the buttons belong, wherever they stand.
const FORM: &str = "tools";

/// The element that holds the tool that stands open.
const PLACE: &str = "tool";
/// What stands in a filter while the fields of a column are on their way: for the browser's program, which fetches them.
const FIELDS_LOADING: &str = "fields-loading";

/// Everything around the grid, which stands between as plain HTML. The browser's program works on what is here.
#[cfg(feature = "ssr")]
#[component]
pub fn List(
    /// Whose records.
    connection: ConnectionSummary,
    /// The query of the address.
    query: String,
    /// The columns of the account, or those of them that the page needs.
    columns: Vec<Column>,
    /// Whether that are all.
    whole: bool,
    /// The first rows.
    first: Window,
    /// What came of asking for the record that stands open.
    record: Option<Result<Record, ApiError>>,
    /// The grid, and the way to other rows without JavaScript.
    children: Children,
) -> impl IntoView {
    let told = connection.status == ConnectionStatus::ReconnectNeeded;
    let asked = Asked::from_address(&query, &|_, day| midnight_utc(day));
    let tools = Tools {
        state: ListState {
            connection: StoredValue::new(connection.id.clone()),
            provider: StoredValue::new(Arc::from(connection.provider_name.as_str())),
            view: RwSignal::new(asked.view),
            columns: RwSignal::new(Arc::new(columns.clone())),
            matching: RwSignal::new(first.matching),
            progress: RwSignal::new(first.progress.clone()),
            open_at: RwSignal::new(None),
            step: RwSignal::new(0),
        },
        summary: StoredValue::new(connection.clone()),
        opened: RwSignal::new(asked.opened),
        pane: RwSignal::new(Pane::of(record)),
    };
    let start = Start {
        connection: connection.id,
        provider: connection.provider_name,
        query,
        columns,
        whole,
        first,
    };
    // Strings, lists and numbers: that can always be written.
    let start = serde_json::to_string(&start).unwrap_or_default();
    view! {
        <div hidden data-list=start></div>
        <div class="list">
            <div class="above">
                <ToolRow tools/>
                <Popover tools/>
                <Stalled tools told/>
                <Bar tools/>
            </div>
            <div class="rows">
                {children()}
                <Absent tools/>
            </div>
            <RecordPane tools/>
            <p class="unseen" aria-live="polite"></p>
            <LoadingPane tools/>
            <LaterStalls tools told/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
