//! What stands above every page: the way past it, the mark, the way home.

use leptos::prelude::*;

/// The top of every page.
#[component]
pub fn Masthead() -> impl IntoView {
    view! {
        // `external`: the browser itself must follow it, or the focus would stay here.
        <a class="skip" href="#main" rel="external">"Skip to the content"</a>
        <header class="masthead">
            <a class="brand" href="/">
                <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
                    <path d="M4 3c0 5 7 4 7 9v7M18 3c0 5-7 4-7 9M11 3v9"/>
                </svg>
                "Tributary"
            </a>
            <nav aria-label="Main">
                <a href="/">"Connections"</a>
            </nav>
        </header>
    }
}
