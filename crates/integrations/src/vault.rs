//! Where connections rest, sealed.

use std::time::Duration;

use async_trait::async_trait;
use model::{ConnectionId, ProviderId};

use crate::{Connection, Principal, StoreError};

/// How long a connection rests unused before the store forgets it; each write begins it anew.
pub const CONNECTION_LIFETIME: Duration = Duration::from_hours(180 * 24);

/// Counts the writes of one record: a late writer is told from the newest by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(pub u64);

/// A connection as it was read, with the generation that it had.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The connection.
    pub connection: Connection,
    /// Which write this was.
    pub generation: Generation,
}

/// One record of a principal.
#[derive(Clone, Debug)]
pub enum VaultEntry {
    /// It opened.
    Open(Box<Stored>),
    /// It did not: another key, another place, damage. It stays until the user disconnects it.
    Unreadable {
        /// Its name.
        id: ConnectionId,
        /// What its label says, unproven: for showing and nothing else.
        provider: ProviderId,
    },
}

/// Why the store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PingError {
    /// It was sealed with keys that this process has not.
    #[error("the store was sealed with other keys than those of TRIBUTARY_KEYS")]
    OtherKeys,
    /// It does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How many connections there are, of all principals, by what can be done with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Usable.
    pub connected: u64,
    /// Waiting for their users.
    pub reconnect_needed: u64,
    /// Not to be opened with the keys that this process has.
    pub unreadable: u64,
}

/// Keeps connections by principal. Nobody sees another principal's, whatever the id.
#[async_trait]
pub trait Vault: Send + Sync + 'static {
    /// Writes the connection over whatever was under its id. Returns the new generation.
    async fn save(&self, principal: &Principal, connection: &Connection) -> Result<Generation, StoreError>;

    /// Writes only if the record still has generation `expected`.
    ///
    /// `None` when it has moved on or is gone: read again, never insist.
    async fn update(
        &self,
        principal: &Principal,
        connection: &Connection,
        expected: Generation,
    ) -> Result<Option<Generation>, StoreError>;

    /// The record of that id, if the principal has one.
    async fn load(&self, principal: &Principal, id: &ConnectionId) -> Result<Option<VaultEntry>, StoreError>;

    /// All records of the principal, by id.
    async fn list(&self, principal: &Principal) -> Result<Vec<VaultEntry>, StoreError>;

    /// Removes the record, readable or not. Says whether there was one.
    async fn delete(&self, principal: &Principal, id: &ConnectionId) -> Result<bool, StoreError>;

    /// Counts all connections, by reading each of them: for an operator, not for a request.
    async fn census(&self) -> Result<Census, StoreError>;

    /// Whether the store answers, and was sealed with keys that this process has.
    async fn ping(&self) -> Result<(), PingError>;
}
