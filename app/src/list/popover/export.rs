//! The ways out of here: the view or everything, as a table or as lines of JSON.

use leptos::prelude::*;
use model::query::Written;

use crate::list::{
    export::{partly, rows},
    tools::Tools,
};

/// Plain links: the browser loads what they lead to.
#[component]
pub fn ExportMenu(tools: Tools) -> impl IntoView {
    let progress = tools.state.progress.get_untracked();
    let (matching, count) = (tools.state.matching.get_untracked(), progress.loaded);
    view! {
        <ul class="menu">
            {way(tools, "view", "csv", format!("This view as CSV ({})", rows(matching)))}
            {way(tools, "view", "jsonl", "This view as JSON lines".to_owned())}
            {way(tools, "all", "csv", format!("All as CSV ({})", rows(count)))}
            {way(tools, "all", "jsonl", "All as JSON lines".to_owned())}
        </ul>
        {partly(&progress).map(|text| view! { <p class="warn">{text}</p> })}
    }
}

fn way(tools: Tools, scope: &str, format: &str, what: String) -> impl IntoView + use<> {
    view! { <li><a href=address(tools, scope, format) download>{what}</a></li> }
}

fn address(tools: Tools, scope: &str, format: &str) -> String {
    let view = tools.state.view.get_untracked();
    let shown = model::list::View { from: 0, ..view };
    let mut query = Written::default();
    query.add("connection", &tools.state.connection.with_value(ToString::to_string));
    for (name, value) in shown.place.parameters() {
        query.add(name, value);
    }
    query.add("format", format);
    query.add("scope", scope);
    query.add("view", &shown.to_query());
    format!("/api/export?{}", query.finish())
}
