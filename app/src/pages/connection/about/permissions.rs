//! What was granted and what was not, in the user's words.

use leptos::prelude::*;
use model::ScopeUse;

use crate::scope_list::ScopeList;

/// Granted and missing scopes.
#[component]
pub fn Permissions(
    /// What was granted.
    granted: Vec<String>,
    /// What we asked for in vain.
    missing: Vec<String>,
    /// What each scope is for.
    uses: Vec<ScopeUse>,
) -> impl IntoView {
    let none = granted.is_empty();
    let lacking = (!missing.is_empty()).then(|| {
        view! {
            <p class="warn">"Missing"</p>
            <ScopeList names=missing uses=uses.clone()/>
        }
    });
    view! {
        <section>
            <h2>"Permissions"</h2>
            {if none { "None is granted".into_any() } else { view! { <ScopeList names=granted uses/> }.into_any() }}
            {lacking}
        </section>
    }
}
