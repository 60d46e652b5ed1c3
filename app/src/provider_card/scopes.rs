//! What connecting asks for, and what each scope is for.

use leptos::prelude::*;
use model::ScopeUse;

/// A list that opens.
#[component]
pub fn Scopes(scopes: Vec<ScopeUse>) -> impl IntoView {
    let summary = match scopes.len() {
        1 => "What it may do: 1 permission".to_owned(),
        count => format!("What it may do: {count} permissions"),
    };
    let lines = scopes
        .into_iter()
        .map(|scope| view! { <li>{scope.reason}" "<code>{scope.name}</code></li> })
        .collect_view();
    view! {
        <details class="scopes">
            <summary>{summary}</summary>
            <ul>{lines}</ul>
        </details>
    }
}
