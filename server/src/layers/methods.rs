//! Only the methods that we serve get any further.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderValue, Method, StatusCode, header::ALLOW};

use crate::routes::error_page::ErrorPage;

/// Answers 405 to anything but `GET`, `HEAD` and `POST` (ASVS 13.4.4: `TRACE` among them).
pub async fn allow_known_methods(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::POST) {
        return next.run(request).await;
    }
    let mut response =
        ErrorPage::new(StatusCode::METHOD_NOT_ALLOWED, "This address does not work that way.").response();
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    response
}
