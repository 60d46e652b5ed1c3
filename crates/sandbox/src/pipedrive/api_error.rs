//! Pipedrive's error bodies, of an older and a newer shape; what is from memory says so.

use axum::Json;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// What Pipedrive adds to most errors.
const INFO: &str = "Please check developers.pipedrive.com for more information about Pipedrive API.";

/// An error of the API (not of the token endpoint, whose errors look different).
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    body: Value,
    /// Seconds.
    retry_after: Option<u64>,
}

impl ApiError {
    /// The shape of what stands before the API itself.
    fn short(status: StatusCode, error: &str) -> Self {
        let body = json!({ "success": false, "error": error, "errorCode": status.as_u16() });
        Self {
            status,
            body,
            retry_after: None,
        }
    }

    /// The shape of the API's own; its codes are from memory.
    fn full(status: StatusCode, error: &str, code: &str) -> Self {
        let body = json!({
            "success": false,
            "error": error,
            "error_info": INFO,
            "data": null,
            "additional_data": null,
            "code": code,
        });
        Self {
            status,
            body,
            retry_after: None,
        }
    }

    /// 401 for no token, an unknown one, and one that is worth nothing any more.
    pub(crate) fn invalid_token() -> Self {
        Self::short(StatusCode::UNAUTHORIZED, "Invalid token: access token is invalid")
    }

    /// 403 for a scope that was not granted.
    pub(crate) fn scope_mismatch() -> Self {
        Self::short(StatusCode::FORBIDDEN, "Scope and URL mismatch")
    }

    /// 404 for what is not there; the sentence is from memory.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::full(StatusCode::NOT_FOUND, &format!("{what} not found"), "ERR_NOT_FOUND")
    }

    /// 400 for a parameter that makes no sense; the sentence is invented.
    pub(crate) fn validation(message: &str) -> Self {
        Self::full(StatusCode::BAD_REQUEST, message, "ERR_SCHEMA_VALIDATION_FAILED")
    }

    /// 429, with the seconds to wait; the sentence is from memory.
    pub(crate) fn over_limit(retry_after: u64) -> Self {
        let error = Self::short(StatusCode::TOO_MANY_REQUESTS, "Request over limit");
        Self {
            retry_after: Some(retry_after),
            ..error
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Pipedrive: every answer tells the budget, and in how many seconds it is full again.
pub(crate) fn tell_budget(headers: &mut HeaderMap, limit: usize, remaining: usize, reset: u64) {
    headers.insert(LIMIT, limit.into());
    headers.insert(REMAINING, remaining.into());
    headers.insert(RESET, reset.into());
}
