//! `GET /api/record`: one record with everything that the provider knows of it.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::list::Record;

use super::ApiError;

/// The record of that id.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's connection, and where there is no such record.
#[server(prefix = "/api", endpoint = "record", input = GetUrl)]
pub async fn find_record(
    /// The id of the connection.
    #[server(default)]
    connection: String,
    /// The provider's id of the record.
    #[server(default)]
    item: String,
    /// In which kind; the first one without.
    #[server(default)]
    kind: String,
    /// Inside which item.
    #[server(default)]
    folder: String,
) -> Result<Record, ApiError> {
    use super::{answer::answered, caller::caller_of};
    let (principal, id) = caller_of(connection)?;
    let place = model::list::Place::new(&kind, &folder);
    let connections = expect_context::<integrations::Connections>();
    answered(connections.record(&principal, &id, &place, &item).await)
}
