//! `GET /api/whereabouts`: the kinds of a connection's records, and the folders above a place.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::list::Whereabouts;

use super::ApiError;

/// Where that place is, with the ways to elsewhere.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's connection, and for a kind that there is not.
#[server(prefix = "/api", endpoint = "whereabouts", input = GetUrl)]
pub async fn find_whereabouts(
    /// The id of the connection.
    #[server(default)]
    connection: String,
    /// In which kind; the first one without.
    #[server(default)]
    kind: String,
    /// Inside which item.
    #[server(default)]
    folder: String,
) -> Result<Whereabouts, ApiError> {
    use super::{answer::answered, caller::caller_of};
    let (principal, id) = caller_of(connection)?;
    let place = model::list::Place::new(&kind, &folder);
    let connections = expect_context::<integrations::Connections>();
    answered(connections.whereabouts(&principal, &id, &place).await)
}
