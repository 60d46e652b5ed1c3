//! Changes to a record that others may be changing too, and the account of what happened to it.

use jiff::SignedDuration;
use model::{Activity, ActivityEvent, ConnectionId};

use super::Inner;
use crate::{Connection, Principal, StoreError, Stored, VaultEntry};

/// How often a change is begun anew because somebody else was quicker.
const ROUNDS: usize = 16;
/// The same trouble is written once in this time.
const NOTE_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// The time of the last use is written once in this time.
const USE_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// A record that changes faster than we can.
#[derive(Debug, thiserror::Error)]
#[error("a record is written by too many at once")]
struct Contended;

impl Inner {
    /// Reads, changes and writes the connection, until nobody wrote in between; `change` says whether
    /// there is anything to write. Returns the record as it stands then, `None` when there is none
    /// that opens.
    pub(super) async fn amend(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        change: impl Fn(&mut Connection) -> bool,
    ) -> Result<Option<Stored>, StoreError> {
        let vault = &self.ports.vault;
        for _ in 0..ROUNDS {
            let Some(VaultEntry::Open(mut stored)) = vault.load(principal, id).await? else {
                return Ok(None);
            };
            if !change(&mut stored.connection) {
                return Ok(Some(*stored));
            }
            let written = vault.update(principal, &stored.connection, stored.generation).await?;
            if let Some(generation) = written {
                return Ok(Some(Stored { generation, ..*stored }));
            }
        }
        Err(StoreError::new(Contended))
    }

    /// Writes bad news into the connection's account, and into the log. It is worth no failure.
    pub(super) async fn note(&self, principal: &Principal, connection: &Connection, event: ActivityEvent) {
        let now = self.ports.clock.now();
        let known = |last: &Activity| last.event == event && now.duration_since(last.at) < NOTE_EVERY;
        if connection.activity.last().is_some_and(known) {
            return;
        }
        audit(connection, event);
        let noted = self.amend(principal, &connection.id, |current| {
            current.note(event, now);
            true
        });
        if let Err(error) = noted.await {
            tracing::debug!(error = &error as &dyn std::error::Error, "an entry is missing");
        }
    }

    /// Writes when the connection was used, now and then, and at once when it works again.
    pub(super) async fn note_use(&self, principal: &Principal, connection: &Connection) {
        let now = self.ports.clock.now();
        let long_ago = connection
            .last_used_at
            .is_none_or(|used| now.duration_since(used) >= USE_EVERY);
        let works_again = connection
            .activity
            .last()
            .is_some_and(|last| last.event.is_trouble() && connection.last_used_at.is_none_or(|used| used <= last.at));
        if !long_ago && !works_again {
            return;
        }
        let noted = self.amend(principal, &connection.id, |current| {
            current.last_used_at = Some(now);
            true
        });
        if let Err(error) = noted.await {
            tracing::debug!(error = &error as &dyn std::error::Error, "an entry is missing");
        }
    }
}

/// The same account for whoever runs the server: one line an event, without secrets.
pub(super) fn audit(connection: &Connection, event: ActivityEvent) {
    let Connection {
        id, provider, account, ..
    } = connection;
    tracing::info!(
        target: "audit",
        event = event.name(),
        connection = %id,
        provider = %provider,
        account = account.id,
        "a connection's account"
    );
}
