//! Airtable's error bodies, of which there are three shapes; invented sentences say so.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// An error of the API (not of the token endpoint, whose errors look different).
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    body: Value,
    retry_after: Option<u64>,
}

impl ApiError {
    fn typed(status: StatusCode, kind: &str, message: impl Into<String>) -> Self {
        let body = json!({ "error": { "type": kind, "message": message.into() } });
        Self {
            status,
            body,
            retry_after: None,
        }
    }

    /// 401 for no token, an unknown one, and one that is worth nothing any more.
    pub(crate) fn authentication_required() -> Self {
        Self::typed(
            StatusCode::UNAUTHORIZED,
            "AUTHENTICATION_REQUIRED",
            "Authentication required",
        )
    }

    /// 403 for a scope that was not granted, and for bases, tables and records that are not there: Airtable does not tell which.
    pub(crate) fn no_permission_or_no_model() -> Self {
        let message = "Invalid permissions, or the requested model was not found. Check that both your user and your \
                       token have the required permissions, and that the model names and/or ids are correct.";
        Self::typed(StatusCode::FORBIDDEN, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", message)
    }

    /// 404 for a record or a path that is not there; its body is shorter than the others.
    pub(crate) fn not_found() -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            body: json!({ "error": "NOT_FOUND" }),
            retry_after: None,
        }
    }

    /// 422 with that type.
    pub(crate) fn unprocessable(kind: &str, message: impl Into<String>) -> Self {
        Self::typed(StatusCode::UNPROCESSABLE_ENTITY, kind, message)
    }

    /// 422 for what has no type of its own.
    pub(crate) fn invalid_request(message: impl Into<String>) -> Self {
        Self::unprocessable("INVALID_REQUEST_UNKNOWN", message)
    }

    /// 429; people quote this body, whose shape no other error has.
    pub(crate) fn rate_limit_reached(retry_after: Option<u64>) -> Self {
        let error = json!({ "error": "RATE_LIMIT_REACHED", "message": "Rate limit exceeded. Please try again later" });
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            body: json!({ "errors": [error] }),
            retry_after,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(seconds) = self.retry_after {
            let headers = response.headers_mut();
            headers.insert(axum::http::header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
