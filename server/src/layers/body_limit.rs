//! No body larger than any form of ours can be.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use http::StatusCode;

use crate::routes::error_page::ErrorPage;

const MAX_BODY: usize = 64 * 1024;

/// Reads the body before anything else sees it; answers 413 when it is larger than 64 KiB, whether
/// its length was announced or not.
pub async fn limit_body(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match to_bytes(body, MAX_BODY).await {
        Ok(body) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Err(_) => ErrorPage::new(StatusCode::PAYLOAD_TOO_LARGE, "This form is too large.").response(),
    }
}
