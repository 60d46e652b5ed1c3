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
    /// Of which kind; the first one without.
    #[server(default)]
    kind: String,
    /// Of which item, where the kind's records belong to items.
    #[server(default)]
    folder: String,
) -> Result<ItemPage, ApiError> {
    use super::{answer::answered, caller::caller_of};
    let (principal, id) = caller_of(connection)?;
    let place = model::list::Place::new(&kind, &folder);
    let cursor = model::PageCursor::from_query(cursor);
    let connections = expect_context::<integrations::Connections>();
    answered(connections.items(&principal, &id, &place, cursor.as_ref()).await)
}
