//! A name for each request, for the log and for the user who reports a fault.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderName, HeaderValue};
use integrations::random;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: String;
}

/// The id of the request that is being served, while it is.
#[must_use]
pub fn current() -> Option<String> {
    CURRENT.try_with(Clone::clone).ok()
}

/// Draws 128 random bits and writes them into the response. An id that the client sends is not believed.
pub async fn name_request(request: Request, next: Next) -> Response {
    let id = random::name();
    let mut response = CURRENT.scope(id.clone(), next.run(request)).await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
