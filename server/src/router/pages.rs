//! The pages: each route of the app, rendered here and hydrated in the browser.

use std::sync::LazyLock;

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

/// The paths of the app's pages, listed once in a process. While leptos lists them, no resource loads
/// in the whole process, and one that begins then never does: its page would wait for ever. Nothing
/// can render before the first router stands, so the one listing stops nobody.
static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let pages = generate_route_list(App);
    pages.iter().map(|page| page.path().to_owned()).collect()
});

/// Adds the app's pages, and the page for every path that is none.
pub(super) fn add_to(router: Router<AppState>) -> Router<AppState> {
    let served = PATHS
        .iter()
        .fold(router, |router, path| router.route(path, get(render)));
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use leptos::prelude::{ArcResource, Owner};
    use tokio::{task::spawn_blocking, time::timeout};

    use super::*;

    /// What a page waits for, as a page does.
    async fn load() -> bool {
        let resource = Owner::new().with(|| ArcResource::new(|| (), |()| async { true }));
        resource.await
    }

    #[tokio::test]
    async fn what_a_page_waits_for_comes_while_another_router_is_built() {
        drop(add_to(Router::new()));
        let building = spawn_blocking(|| (0..200).for_each(|_| drop(add_to(Router::new()))));
        while !building.is_finished() {
            let loaded = timeout(Duration::from_secs(10), load()).await;
            assert_eq!(loaded, Ok(true), "a page would never end");
        }
    }
}
