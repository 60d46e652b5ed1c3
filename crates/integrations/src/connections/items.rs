//! Items: one page of a connection's records.

use std::{sync::Arc, time::Duration};

use model::{ActivityEvent, ConnectionId, ItemPage, LastSeen, PageCursor};

use super::{
    Connections, Inner,
    measure::measured,
    refresh::{LiveError, Urgency},
};
use crate::{
    Access, Connection, Gate, Principal, Provider, ProviderError, StoreError, descriptor::ItemKindDescriptor,
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
        let question = Question { principal, id, cursor };
        match self.0.ask(question, &stored.connection).await {
            Err(Refusal::Unauthorized) => {}
            answer => return answer.map_err(ItemsError::from),
        }
        let serial = stored.connection.tokens.serial;
        let renewed = self.refresh(principal, id, serial, Urgency::Needed).await?;
        match self.0.ask(question, &renewed.connection).await {
            Err(Refusal::Unauthorized) => {
                let serial = renewed.connection.tokens.serial;
                self.0.require_reconnect(principal, id, serial).await?;
                Err(ItemsError::Busy) // Somebody has renewed it meanwhile: the next attempt has a token that works.
            }
            answer => answer.map_err(ItemsError::from),
        }
    }
}

/// Which page, of whose connection.
#[derive(Clone, Copy)]
struct Question<'a> {
    principal: &'a Principal,
    id: &'a ConnectionId,
    cursor: Option<&'a PageCursor>,
}

/// Why the provider gave no page.
enum Refusal {
    /// It does not honour the token: a fresh one may help.
    Unauthorized,
    /// Anything else.
    Other(ItemsError),
}

impl From<Refusal> for ItemsError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unauthorized => Self::ReconnectRequired,
            Refusal::Other(error) => error,
        }
    }
}

impl Inner {
    /// The gate before the connection's account.
    pub(super) fn gate(&self, connection: &Connection) -> Gate {
        let provider = self.ports.registry.get(&connection.provider);
        let budgets = provider.map(|provider| provider.descriptor().budgets.clone());
        Gate::before(
            Arc::clone(&self.counts),
            Arc::clone(&self.learned),
            connection.provider.clone(),
            connection.account.id.clone(),
            budgets.unwrap_or_default(),
        )
    }

    /// Asks the provider for a page, and writes down what that says of the connection.
    async fn ask(&self, question: Question<'_>, connection: &Connection) -> Result<ItemPage, Refusal> {
        let Question { principal, id, cursor } = question;
        let nothing = || Refusal::Other(ItemsError::NotFound);
        let provider = self.ports.registry.get(&connection.provider).ok_or_else(nothing)?;
        let kind = listable_kind(provider.as_ref(), connection).map_err(Refusal::Other)?;
        let access = Access {
            token: connection.tokens.access_token.clone(),
            account: Some(connection.account.clone()),
            gate: self.gate(connection),
        };
        let call = provider.list_items(&access, &kind.kind, cursor);
        match measured(&connection.provider, call).await {
            Ok(page) => {
                self.note_use(principal, connection).await;
                if cursor.is_none() {
                    let (items, at) = (page.items.clone(), self.ports.clock.now());
                    self.last_seen.remember(id, LastSeen { items, at });
                }
                Ok(page)
            }
            Err(ProviderError::Unauthorized) => Err(Refusal::Unauthorized),
            Err(error) => {
                if let Some(event) = trouble(&error) {
                    self.note(principal, connection, event).await;
                }
                Err(Refusal::Other(classify(error, cursor)))
            }
        }
    }
}

/// What the owner of the connection should read of a failure; `None` for one that is only this request's.
fn trouble(error: &ProviderError) -> Option<ActivityEvent> {
    match error {
        ProviderError::RateLimited { .. } => Some(ActivityEvent::Throttled),
        ProviderError::MissingScopes { .. } => Some(ActivityEvent::MissingScopes),
        ProviderError::Unavailable | ProviderError::Malformed => Some(ActivityEvent::ProviderUnavailable),
        ProviderError::Unauthorized | ProviderError::Rejected { .. } => None,
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

/// A wait that the user can be told.
fn bounded(retry_after: Option<Duration>) -> Duration {
    retry_after.unwrap_or(DEFAULT_WAIT).min(LONGEST_WAIT)
}

fn classify(error: ProviderError, cursor: Option<&PageCursor>) -> ItemsError {
    match error {
        ProviderError::MissingScopes { any_of } => ItemsError::MissingScopes(any_of),
        ProviderError::RateLimited { retry_after } => ItemsError::RateLimited {
            retry_after: bounded(retry_after),
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
