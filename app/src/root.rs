//! The root: which page stands at which path.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    masthead::Masthead,
    pages::{ConnectionPage, Home, NotFound},
};

/// All pages. They are sent in order, so that they are whole without JavaScript.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|text: String| format!("{text} – Tributary")/>
        <Router>
            <Masthead/>
            <main id="main" tabindex="-1">
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/") view=Home ssr=SsrMode::InOrder/>
                    <Route path=path!("/connections/:id") view=ConnectionPage ssr=SsrMode::InOrder/>
                </FlatRoutes>
            </main>
        </Router>
    }
}
