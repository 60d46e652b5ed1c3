//! No address longer than any of ours can be.

use axum::{extract::Request, middleware::Next, response::Response};
use http::StatusCode;

use crate::routes::error_page::ErrorPage;

const MAX_URI: usize = 8 * 1024;

/// Answers 414 to addresses of more than 8 KiB.
pub async fn limit_uri(request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    if length > MAX_URI {
        return ErrorPage::new(StatusCode::URI_TOO_LONG, "This address is too long.").response();
    }
    next.run(request).await
}
