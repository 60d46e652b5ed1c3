//! Disconnect: tell the provider, then forget, whatever the provider said.

use model::{ActivityEvent, ConnectionId, Disconnected};

use super::{Connections, Inner, amend::audit, measure::measured};
use crate::{Access, Connection, LockError, Principal, Revocation, StoreError, VaultEntry, provider::AccountFacts};

/// Why a connection is still there.
#[derive(Debug, thiserror::Error)]
pub enum DisconnectError {
    /// The principal has no such connection.
    #[error("there is no such connection")]
    NotFound,
    /// The store failed.
    #[error("the connection could not be removed")]
    Store(#[from] StoreError),
    /// Somebody else changed the same connection for a long time.
    #[error("the connection is being changed by somebody else")]
    Busy,
    /// The task that was doing it ended early.
    #[error("the task ended early")]
    Interrupted,
}

impl From<LockError> for DisconnectError {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Busy => Self::Busy,
            LockError::Store(error) => Self::Store(error),
        }
    }
}

impl Connections {
    /// Revokes the grant at the provider and deletes the connection here, even if that failed.
    ///
    /// It runs in a task of its own: a caller that goes away does not leave half of it.
    ///
    /// # Errors
    /// See [`DisconnectError`].
    pub async fn disconnect(&self, principal: &Principal, id: &ConnectionId) -> Result<Disconnected, DisconnectError> {
        let (this, principal, id) = (self.clone(), principal.clone(), id.clone());
        let disconnection = async move { this.0.disconnect(&principal, &id).await };
        self.0.run(disconnection).await.ok_or(DisconnectError::Interrupted)?
    }
}

impl Inner {
    async fn disconnect(&self, principal: &Principal, id: &ConnectionId) -> Result<Disconnected, DisconnectError> {
        // No refresh may put a new token in while the old one is being revoked.
        let lock = self.ports.locks.acquire(principal, id.as_str()).await?;
        let outcome = self.disconnect_under_lock(principal, id).await;
        lock.release().await;
        outcome
    }

    async fn disconnect_under_lock(
        &self,
        principal: &Principal,
        id: &ConnectionId,
    ) -> Result<Disconnected, DisconnectError> {
        let entry = self
            .ports
            .vault
            .load(principal, id)
            .await?
            .ok_or(DisconnectError::NotFound)?;
        let (revoked, provider) = match &entry {
            VaultEntry::Open(stored) => (self.revoke(&stored.connection).await, &stored.connection.provider),
            VaultEntry::Unreadable { provider, .. } => (false, provider),
        };
        self.ports.vault.delete(principal, id).await?;
        self.last_seen.forget(id);
        self.forget_lists(principal, id, provider).await;
        if let VaultEntry::Open(stored) = &entry {
            audit(&stored.connection, ActivityEvent::Disconnected);
        }
        if !revoked {
            tracing::warn!(target: "audit", event = "revoke_failed", connection = %id, "the provider did not confirm");
        }
        Ok(Disconnected { revoked })
    }

    async fn revoke(&self, connection: &Connection) -> bool {
        let Some(provider) = self.ports.registry.get(&connection.provider) else {
            return false;
        };
        let access = Access {
            token: connection.tokens.access_token.clone(),
            account: Some(connection.account.clone()),
            scopes: connection.tokens.scopes.clone(),
            gate: self.gate(connection),
            facts: AccountFacts::new(),
        };
        let call = provider.revoke(&access, &connection.tokens);
        match measured(&connection.provider, call).await {
            Ok(revocation) => revocation == Revocation::Revoked,
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "revocation failed");
                false
            }
        }
    }
}
