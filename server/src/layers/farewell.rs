//! While the process is about to end, no visitor keeps a connection to it (assurance R30).

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderValue, Version, header::CONNECTION};

use crate::stopping::Stopping;

/// Closes each HTTP/1.1 connection with its next answer, so that the next request goes to another
/// instance instead of meeting a closed door. HTTP/2 has frames for it (RFC 9113 §8.2.2 forbids the header).
pub async fn say_farewell(State(stopping): State<Stopping>, request: Request, next: Next) -> Response {
    let is_http_1 = request.version() <= Version::HTTP_11;
    let mut response = next.run(request).await;
    if is_http_1 && stopping.has_begun() {
        response
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
