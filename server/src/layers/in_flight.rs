//! No more requests at a time than can be served (assurance T61).

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use tokio::sync::Semaphore;

use super::turned_away;
use crate::{held::Held, lasting::lasts, metrics::names::SHED};

/// Requests at a time, of all visitors together.
const MAX_IN_FLIGHT: usize = 1024;

/// They must be answered whatever else goes on: who asks decides by it whether we live.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];

/// Places for requests. Cheap to clone; all clones share them.
#[derive(Clone)]
pub struct InFlight(Arc<Semaphore>);

impl Default for InFlight {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MAX_IN_FLIGHT)))
    }
}

/// Answers 503 at once when all places are taken. A place is taken until the answer has been sent; one that
/// lasts has a place elsewhere.
pub async fn bound_in_flight(State(places): State<InFlight>, request: Request, next: Next) -> Response {
    if PROBES.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let Ok(place) = Arc::clone(&places.0).try_acquire_owned() else {
        metrics::counter!(SHED).increment(1);
        return turned_away::busy(&request);
    };
    let response = next.run(request).await;
    if lasts(&response) {
        return response;
    }
    response.map(|body| Body::new(Held::new(body, place)))
}

#[cfg(test)]
mod tests {
    use axum::{Router, middleware::from_fn_with_state, response::IntoResponse as _, routing::get};
    use http::{StatusCode, header::RETRY_AFTER};
    use tower::ServiceExt as _;

    use super::*;
    use crate::lasting::lasting;

    /// A server with two places.
    fn router() -> Router {
        let routes = Router::new()
            .route("/", get(|| async { "page" }))
            .route("/lasts", get(|| async { lasting("stream".into_response()) }))
            .route("/healthz", get(|| async { "ok" }));
        routes.layer(from_fn_with_state(
            InFlight(Arc::new(Semaphore::new(2))),
            bound_in_flight,
        ))
    }

    async fn ask(router: &Router, path: &str) -> Response {
        let request = Request::get(path).body(Body::empty()).unwrap();
        router.clone().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn beyond_the_bound_everybody_is_told_at_once_to_come_back() {
        let router = router();
        let (_first, _second) = (ask(&router, "/").await, ask(&router, "/").await);
        let third = ask(&router, "/").await;
        assert_eq!(third.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(third.headers().contains_key(RETRY_AFTER));
        assert_eq!(ask(&router, "/healthz").await.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn a_place_is_free_once_the_answer_has_been_sent_or_given_up() {
        let router = router();
        let (sent, given_up) = (ask(&router, "/").await, ask(&router, "/").await);
        let body = axum::body::to_bytes(sent.into_body(), 100).await.unwrap();
        assert_eq!(body, "page");
        assert_eq!(ask(&router, "/").await.status(), StatusCode::OK);
        drop(given_up);
        let both = (ask(&router, "/").await, ask(&router, "/").await);
        assert_eq!((both.0.status(), both.1.status()), (StatusCode::OK, StatusCode::OK));
    }

    #[tokio::test]
    async fn an_answer_that_lasts_keeps_no_place_from_others() {
        let router = router();
        let mut open = Vec::new();
        for _ in 0..5 {
            open.push(ask(&router, "/lasts").await);
        }
        assert!(open.iter().all(|response| response.status() == StatusCode::OK));
        assert_eq!(ask(&router, "/").await.status(), StatusCode::OK);
    }
}
