//! No body larger, or slower, than any form of ours can be.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use http::StatusCode;
use http_body_util::LengthLimitError;
use tokio::time::timeout;

use crate::routes::error_page::ErrorPage;

const MAX_BODY: usize = 64 * 1024;
const DEADLINE: Duration = Duration::from_secs(10);

/// Reads the body before anything else sees it; answers 413 when it is larger than 64 KiB, whether
/// its length was announced or not, and 408 when it does not arrive in ten seconds.
pub async fn limit_body(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match timeout(DEADLINE, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(body)) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Ok(Err(error)) if is_too_large(&error) => {
            ErrorPage::new(StatusCode::PAYLOAD_TOO_LARGE, "This form is too large.").response()
        }
        Ok(Err(_)) => ErrorPage::new(StatusCode::BAD_REQUEST, "The form did not arrive whole. Try again.").response(),
        Err(_) => ErrorPage::new(
            StatusCode::REQUEST_TIMEOUT,
            "The form did not arrive in time. Try again.",
        )
        .response(),
    }
}

fn is_too_large(error: &axum::Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<LengthLimitError>)
}
