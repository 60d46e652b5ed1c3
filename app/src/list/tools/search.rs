//! The search box: as one types, or by a plain form without JavaScript.

use leptos::prelude::*;

use super::Kept;
use crate::list::{state::ListState, status::search_hint};

/// The search box.
#[component]
pub fn Search(state: ListState) -> impl IntoView {
    let view = state.view.get_untracked();
    let hint = state.progress.with_untracked(|progress| search_hint(progress, &view));
    view! {
        <form class="search" role="search" method="get">
            <Kept view=view.clone() leaving=&["q", "from"]/>
            <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                <circle cx="6" cy="6" r="4.2"/>
                <path d="M9.4 9.4 13 13"/>
            </svg>
            <input
                type="search"
                name="q"
                value=view.search
                aria-label="Search records"
                aria-keyshortcuts="/"
                placeholder=hint
                autocomplete="off"
                maxlength="200"
            />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}
