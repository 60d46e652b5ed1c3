//! `GET /api/connection`: one connection of the caller, and what became of it.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::ConnectionDetails;

use super::ApiError;

/// One connection of the caller, and what became of it.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's; [`ApiError::Busy`] when our store does not answer.
#[server(prefix = "/api", endpoint = "connection", input = GetUrl)]
pub async fn find_connection(
    /// The id of the connection.
    #[server(default)]
    connection: String,
) -> Result<ConnectionDetails, ApiError> {
    use super::{
        answer::{answered, refused},
        caller::caller_of,
    };
    let (principal, id) = caller_of(connection)?;
    let connections = expect_context::<integrations::Connections>();
    let found = answered(connections.find(&principal, &id).await)?;
    found.ok_or_else(|| refused(ApiError::NotFound))
}
