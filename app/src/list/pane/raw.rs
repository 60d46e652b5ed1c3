//! What the provider sent, as it is.

use leptos::prelude::*;

/// The text, folded away, with a button that copies it.
#[component]
pub fn Raw(json: String) -> impl IntoView {
    view! {
        <details class="raw">
            <summary>"Raw JSON"</summary>
            <button type="button" class="plain" hidden data-alive="shown" data-does="copy">"Copy"</button>
            <pre tabindex="0">{json}</pre>
        </details>
    }
}
