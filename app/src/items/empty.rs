//! What stands where rows would be, when there are none.

use leptos::prelude::*;

/// The account has no records.
#[component]
pub fn NoRecords(provider: String) -> impl IntoView {
    view! {
        <div class="panel">
            <p>{format!("This account has no records yet. Add some in {provider}, then load this page again.")}</p>
            <a class="button" href="?" rel="external">"Load again"</a>
        </div>
    }
}

/// The search found nothing.
#[component]
pub fn NoMatch(
    /// Whether all records were searched.
    whole: bool,
) -> impl IntoView {
    let text = if whole {
        "No record matches. Try fewer letters."
    } else {
        "No loaded record matches so far."
    };
    view! { <p class="quiet">{text}</p> }
}
