//! The records of a connection's page, or what was last seen of them, and what asking for them changed.

use model::{ConnectionDetails, ItemPage, LastSeen};
use serde::{Deserialize, Serialize};

use crate::{
    api::{ApiError, find_connection, last_seen, list_items},
    items::Place,
};

/// What came.
#[derive(Clone, Serialize, Deserialize)]
pub struct Came {
    /// The page that was asked for.
    pub first: Result<ItemPage, ApiError>,
    /// The connection afterwards: its token may have been renewed or refused meanwhile.
    pub details: Option<ConnectionDetails>,
    /// Instead of a first page that did not come.
    pub seen: Option<LastSeen>,
}

/// Asks for the page of connection `id` that begins at `start`.
pub async fn fetch(id: String, start: Place) -> Came {
    let cursor = start.cursor().map(|cursor| cursor.0.clone());
    let first = list_items(id.clone(), cursor).await;
    // Not found a second time: the page says what it knew before.
    let details = find_connection(id).await.ok();
    let missed = start == Place::Start && first.as_ref().is_err_and(may_be_seen_without);
    let seen = match &details {
        Some(details) if missed => last_seen(&details.summary.id).await.ok().flatten(),
        _ => None,
    };
    Came { first, details, seen }
}

/// Whether the user may still read what came before this happened: not what a permission now forbids.
fn may_be_seen_without(error: &ApiError) -> bool {
    !matches!(error, ApiError::MissingScopes | ApiError::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_permission_forbids_is_not_shown_from_before() {
        assert!(!may_be_seen_without(&ApiError::MissingScopes));
        assert!(may_be_seen_without(&ApiError::ReconnectRequired));
        assert!(may_be_seen_without(&ApiError::ProviderUnavailable));
    }
}
