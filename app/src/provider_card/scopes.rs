//! What connecting asks for, and what each scope is for.

use leptos::prelude::*;
use model::ScopeUse;

use crate::scope_list::ScopeList;

/// A list that opens. Nothing where the provider has no scopes: what may be seen is chosen there then.
#[component]
pub fn Scopes(scopes: Vec<ScopeUse>) -> impl IntoView {
    let summary = match scopes.len() {
        1 => "What it may do: 1 permission".to_owned(),
        count => format!("What it may do: {count} permissions"),
    };
    let names = scopes.iter().map(|scope| scope.name.clone()).collect();
    (!scopes.is_empty()).then(|| {
        view! {
            <details class="scopes">
                <summary>{summary}</summary>
                <ScopeList names uses=scopes/>
            </details>
        }
    })
}
