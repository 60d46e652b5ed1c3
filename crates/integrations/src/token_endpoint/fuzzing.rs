//! A door for fuzz targets: the reading of a token answer, without a provider.

use jiff::Timestamp;

use super::{TokenEndpointError, answer::Answer};
use crate::TokenSet;

/// Reads the body of an answer with 200 that says it is JSON, asked for at `asked_at`.
///
/// # Errors
/// As [`TokenEndpoint::redeem`](super::TokenEndpoint::redeem).
pub fn read(body: &[u8], asked_at: Timestamp) -> Result<TokenSet, TokenEndpointError> {
    match Answer::parse(body) {
        Some(answer) if answer.refuses(&["BAD_REFRESH_TOKEN"]) => Err(TokenEndpointError::Refused),
        Some(answer) if !answer.is_error() => answer.into_token_set(asked_at, &["asked".to_owned()]),
        _ => Err(TokenEndpointError::Malformed),
    }
}
