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

#[cfg(test)]
mod tests {
    use http::Request;
    use leptos::prelude::*;

    use super::*;

    fn as_seen_by<T>(caller: Option<Caller>, look: impl FnOnce() -> T) -> T {
        let (mut parts, ()) = Request::new(()).into_parts();
        if let Some(caller) = caller {
            parts.extensions.insert(caller);
        }
        Owner::new().with(|| {
            provide_context(parts);
            look()
        })
    }

    #[test]
    fn nobody_is_told_from_a_store_that_does_not_answer() {
        assert_eq!(as_seen_by(Some(Caller::Nobody), caller), Ok(None));
        assert_eq!(as_seen_by(Some(Caller::Unknown), caller), Err(ApiError::Busy));
    }

    #[test]
    fn a_request_that_no_session_layer_saw_is_refused() {
        assert_eq!(as_seen_by(None, caller), Err(ApiError::Internal));
    }

    #[test]
    fn nobody_has_no_connection() {
        let asked = || caller_of("abcdefghijklmnopqrs-_9".to_owned());
        assert_eq!(as_seen_by(Some(Caller::Nobody), asked), Err(ApiError::NotFound));
    }
}
