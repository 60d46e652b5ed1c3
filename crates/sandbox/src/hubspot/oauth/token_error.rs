//! The token endpoint's refusals: always 400, RFC 6749 fields beside HubSpot's older ones.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Why the token endpoint refused. Texts marked *invented* stand where HubSpot's are unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenError {
    GrantType,
    ClientId,
    ClientSecret,
    AuthCode,
    RedirectUri,
    CodeVerifier,
    RefreshToken,
}

impl TokenError {
    /// HubSpot's status, RFC 6749's code, the sentence of both.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::GrantType => (
                "BAD_GRANT_TYPE",
                "unsupported_grant_type",
                "missing or unknown grant type",
            ),
            Self::ClientId => ("BAD_CLIENT_ID", "invalid_client", "missing or unknown client id"),
            // Invented sentence.
            Self::ClientSecret => ("BAD_CLIENT_SECRET", "invalid_client", "missing or wrong client secret"),
            Self::AuthCode => ("BAD_AUTH_CODE", "invalid_grant", "missing or unknown auth code"),
            // Invented code and sentence.
            Self::RedirectUri => (
                "BAD_REDIRECT_URI",
                "invalid_request",
                "redirect uri differs from the one that the code was issued for",
            ),
            // Invented sentence; the status was seen at HubSpot's MCP authorization server.
            Self::CodeVerifier => ("BAD_CODE_VERIFIER", "invalid_grant", "missing or wrong code verifier"),
            Self::RefreshToken => (
                "BAD_REFRESH_TOKEN",
                "invalid_grant",
                "refresh token is invalid, expired or revoked",
            ),
        }
    }
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let (status, error, sentence) = self.words();
        let body = json!({ "error": error, "error_description": sentence, "status": status, "message": sentence });
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    }
}
