//! `GET /api/items`: one page of a connection's records.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::ItemPage;

use super::ApiError;

/// The page of `connection` that begins at `cursor`, or the first one.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's connection; else whatever kept us from the records.
#[server(prefix = "/api", endpoint = "items", input = GetUrl)]
pub async fn list_items(
    /// The id of the connection.
    #[server(default)]
    connection: String,
    /// Where the page begins, as the page before said.
    #[server(default)]
    cursor: Option<String>,
) -> Result<ItemPage, ApiError> {
    use super::{answer::answered, caller::caller_of};
    let (principal, id) = caller_of(connection)?;
    let cursor = model::PageCursor::from_query(cursor);
    let connections = expect_context::<integrations::Connections>();
    answered(connections.items(&principal, &id, cursor.as_ref()).await)
}
