//! The server functions: each at its own path, for its own method.

use std::collections::BTreeMap;

use app::reply::ApiReply;
use axum::{
    Router,
    extract::{Request, State},
    response::IntoResponse,
    routing::{MethodFilter, on},
};
use http::{
    Method,
    header::{ACCEPT, REFERER},
};
use leptos::{prelude::provide_context, server_fn::axum::server_fn_paths};
use leptos_axum::handle_server_fns_with_context;

use super::{AppState, refuse_head};
use crate::reply;

/// Adds every registered server function. Paths and methods beside theirs stay unknown.
pub(super) fn add_to(router: Router<AppState>) -> Router<AppState> {
    let mut paths: BTreeMap<&str, MethodFilter> = BTreeMap::new();
    for (path, method) in server_fn_paths() {
        let filter = if method == Method::GET {
            MethodFilter::GET
        } else {
            MethodFilter::POST
        };
        // One path may be read and written.
        paths
            .entry(path)
            .and_modify(|known| *known = known.or(filter))
            .or_insert(filter);
    }
    paths.into_iter().fold(router, |router, (path, filter)| {
        router.route(path, on(filter, call).head(refuse_head))
    })
}

/// Calls the function. Leptos answers whoever accepts HTML with a redirect to the `Referer`, with the
/// error in it: a read always answers with its data, and nothing ever leads to another site.
async fn call(State(state): State<AppState>, mut request: Request) -> impl IntoResponse {
    request.headers_mut().remove(REFERER);
    if request.method() == Method::GET {
        request.headers_mut().remove(ACCEPT);
    }
    let provide = move || {
        provide_context(state.connections.clone());
        provide_context(ApiReply(reply::current()));
    };
    handle_server_fns_with_context(provide, request).await
}
