//! `GET /api/columns`: everything that a connection's list can show.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::list::Column;

use super::ApiError;

/// The columns of the connection's list, the usual ones first and in their order.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's connection; else whatever kept us from asking.
#[server(prefix = "/api", endpoint = "columns", input = GetUrl)]
pub async fn list_columns(
    /// The id of the connection.
    #[server(default)]
    connection: String,
    /// In which kind; the first one without.
    #[server(default)]
    kind: String,
    /// Inside which item.
    #[server(default)]
    folder: String,
) -> Result<Vec<Column>, ApiError> {
    use super::{answer::answered, caller::caller_of};
    let (principal, id) = caller_of(connection)?;
    let place = model::list::Place::new(&kind, &folder);
    let connections = expect_context::<integrations::Connections>();
    answered(connections.columns(&principal, &id, &place).await)
}
