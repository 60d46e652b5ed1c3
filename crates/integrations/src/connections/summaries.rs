//! Summaries: a principal's connections as its owner may see them.

use jiff::Timestamp;
use model::{
    AccountSummary, Activity, ConnectionDetails, ConnectionId, ConnectionStatus, ConnectionSummary, ProviderId,
};

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

    /// One connection of the principal, and what became of it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find(
        &self,
        principal: &Principal,
        id: &ConnectionId,
    ) -> Result<Option<ConnectionDetails>, StoreError> {
        let Some(entry) = self.0.ports.vault.load(principal, id).await? else {
            return Ok(None);
        };
        Ok(Some(self.details(entry)))
    }

    fn details(&self, entry: VaultEntry) -> ConnectionDetails {
        let mut details = match &entry {
            VaultEntry::Open(stored) => history(&stored.connection),
            VaultEntry::Unreadable { .. } => History::default(),
        };
        details.activity.reverse();
        ConnectionDetails {
            summary: self.summary(entry),
            token_expires_at: details.token_expires_at,
            last_refreshed_at: details.last_refreshed_at,
            last_used_at: details.last_used_at,
            resumes_at: None,
            activity: details.activity,
        }
    }

    fn summary(&self, entry: VaultEntry) -> ConnectionSummary {
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

/// What became of a connection.
#[derive(Default)]
struct History {
    token_expires_at: Option<Timestamp>,
    last_refreshed_at: Option<Timestamp>,
    last_used_at: Option<Timestamp>,
    activity: Vec<Activity>,
}

fn history(connection: &Connection) -> History {
    let tokens = &connection.tokens;
    let renewed = tokens.obtained_at > connection.connected_at;
    History {
        token_expires_at: tokens.expires_at,
        last_refreshed_at: renewed.then_some(tokens.obtained_at),
        last_used_at: connection.last_used_at,
        activity: connection.activity.clone(),
    }
}
