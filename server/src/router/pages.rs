//! The pages: each route of the app, rendered here and hydrated in the browser.

use app::{App, reply::PageReply, shell::shell};
use axum::{
    Router,
    extract::{Request, State},
    response::IntoResponse,
    routing::get,
};
use leptos::{nonce::Nonce, prelude::provide_context};
use leptos_axum::{generate_route_list, render_app_to_stream_in_order_with_context};

use super::{AppState, nonce_of};
use crate::{reply, routes::site};

/// Adds the app's pages, and the page for every path that is none.
pub(super) fn add_to(router: Router<AppState>) -> Router<AppState> {
    let pages = generate_route_list(App);
    let served = pages
        .iter()
        .fold(router, |router, page| router.route(page.path(), get(render)));
    served.fallback(render)
}

/// Renders in order: the page is whole without JavaScript.
async fn render(State(state): State<AppState>, request: Request) -> impl IntoResponse {
    let nonce = nonce_of(&request);
    let provide = move || {
        provide_context(state.connections.clone());
        provide_context(Nonce::from_value(nonce.clone()));
        provide_context(PageReply(reply::current()));
    };
    let render = render_app_to_stream_in_order_with_context(provide, || shell(&site::ASSETS));
    render(request).await
}
