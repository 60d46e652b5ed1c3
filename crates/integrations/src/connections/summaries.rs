//! Summaries: a principal's connections as its owner may see them.

use model::{AccountSummary, ConnectionId, ConnectionStatus, ConnectionSummary, ProviderId};

use super::Connections;
use crate::{Connection, Principal, StoreError, VaultEntry};

impl Connections {
    /// All connections of the principal, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list(&self, principal: &Principal) -> Result<Vec<ConnectionSummary>, StoreError> {
        let entries = self.0.ports.vault.list(principal).await?;
        let mut summaries: Vec<_> = entries.into_iter().map(|entry| self.summary(entry)).collect();
        summaries.sort_by(|a, b| b.connected_at.cmp(&a.connected_at).then_with(|| a.id.cmp(&b.id)));
        Ok(summaries)
    }

    pub(super) fn summary(&self, entry: VaultEntry) -> ConnectionSummary {
        match entry {
            VaultEntry::Open(stored) => self.summary_of(stored.connection),
            VaultEntry::Unreadable { id, provider } => self.summary_of_unreadable(id, provider),
        }
    }

    fn summary_of(&self, connection: Connection) -> ConnectionSummary {
        let descriptor = self
            .0
            .ports
            .registry
            .get(&connection.provider)
            .map(|provider| provider.descriptor());
        let granted = connection.tokens.scopes;
        ConnectionSummary {
            id: connection.id,
            provider_name: self.display_name(&connection.provider),
            missing_scopes: descriptor.map(|data| data.missing_scopes(&granted)).unwrap_or_default(),
            revocable: descriptor.is_some_and(|data| data.revokes),
            provider: connection.provider,
            account: AccountSummary {
                id: connection.account.id,
                name: connection.account.name,
                label: connection.account.label,
            },
            connected_by: connection.account.connected_by,
            status: connection.status,
            scopes: granted,
            connected_at: Some(connection.connected_at),
        }
    }

    /// Fails closed: it can be connected again or disconnected, and shows nothing of what it held.
    fn summary_of_unreadable(&self, id: ConnectionId, provider: ProviderId) -> ConnectionSummary {
        let name = "Unknown account".to_owned();
        ConnectionSummary {
            id,
            provider_name: self.display_name(&provider),
            provider,
            account: AccountSummary {
                id: String::new(),
                name,
                label: "cannot be read".to_owned(),
            },
            connected_by: None,
            status: ConnectionStatus::ReconnectNeeded,
            scopes: Vec::new(),
            missing_scopes: Vec::new(),
            revocable: false,
            connected_at: None,
        }
    }

    fn display_name(&self, provider: &ProviderId) -> String {
        let known = self.0.ports.registry.get(provider);
        known.map_or_else(
            || provider.to_string(),
            |provider| provider.descriptor().display_name.to_owned(),
        )
    }
}
