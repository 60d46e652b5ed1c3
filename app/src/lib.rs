//! The pages: what is shown, and the server functions that fetch it.
//!
//! Compiled twice: for the server with `ssr`, for the browser with `hydrate`. It names no provider.

#![allow(
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "components are called by `view!`, which moves their properties in"
)]

pub mod api;
mod authorize_form;
mod browser;
mod date;
mod disconnect_button;
mod fetched;
mod hydrated;
mod items;
mod masthead;
mod notice_bar;
mod number;
mod page_status;
mod pages;
mod provider_card;
mod query;
#[cfg(feature = "ssr")]
pub mod reply;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod samples;
#[cfg(feature = "ssr")]
pub mod shell;
mod state_mark;
mod trouble;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    hydrated::provide_hydrated,
    masthead::Masthead,
    pages::{ConnectionPage, Home, NotFound},
};

/// All pages. They are sent in order, so that they are whole without JavaScript.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_hydrated();
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
