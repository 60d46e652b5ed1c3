//! `POST /api/disconnect`: revokes at the provider, forgets here, and says on `/` what happened.

use leptos::prelude::*;
use model::Disconnected;
#[cfg(feature = "ssr")]
use model::Notice;

use super::ApiError;

/// Ends one connection of the caller.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's; [`ApiError::Busy`] when it could not be removed.
#[server(prefix = "/api", endpoint = "disconnect")]
pub async fn disconnect(
    /// The id of the connection.
    #[server(default)]
    connection: String,
) -> Result<Disconnected, ApiError> {
    let outcome = end(connection).await;
    if let Some(crate::reply::ApiReply(reply)) = use_context() {
        // Never back to the `Referer`: that may be the page of the connection that is gone.
        reply.redirect(&destination(&outcome));
    }
    outcome
}

#[cfg(feature = "ssr")]
async fn end(connection: String) -> Result<Disconnected, ApiError> {
    use super::{answer::answered, caller::caller_of};
    let (principal, id) = caller_of(connection)?;
    let connections = expect_context::<integrations::Connections>();
    answered(connections.disconnect(&principal, &id).await)
}

/// Where the user reads what happened. What was gone before needs no words: the list shows it.
#[cfg(feature = "ssr")]
fn destination(outcome: &Result<Disconnected, ApiError>) -> String {
    let notice = match outcome {
        Ok(Disconnected { revoked: true }) => Notice::Disconnected,
        Ok(Disconnected { revoked: false }) => Notice::DisconnectedHere,
        Err(ApiError::NotFound) => return "/".to_owned(),
        Err(_) => Notice::DisconnectFailed,
    };
    format!("/?notice={}", notice.word())
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;

    #[test]
    fn each_outcome_leads_to_its_own_notice() {
        let cases = [
            (Ok(Disconnected { revoked: true }), "/?notice=disconnected"),
            (Ok(Disconnected { revoked: false }), "/?notice=disconnected-here"),
            (Err(ApiError::Busy), "/?notice=disconnect-failed"),
            (Err(ApiError::NotFound), "/"),
        ];
        for (outcome, path) in cases {
            assert_eq!(destination(&outcome), path, "{outcome:?}");
        }
    }
}
