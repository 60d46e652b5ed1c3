//! Scopes in the user's words: what each is for, then its name.

use leptos::prelude::*;
use model::ScopeUse;

/// A list of these scopes.
#[component]
pub fn ScopeList(
    /// Which.
    names: Vec<String>,
    /// What the provider says that each is for.
    uses: Vec<ScopeUse>,
) -> impl IntoView {
    let line = |name: String| {
        // Providers grant what nobody asked for as well: that has a name only.
        let reason = uses.iter().find(|scope| scope.name == name);
        let reason = reason.map(|scope| format!("{} ", scope.reason));
        view! { <li>{reason}<code>{name}</code></li> }
    };
    view! { <ul>{names.into_iter().map(line).collect_view()}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{card, html};

    #[test]
    fn a_scope_stands_with_its_reason_and_an_unknown_one_alone() {
        let names = vec!["people.read".to_owned(), "<other>".to_owned()];
        let html = html(|| view! { <ScopeList names uses=card().scopes/> });
        assert!(html.contains("read people, to list them "), "{html}");
        assert!(html.contains("<code>people.read</code>"), "{html}");
        assert!(html.contains("<code>&lt;other&gt;</code>"), "{html}");
    }
}
