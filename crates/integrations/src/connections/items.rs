//! Items: one page of a connection's records.

use std::time::Duration;

use model::{ConnectionId, ItemPage, LastSeen, PageCursor};

use super::{Connections, Inner, refresh::LiveError};
use crate::{
    Access, Connection, Principal, Provider, ProviderError, StoreError, Stored, descriptor::ItemKindDescriptor,
    token_endpoint::TokenEndpointError,
};

/// Why there are no items to show.
#[derive(Debug, thiserror::Error)]
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
    /// Refreshes the token when it is due. A token that the provider does not honour although it
    /// should still live is refreshed once, and the page asked for once more.
    ///
    /// # Errors
    /// See [`ItemsError`].
    pub async fn items(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        cursor: Option<&PageCursor>,
    ) -> Result<ItemPage, ItemsError> {
        if cursor.is_some_and(|cursor| cursor.0.len() > PageCursor::MAX_LENGTH) {
            return Err(ItemsError::NotFound);
        }
        let stored = self.live(principal, id).await?;
        let provider = self
            .0
            .ports
            .registry
            .get(&stored.connection.provider)
            .ok_or(ItemsError::NotFound)?;
        let kind = listable_kind(provider.as_ref(), &stored.connection)?;
        match provider.list_items(&access(&stored), &kind.kind, cursor).await {
            Err(ProviderError::Unauthorized) => {}
            answer => return self.0.seen(id, cursor, answer),
        }
        let renewed = self.refresh(principal, id, stored.generation).await?;
        match provider.list_items(&access(&renewed), &kind.kind, cursor).await {
            Err(ProviderError::Unauthorized) => {
                self.0.require_reconnect(principal, renewed).await?;
                Err(ItemsError::ReconnectRequired)
            }
            answer => self.0.seen(id, cursor, answer),
        }
    }
}

impl Inner {
    /// Remembers the first page, for when it cannot be had.
    fn seen(
        &self,
        id: &ConnectionId,
        cursor: Option<&PageCursor>,
        answer: Result<ItemPage, ProviderError>,
    ) -> Result<ItemPage, ItemsError> {
        let page = answer.map_err(|error| classify(error, cursor))?;
        if cursor.is_none() {
            let (items, at) = (page.items.clone(), self.ports.clock.now());
            self.last_seen.remember(id, LastSeen { items, at });
        }
        Ok(page)
    }
}

fn access(stored: &Stored) -> Access {
    let connection = &stored.connection;
    Access {
        token: connection.tokens.access_token.clone(),
        account: Some(connection.account.clone()),
    }
}

/// The kind to show, if the grant allows it: nothing is asked that must be refused.
fn listable_kind<'a>(
    provider: &'a dyn Provider,
    connection: &Connection,
) -> Result<&'a ItemKindDescriptor, ItemsError> {
    let kind = provider.descriptor().item_kinds.first().ok_or(ItemsError::NotFound)?;
    let granted = &connection.tokens.scopes;
    match kind.scope {
        Some(scope) if !granted.iter().any(|name| name == scope) => {
            Err(ItemsError::MissingScopes(vec![scope.to_owned()]))
        }
        _ => Ok(kind),
    }
}

fn classify(error: ProviderError, cursor: Option<&PageCursor>) -> ItemsError {
    match error {
        ProviderError::MissingScopes { any_of } => ItemsError::MissingScopes(any_of),
        ProviderError::RateLimited { retry_after } => ItemsError::RateLimited {
            retry_after: retry_after.unwrap_or(DEFAULT_WAIT).min(LONGEST_WAIT),
        },
        // A cursor comes through the browser: one that the provider refuses leads to no page.
        ProviderError::Rejected { status: 400 | 404 } if cursor.is_some() => ItemsError::NotFound,
        other => ItemsError::Provider(other),
    }
}

impl From<LiveError> for ItemsError {
    fn from(error: LiveError) -> Self {
        match error {
            LiveError::NotFound => Self::NotFound,
            LiveError::ReconnectRequired => Self::ReconnectRequired,
            LiveError::Refresh(error) => Self::TokenEndpoint(error),
            LiveError::Store(error) => Self::Store(error),
            LiveError::Busy => Self::Busy,
            LiveError::Interrupted => Self::Interrupted,
        }
    }
}
