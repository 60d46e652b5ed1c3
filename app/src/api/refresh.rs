//! `POST /api/refresh`: looks now for what has changed at the provider.

use leptos::prelude::*;
use model::list::Progress;

use super::ApiError;

/// Begins to look, and says how far the list is.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's connection; else whatever kept us from asking.
#[server(prefix = "/api", endpoint = "refresh")]
pub async fn refresh_list(
    /// The id of the connection.
    #[server(default)]
    connection: String,
    /// In which kind; the first one without.
    #[server(default)]
    kind: String,
    /// Inside which item.
    #[server(default)]
    folder: String,
) -> Result<Progress, ApiError> {
    use super::{answer::answered, caller::caller_of};
    let (principal, id) = caller_of(connection)?;
    let place = model::list::Place::new(&kind, &folder);
    if let Some(crate::reply::ApiReply(reply)) = use_context() {
        // Where a plain form leads; the program in the page does not follow it.
        let view = model::list::View {
            place: place.clone(),
            ..Default::default()
        };
        let query = view.to_query();
        let mark = if query.is_empty() { "" } else { "?" };
        reply.redirect(&format!("/connections/{id}{mark}{query}"));
    }
    let connections = expect_context::<integrations::Connections>();
    answered(connections.refresh_list(&principal, &id, &place).await)
}
