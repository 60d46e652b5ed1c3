//! A name for each request, for the log and for the user who reports a fault.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderName, HeaderValue};
use integrations::random;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// 128 random bits. It stands in the request's extensions.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Draws the id and writes it into the response. One that the client sends is not believed.
pub async fn name_request(mut request: Request, next: Next) -> Response {
    let id = random::name();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
