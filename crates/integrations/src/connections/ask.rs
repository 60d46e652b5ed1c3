//! Asking a provider in a connection's name: with a live token, and once more with a fresh one.

use std::sync::Arc;

use model::{ActivityEvent, ConnectionId, ItemKind, list::Place};

use super::{Connections, Inner, items::ItemsError, lists::Shelfmark, measure::measured, refresh::Urgency};
use crate::{Access, Connection, Gate, Principal, Provider, ProviderError, provider::AccountFacts};

/// What a question is put with.
pub(super) struct Asked {
    /// Who is asked.
    pub(super) provider: Arc<dyn Provider>,
    /// With which token.
    pub(super) access: Access,
    /// About which records.
    pub(super) kind: ItemKind,
}

/// On whose behalf a question is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// Somebody waits for the answer.
    Person,
    /// A list is being read. It leaves room for people, and that it has to wait is no news.
    List,
}

/// Why the provider gave no answer.
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

impl Connections {
    /// Puts a question to the provider of the principal's connection.
    ///
    /// Refreshes the token when it is due. A token that the provider does not honour although it
    /// should still live is refreshed once, and the question put once more.
    pub(super) async fn ask<T, F, A>(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
        question: F,
    ) -> Result<T, ItemsError>
    where
        F: Fn(Asked) -> A,
        A: Future<Output = Result<T, ProviderError>>,
    {
        let stored = self.stored(principal, id).await?;
        let provider = self.0.ports.registry.get(&stored.connection.provider);
        let kind = Shelfmark::of(provider.ok_or(ItemsError::NotFound)?.descriptor(), place)?.kind;
        self.ask_for(Errand::Person, (principal, id), &kind, question).await
    }

    /// As above, on behalf of whom it is.
    pub(super) async fn ask_for<T, F, A>(
        &self,
        errand: Errand,
        (principal, id): (&Principal, &ConnectionId),
        kind: &ItemKind,
        question: F,
    ) -> Result<T, ItemsError>
    where
        F: Fn(Asked) -> A,
        A: Future<Output = Result<T, ProviderError>>,
    {
        let stored = self.live(principal, id).await?;
        match self
            .0
            .put((errand, kind), principal, &stored.connection, &question)
            .await
        {
            Err(Refusal::Unauthorized) => {}
            answer => return answer.map_err(ItemsError::from),
        }
        let serial = stored.connection.tokens.serial;
        let renewed = self.refresh(principal, id, serial, Urgency::Needed).await?;
        match self
            .0
            .put((errand, kind), principal, &renewed.connection, &question)
            .await
        {
            Err(Refusal::Unauthorized) => {
                let serial = renewed.connection.tokens.serial;
                self.0.require_reconnect(principal, id, serial).await?;
                Err(ItemsError::Busy) // Somebody has renewed it meanwhile: the next attempt has a token that works.
            }
            answer => answer.map_err(ItemsError::from),
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

    /// Puts the question once, and writes down what the answer says of the connection.
    async fn put<T, F, A>(
        &self,
        (errand, kind): (Errand, &ItemKind),
        principal: &Principal,
        connection: &Connection,
        question: &F,
    ) -> Result<T, Refusal>
    where
        F: Fn(Asked) -> A,
        A: Future<Output = Result<T, ProviderError>>,
    {
        let nothing = || Refusal::Other(ItemsError::NotFound);
        let provider = self.ports.registry.get(&connection.provider).ok_or_else(nothing)?;
        let gate = self.gate(connection);
        let access = Access {
            token: connection.tokens.access_token.clone(),
            account: Some(connection.account.clone()),
            scopes: connection.tokens.scopes.clone(),
            gate: if errand == Errand::List {
                gate.leaving_room()
            } else {
                gate
            },
            facts: AccountFacts::new(),
        };
        // Nothing is asked that must be refused.
        let checked = provider.descriptor().check_kind(kind, &access);
        checked.map_err(|error| match error {
            ProviderError::Rejected { .. } => nothing(),
            error => Refusal::Other(error.into()),
        })?;
        let call = question(Asked {
            provider: Arc::clone(provider),
            access,
            kind: kind.clone(),
        });
        match measured(&connection.provider, call).await {
            Ok(answer) => {
                self.note_use(principal, connection).await;
                Ok(answer)
            }
            Err(ProviderError::Unauthorized) => Err(Refusal::Unauthorized),
            Err(error) => {
                let is_pace = errand == Errand::List && matches!(error, ProviderError::RateLimited { .. });
                if let Some(event) = trouble(&error).filter(|_| !is_pace) {
                    self.note(principal, connection, event).await;
                }
                Err(Refusal::Other(error.into()))
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
