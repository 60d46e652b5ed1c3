//! `GET /api/connections`: the caller's connections, the newest first.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::ConnectionSummary;

use super::ApiError;

/// The caller's connections; none without a session.
///
/// # Errors
/// [`ApiError::Busy`] when our store does not answer.
#[server(prefix = "/api", endpoint = "connections", input = GetUrl)]
pub async fn list_connections() -> Result<Vec<ConnectionSummary>, ApiError> {
    use super::{answer::answered, caller::caller};
    let Some(principal) = caller()? else {
        return Ok(Vec::new());
    };
    answered(expect_context::<integrations::Connections>().list(&principal).await)
}
