//! Measures each request: how many, how long, how they end, how many at once.

use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use http::{Method, StatusCode};
use metrics::{counter, gauge, histogram};

use crate::{
    held::Held,
    lasting::lasts,
    metrics::names::{IN_FLIGHT, REQUEST_SECONDS, REQUESTS},
};

/// Counts the request under its route, as it stands in the router. What a visitor writes becomes no label:
/// it may be secret, and anyone could make up any number of them.
pub async fn measure_requests(request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = method(request.method());
    let under_way = UnderWay::begin();
    let started = tokio::time::Instant::now();
    let response = next.run(request).await;
    let seconds = started.elapsed().as_secs_f64();
    histogram!(REQUEST_SECONDS, "route" => route.clone(), "method" => method).record(seconds);
    counter!(REQUESTS, "route" => route, "method" => method, "status" => class(response.status())).increment(1);
    if lasts(&response) {
        return response;
    }
    response.map(|body| Body::new(Held::new(body, under_way)))
}

fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

/// One request more, until this is dropped.
struct UnderWay;

impl UnderWay {
    fn begin() -> Self {
        gauge!(IN_FLIGHT).increment(1);
        Self
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        gauge!(IN_FLIGHT).decrement(1);
    }
}
