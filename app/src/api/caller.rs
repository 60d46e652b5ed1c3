//! Who is calling: read from the request, where the session layer put it.

use http::request::Parts;
use integrations::{Caller, Principal};
use leptos::prelude::use_context;
use model::ConnectionId;

use super::{ApiError, answer::refused};

/// For whom the request speaks; `None` when it has no session.
///
/// # Errors
/// [`ApiError::Busy`] when the store did not say: nobody may conclude that there is no session.
pub(super) fn caller() -> Result<Option<Principal>, ApiError> {
    let parts = use_context::<Parts>();
    match parts.as_ref().and_then(|parts| parts.extensions.get::<Caller>()) {
        Some(Caller::Known(session)) => Ok(Some(session.principal.clone())),
        Some(Caller::Nobody) => Ok(None),
        Some(Caller::Unknown) => Err(refused(ApiError::Busy)),
        // No session layer has seen this request: fail closed.
        None => Err(refused(ApiError::Internal)),
    }
}

/// The caller and the connection that it names.
///
/// # Errors
/// [`ApiError::NotFound`] without a session, and for what cannot be an id; else as [`caller`].
pub(super) fn caller_of(connection: String) -> Result<(Principal, ConnectionId), ApiError> {
    let principal = caller()?.ok_or_else(|| refused(ApiError::NotFound))?;
    let id = ConnectionId::new(connection).map_err(|_| refused(ApiError::NotFound))?;
    Ok((principal, id))
}
