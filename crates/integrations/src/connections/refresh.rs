//! Live tokens: what can be used now, refreshed once whoever asks.

use model::{ConnectionId, ConnectionStatus};

use super::{Connections, Inner};
use crate::{
    Generation, LockError, Principal, StoreError, Stored, VaultEntry,
    token_endpoint::{Grant, TokenEndpointError},
};

/// Why there is no token to use.
#[derive(Debug, thiserror::Error)]
pub(super) enum LiveError {
    #[error("the principal has no such connection")]
    NotFound,
    #[error("only the user can renew this connection")]
    ReconnectRequired,
    #[error("the token could not be refreshed")]
    Refresh(#[source] TokenEndpointError),
    #[error("the vault failed")]
    Store(#[from] StoreError),
    #[error("somebody else is refreshing the token")]
    Busy,
    #[error("the task ended early")]
    Interrupted,
}

impl From<LockError> for LiveError {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Busy => Self::Busy,
            LockError::Store(error) => Self::Store(error),
        }
    }
}

impl Connections {
    /// The connection with an access token that lives: refreshed when it is time, early enough that
    /// a refresh that fails for now does no harm yet.
    pub(super) async fn live(&self, principal: &Principal, id: &ConnectionId) -> Result<Stored, LiveError> {
        let stored = self.0.usable(principal, id).await?;
        let now = self.0.ports.clock.now();
        if !stored.connection.tokens.needs_refresh(now) {
            return Ok(stored);
        }
        match self.refresh(principal, id, stored.generation).await {
            Err(LiveError::Refresh(error)) if !stored.connection.tokens.is_expired(now) => {
                tracing::warn!(connection = %id, error = &error as &dyn std::error::Error, "refresh failed");
                Ok(stored)
            }
            outcome => outcome,
        }
    }

    /// Refreshes the token set that was read as generation `seen`, unless somebody did already.
    ///
    /// It runs in a task of its own: a caller that goes away loses no rotated token.
    pub(super) async fn refresh(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        seen: Generation,
    ) -> Result<Stored, LiveError> {
        let attempt = Attempt {
            seen,
            failures: self.0.failures.count(id),
        };
        let (this, principal, id) = (self.clone(), principal.clone(), id.clone());
        let refresh = async move { this.0.refresh_once(&principal, &id, attempt).await };
        self.0.run(refresh).await.ok_or(LiveError::Interrupted)?
    }
}

/// What a caller knew when it asked for a refresh.
#[derive(Clone, Copy)]
struct Attempt {
    seen: Generation,
    failures: u64,
}

impl Inner {
    /// The record, if it can be used at all.
    async fn usable(&self, principal: &Principal, id: &ConnectionId) -> Result<Stored, LiveError> {
        match self.ports.vault.load(principal, id).await? {
            None => Err(LiveError::NotFound),
            Some(VaultEntry::Unreadable { .. }) => Err(LiveError::ReconnectRequired),
            Some(VaultEntry::Open(stored)) if stored.connection.status == ConnectionStatus::ReconnectNeeded => {
                Err(LiveError::ReconnectRequired)
            }
            Some(VaultEntry::Open(stored)) => Ok(*stored),
        }
    }

    async fn refresh_once(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        attempt: Attempt,
    ) -> Result<Stored, LiveError> {
        let _lock = self.ports.locks.acquire(principal, id.as_str()).await?;
        let stored = self.usable(principal, id).await?;
        if stored.generation != attempt.seen {
            return Ok(stored); // Whoever held the lock before us has refreshed.
        }
        if let Some(error) = self.failures.since(id, attempt.failures, stored.generation) {
            return Err(LiveError::Refresh(error)); // Or has tried just now.
        }
        let Some(refresh_token) = stored.connection.tokens.refresh_token.clone() else {
            return self.require_reconnect(principal, stored).await;
        };
        let provider = self
            .ports
            .registry
            .get(&stored.connection.provider)
            .ok_or(LiveError::ReconnectRequired)?;
        let grant = Grant::RefreshToken(refresh_token);
        let granted = &stored.connection.tokens.scopes;
        match self.token_endpoint.redeem(provider.descriptor(), grant, granted).await {
            Ok(tokens) => {
                self.failures.forget(id);
                let tokens = stored.connection.tokens.succeeded_by(tokens);
                tracing::info!(connection = %id, "refreshed");
                self.replace(principal, stored, |connection| connection.tokens = tokens)
                    .await
            }
            Err(TokenEndpointError::Refused) => self.require_reconnect(principal, stored).await,
            Err(error) => {
                self.failures.record(id, stored.generation, error);
                Err(LiveError::Refresh(error))
            }
        }
    }

    /// Marks the connection: only the user can renew it. The record stays.
    pub(super) async fn require_reconnect(&self, principal: &Principal, stored: Stored) -> Result<Stored, LiveError> {
        self.failures.forget(&stored.connection.id);
        tracing::warn!(connection = %stored.connection.id, "reconnect needed");
        self.replace(principal, stored, |connection| {
            connection.status = ConnectionStatus::ReconnectNeeded;
        })
        .await
    }

    /// Writes a changed record if nobody wrote before; else what they wrote counts.
    async fn replace(
        &self,
        principal: &Principal,
        mut stored: Stored,
        change: impl FnOnce(&mut crate::Connection),
    ) -> Result<Stored, LiveError> {
        change(&mut stored.connection);
        let connection = &stored.connection;
        match self
            .ports
            .vault
            .update(principal, connection, stored.generation)
            .await?
        {
            Some(_) if connection.status == ConnectionStatus::ReconnectNeeded => Err(LiveError::ReconnectRequired),
            Some(generation) => Ok(Stored { generation, ..stored }),
            None => self.usable(principal, &connection.id.clone()).await,
        }
    }
}
