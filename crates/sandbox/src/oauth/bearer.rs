//! The access token of a request.

use axum::http::{HeaderMap, header};

/// RFC 6750 §2.1; RFC 9110 §11.1: the scheme's name is case-insensitive.
pub(crate) fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
