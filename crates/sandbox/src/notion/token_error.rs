//! The refusals of Notion's token endpoint and its neighbours: RFC 6749's fields and a request id.

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::oauth::client::is_registered_basic;
use crate::random;

/// Why it refused; all sentences are invented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenError {
    Client,
    Body,
    GrantType,
    Code,
    CodeExpired,
    RedirectUri,
    RefreshToken,
}

impl TokenError {
    fn words(self) -> (StatusCode, &'static str, &'static str) {
        let bad = StatusCode::BAD_REQUEST;
        match self {
            Self::Client => (
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                "Client authentication failed: send the client's id and secret by Basic authentication.",
            ),
            Self::Body => (
                bad,
                "invalid_request",
                "The body must be JSON with the expected members.",
            ),
            Self::GrantType => (bad, "unsupported_grant_type", "The grant_type is unknown."),
            Self::Code => (bad, "invalid_grant", "Invalid code."),
            Self::CodeExpired => (bad, "invalid_grant", "The code has expired."),
            Self::RedirectUri => (
                bad,
                "invalid_grant",
                "The redirect_uri differs from the authorization request's.",
            ),
            Self::RefreshToken => (
                bad,
                "invalid_grant",
                "The refresh token is invalid, expired or revoked.",
            ),
        }
    }
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let (status, error, description) = self.words();
        let body = json!({ "error": error, "error_description": description, "request_id": random::uuid() });
        (status, Json(body)).into_response()
    }
}

/// The body of a request of the registered app. Notion: `Basic` authentication, and JSON.
pub(crate) fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, TokenError> {
    if is_registered_basic(headers) != Some(true) {
        return Err(TokenError::Client);
    }
    serde_json::from_slice(body).map_err(|_| TokenError::Body)
}
