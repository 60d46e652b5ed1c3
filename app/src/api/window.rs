//! `GET /api/window`: some rows of a connection's list, as a view shows them.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::list::Window;

use super::ApiError;

/// The rows of `view` (its query, as it stands in addresses) from `offset` on, at most `count`.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's connection; else whatever kept us from the first records.
#[server(prefix = "/api", endpoint = "window", input = GetUrl)]
pub async fn list_window(
    /// The id of the connection.
    #[server(default)]
    connection: String,
    /// What is searched for, how it is sorted and filtered, which columns are wanted.
    #[server(default)]
    view: String,
    /// The position of the first row, from 0.
    #[server(default)]
    offset: u32,
    /// How many rows.
    #[server(default)]
    count: u32,
    /// The id of a record whose position is of interest.
    #[server(default)]
    anchor: Option<String>,
) -> Result<Window, ApiError> {
    use super::{answer::answered, caller::caller_of};
    let (principal, id) = caller_of(connection)?;
    let view = model::list::View::from_query(&view);
    let request = integrations::connections::WindowRequest {
        view: &view,
        offset,
        count,
        anchor: anchor.as_deref(),
    };
    let connections = expect_context::<integrations::Connections>();
    answered(connections.window(&principal, &id, request).await)
}
