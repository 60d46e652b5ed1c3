//! From the flow's errors to what may cross the wire, with the HTTP status that belongs to it.

use std::{error::Error, time::Duration};

use http::{HeaderValue, StatusCode, header};
use integrations::{
    StoreError,
    connections::{DisconnectError, ItemsError, UpdateError},
    token_endpoint::TokenEndpointError,
};
use leptos::prelude::use_context;

use super::ApiError;
use crate::reply::ApiReply;

/// What a client should wait when our store does not answer, in seconds.
const BUSY_WAIT: u32 = 5;

/// Hands a result of the flow on: logs a fault once, and classifies it.
///
/// # Errors
/// The same failure, in words that may cross the wire.
pub(super) fn answered<T, E>(result: Result<T, E>) -> Result<T, ApiError>
where
    E: Error + 'static,
    for<'a> ApiError: From<&'a E>,
{
    result.map_err(|error| {
        let answer = ApiError::from(&error);
        if status(&answer).is_server_error() {
            tracing::warn!(error = &error as &dyn Error, "a server function failed");
        }
        refused(answer)
    })
}

/// Gives the response its status, if this is a call over HTTP: while a page renders, the page's
/// own status must not change.
pub(super) fn refused(error: ApiError) -> ApiError {
    if let Some(ApiReply(reply)) = use_context::<ApiReply>() {
        reply.status(status(&error));
        if let Some(seconds) = wait(&error) {
            reply.header(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
    error
}

/// The HTTP status that belongs to it.
#[must_use]
pub fn status(error: &ApiError) -> StatusCode {
    match error {
        ApiError::NotFound => StatusCode::NOT_FOUND,
        ApiError::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        ApiError::MissingScopes => StatusCode::FORBIDDEN,
        ApiError::ReconnectRequired => StatusCode::CONFLICT,
        ApiError::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
        ApiError::ProviderUnavailable => StatusCode::BAD_GATEWAY,
        ApiError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        ApiError::Unreachable | ApiError::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// When to come back, in seconds, where that can be said.
#[must_use]
pub fn wait(error: &ApiError) -> Option<u32> {
    match error {
        ApiError::RateLimited { retry_after_secs } => Some(*retry_after_secs),
        ApiError::Busy => Some(BUSY_WAIT),
        _ => None,
    }
}

/// Whole seconds, rounded up: nobody may come back too early.
fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}

impl From<&ItemsError> for ApiError {
    fn from(error: &ItemsError) -> Self {
        match error {
            ItemsError::NotFound => Self::NotFound,
            ItemsError::ReconnectRequired => Self::ReconnectRequired,
            ItemsError::MissingScopes(_) => Self::MissingScopes,
            ItemsError::RateLimited { retry_after } => Self::RateLimited {
                retry_after_secs: seconds(*retry_after),
            },
            // Registered wrongly at the provider: waiting will not help, and the user cannot either.
            ItemsError::TokenEndpoint(TokenEndpointError::Misconfigured) | ItemsError::Interrupted => Self::Internal,
            ItemsError::Provider(_) | ItemsError::TokenEndpoint(_) => Self::ProviderUnavailable,
            ItemsError::Store(_) | ItemsError::Busy => Self::Busy,
        }
    }
}

impl From<&DisconnectError> for ApiError {
    fn from(error: &DisconnectError) -> Self {
        match error {
            DisconnectError::NotFound => Self::NotFound,
            DisconnectError::Store(_) | DisconnectError::Busy => Self::Busy,
            DisconnectError::Interrupted => Self::Internal,
        }
    }
}

impl From<&UpdateError> for ApiError {
    fn from(error: &UpdateError) -> Self {
        match error {
            UpdateError::NotEditable | UpdateError::Refused => Self::Refused,
            UpdateError::Unclear(_) => Self::ProviderUnavailable,
            UpdateError::Unasked(error) => error.into(),
            UpdateError::Interrupted => Self::Internal,
        }
    }
}

impl From<&StoreError> for ApiError {
    fn from(_: &StoreError) -> Self {
        Self::Busy
    }
}

#[cfg(test)]
mod tests;
