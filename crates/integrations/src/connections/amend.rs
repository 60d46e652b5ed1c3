//! Changes to a record that others may be changing too, and the account of what happened to it.

use jiff::{SignedDuration, Timestamp};
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

/// A record that does not open here: an instance with newer keys may have sealed it anew.
#[derive(Debug, thiserror::Error)]
#[error("a record does not open with the keys of this process")]
struct Unreadable;

impl Inner {
    /// Reads, changes and writes the connection, until nobody wrote in between; `change` says whether
    /// there is anything to write. Returns the record as it stands then, `None` when it is gone. One
    /// that does not open is an error: it is there, and its grant is somebody's.
    pub(super) async fn amend(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        change: impl Fn(&mut Connection) -> bool,
    ) -> Result<Option<Stored>, StoreError> {
        let vault = &self.ports.vault;
        for _ in 0..ROUNDS {
            let mut stored = match vault.load(principal, id).await? {
                None => return Ok(None),
                Some(VaultEntry::Unreadable { .. }) => return Err(StoreError::new(Unreadable)),
                Some(VaultEntry::Open(stored)) => stored,
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
        let is_news = |connection: &Connection| !connection.activity.last().is_some_and(known);
        if !is_news(connection) {
            return;
        }
        audit(connection, event);
        // Many requests may fail at once: the first one writes it.
        let noted = self.amend(principal, &connection.id, |current| {
            let is_news = is_news(current);
            if is_news {
                current.note(event, now);
            }
            is_news
        });
        if let Err(error) = noted.await {
            tracing::debug!(error = &error as &dyn std::error::Error, "an entry is missing");
        }
    }

    /// Writes when the connection was used, now and then, and at once when it works again.
    pub(super) async fn note_use(&self, principal: &Principal, connection: &Connection) {
        let now = self.ports.clock.now();
        if !use_is_news(connection, now) {
            return;
        }
        let noted = self.amend(principal, &connection.id, |current| {
            let is_news = use_is_news(current, now);
            if is_news {
                current.last_used_at = Some(now);
            }
            is_news
        });
        if let Err(error) = noted.await {
            tracing::debug!(error = &error as &dyn std::error::Error, "an entry is missing");
        }
    }
}

/// Whether the last use was long ago, or before the last trouble.
fn use_is_news(connection: &Connection, now: Timestamp) -> bool {
    let Some(used) = connection.last_used_at else {
        return true;
    };
    let works_again = |last: &Activity| last.event.is_trouble() && used <= last.at && last.at < now;
    now.duration_since(used) >= USE_EVERY || connection.activity.last().is_some_and(works_again)
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
