//! Details: one connection, what became of it, and when it goes on.

use model::{ConnectionDetails, ConnectionId};

use super::Connections;
use crate::{Connection, Principal, StoreError, VaultEntry};

impl Connections {
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
        let VaultEntry::Open(stored) = &entry else {
            return Ok(Some(unknown(self.summary(entry))));
        };
        let connection = &stored.connection;
        let resumes_at = self.resumes_at(principal, connection).await?;
        let tokens = &connection.tokens;
        let renewed = tokens.obtained_at > connection.connected_at;
        Ok(Some(ConnectionDetails {
            token_expires_at: tokens.expires_at,
            last_refreshed_at: renewed.then_some(tokens.obtained_at),
            last_used_at: connection.last_used_at,
            resumes_at,
            activity: connection.activity.iter().rev().cloned().collect(),
            summary: self.summary(entry.clone()),
        }))
    }

    /// When the provider may be asked again, if it must not be asked now.
    async fn resumes_at(
        &self,
        principal: &Principal,
        connection: &Connection,
    ) -> Result<Option<jiff::Timestamp>, StoreError> {
        let refresh = self.0.refresh_paused(principal, &connection.id).await?;
        let requests = self.0.gate(connection).closed().await;
        let wait = refresh.max(requests);
        Ok(wait.map(|wait| self.0.ports.clock.now() + wait))
    }
}

/// Nothing is known of a record that does not open.
fn unknown(summary: model::ConnectionSummary) -> ConnectionDetails {
    ConnectionDetails {
        summary,
        token_expires_at: None,
        last_refreshed_at: None,
        last_used_at: None,
        resumes_at: None,
        activity: Vec::new(),
    }
}
