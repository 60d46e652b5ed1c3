//! What was last seen of a connection: for pages that show it, and no endpoint.

use integrations::Connections;
use leptos::prelude::expect_context;
use model::{ConnectionId, LastSeen, list::Place};

use super::{ApiError, answer::answered, caller::caller_of};

/// The first records at a place of one of the caller's connections, as they were when they last came.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's; [`ApiError::Busy`] when our store does not answer.
pub async fn last_seen(connection: &ConnectionId, place: &Place) -> Result<Option<LastSeen>, ApiError> {
    let (principal, id) = caller_of(connection.to_string())?;
    answered(expect_context::<Connections>().last_seen(&principal, &id, place).await)
}
