//! The search among the loaded records: as one types, or by a plain form without JavaScript.

use leptos::{html, prelude::*};

use super::listing::Place;

/// The search box. It writes what to look for, in lower case, into `needle`.
#[component]
pub fn Search(
    /// What to look for.
    needle: RwSignal<String>,
    /// What it holds when the page opens.
    search: String,
    /// The page that a plain form searches.
    start: Place,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let look = move |text: String| needle.set(text.trim().to_lowercase());
    // What was typed before the page came alive counts as well.
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            look(input.value());
        }
    });
    let page = start
        .cursor()
        .map(|cursor| view! { <input type="hidden" name="after" value=cursor.0.clone()/> });
    view! {
        <form class="search" role="search" method="get" on:submit=|event| event.prevent_default()>
            {page}
            <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                <circle cx="6" cy="6" r="4.2"/>
                <path d="M9.4 9.4 13 13"/>
            </svg>
            <input
                type="search"
                name="q"
                value=search
                aria-label="Search loaded records"
                placeholder="Search loaded records"
                autocomplete="off"
                maxlength="200"
                node_ref=input
                on:input=move |event| look(event_target_value(&event))
            />
        </form>
    }
}
