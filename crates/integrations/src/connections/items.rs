//! Items: one page of a connection's records.

use std::time::Duration;

use model::{ConnectionId, ItemPage, LastSeen, PageCursor, list::Place};

use super::{Connections, ask::Asked, refresh::LiveError};
use crate::{Principal, ProviderError, StoreError, provider::PageRequest, token_endpoint::TokenEndpointError};

/// Why there are no items to show.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ItemsError {
    /// The principal has no such connection, or it has no such page.
    #[error("there is nothing here")]
    NotFound,
    /// Only the user can renew the connection.
    #[error("this connection has ended; connect again")]
    ReconnectRequired,
    /// The grant lacks a scope; any one of these would do.
    #[error("the connection lacks a permission")]
    MissingScopes(Vec<String>),
    /// The provider asks us to wait.
    #[error("the provider asks us to wait")]
    RateLimited {
        /// How long.
        retry_after: Duration,
    },
    /// The provider cannot be reached, or answers nonsense.
    #[error("the provider cannot be reached")]
    Provider(#[source] ProviderError),
    /// The provider's token endpoint cannot be reached, or we are registered wrongly there.
    #[error("the provider cannot be reached")]
    TokenEndpoint(#[source] TokenEndpointError),
    /// The store failed.
    #[error("the store cannot be reached")]
    Store(#[source] StoreError),
    /// Somebody else has been refreshing the token for a long time.
    #[error("the token is being refreshed")]
    Busy,
    /// The task that was refreshing the token ended early.
    #[error("the task ended early")]
    Interrupted,
}

/// How long to wait when the provider does not say: HubSpot's rolling window.
const DEFAULT_WAIT: Duration = Duration::from_secs(10);
/// A longer wait is not the user's to sit through.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

impl Connections {
    /// One page of the connection's records, from `cursor` or from the start.
    ///
    /// # Errors
    /// See [`ItemsError`].
    pub async fn items(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
        cursor: Option<&PageCursor>,
    ) -> Result<ItemPage, ItemsError> {
        if cursor.is_some_and(|cursor| cursor.0.len() > PageCursor::MAX_LENGTH) {
            return Err(ItemsError::NotFound);
        }
        let at = cursor.cloned();
        let page = self
            .ask(principal, id, place, move |Asked { provider, access, kind }| {
                let at = at.clone();
                async move {
                    let request = PageRequest {
                        cursor: at.as_ref(),
                        properties: None,
                    };
                    provider.list_items(&access, &kind, request).await
                }
            })
            .await
            .map_err(|error| of_cursor(error, cursor))?;
        if cursor.is_none() && *place == Place::default() {
            let (items, at) = (page.items.clone(), self.0.ports.clock.now());
            self.0.last_seen.remember(id, LastSeen { items, at });
        }
        Ok(page)
    }
}

/// A cursor comes through the browser: one that the provider refuses leads to no page.
fn of_cursor(error: ItemsError, cursor: Option<&PageCursor>) -> ItemsError {
    match error {
        ItemsError::Provider(ProviderError::Rejected { status: 400 | 404 }) if cursor.is_some() => ItemsError::NotFound,
        other => other,
    }
}

/// A wait that the user can be told.
fn bounded(retry_after: Option<Duration>) -> Duration {
    retry_after.unwrap_or(DEFAULT_WAIT).min(LONGEST_WAIT)
}

impl From<ProviderError> for ItemsError {
    fn from(error: ProviderError) -> Self {
        match error {
            ProviderError::MissingScopes { any_of } => Self::MissingScopes(any_of),
            ProviderError::RateLimited { retry_after } => Self::RateLimited {
                retry_after: bounded(retry_after),
            },
            other => Self::Provider(other),
        }
    }
}

impl From<LiveError> for ItemsError {
    fn from(error: LiveError) -> Self {
        match error {
            LiveError::NotFound => Self::NotFound,
            LiveError::ReconnectRequired => Self::ReconnectRequired,
            LiveError::Refresh(TokenEndpointError::Throttled { retry_after }) => Self::RateLimited {
                retry_after: bounded(retry_after),
            },
            LiveError::Refresh(error) => Self::TokenEndpoint(error),
            LiveError::Store(error) => Self::Store(error),
            LiveError::Busy => Self::Busy,
            LiveError::Interrupted => Self::Interrupted,
        }
    }
}
