//! One line in the log for each request: what was asked, as a route; how it ended; how long it took.

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

use super::{client_address::ClientAddress, request_id};

/// Spans the request. The address itself is not logged: it may hold a code or a state.
pub async fn trace_requests(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let id = request_id::current();
    let client = ClientAddress::of(&request).0;
    let span = tracing::info_span!("request", id, method = %request.method(), route, %client);
    async move {
        let started = tokio::time::Instant::now();
        let response = next.run(request).await;
        let status = response.status().as_u16();
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status, milliseconds, "answered");
        response
    }
    .instrument(span)
    .await
}
