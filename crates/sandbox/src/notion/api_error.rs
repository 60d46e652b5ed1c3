//! Notion's error bodies: one shape for all, a code to tell them apart.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::oauth::client::APP_NAME;
use crate::random;

/// An error of the API (not of the token endpoint, whose errors look different).
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
    retry_after: Option<u64>,
}

impl ApiError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            retry_after: None,
        }
    }

    /// 400; the sentence is quoted by people who forgot the header.
    pub(crate) fn missing_version() -> Self {
        let message = "Notion-Version header failed validation: Notion-Version header should be defined, instead was \
                       `undefined`.";
        Self::new(StatusCode::BAD_REQUEST, "missing_version", message)
    }

    /// 400 for what has not the shape that it should have.
    pub(crate) fn validation(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "validation_error", message)
    }

    /// 400 for a body that is no JSON.
    pub(crate) fn invalid_json() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_json", "Error parsing JSON body.")
    }

    /// 400 for a path that is not there.
    pub(crate) fn invalid_request_url() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_url", "Invalid request URL.")
    }

    /// 401 for no token, an unknown one, and one that is worth nothing any more.
    pub(crate) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "API token is invalid.")
    }

    /// 404 for what is not there, and for what is not shared.
    pub(crate) fn object_not_found(kind: &str, id: &str) -> Self {
        let message = format!(
            "Could not find {kind} with ID: {id}. Make sure the relevant pages and databases are shared with your \
             integration \"{APP_NAME}\"."
        );
        Self::new(StatusCode::NOT_FOUND, "object_not_found", message)
    }

    /// 429, with the seconds to wait.
    pub(crate) fn rate_limited(retry_after: u64) -> Self {
        let message = "You have been rate limited. Please try again later.";
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", message);
        Self {
            retry_after: Some(retry_after),
            ..error
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let id = random::uuid();
        let body = json!({
            "object": "error",
            "status": self.status.as_u16(),
            "code": self.code,
            "message": self.message,
            "request_id": id,
        });
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        if let Ok(id) = HeaderValue::from_str(&id) {
            headers.insert("x-notion-request-id", id);
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
