//! What instances tell each other of a list that one of them reads: a log of entries, the same for all.
//!
//! Whoever holds the list's lease appends; everybody else reads what is new. Nobody reads the provider
//! a second time for what stands here.

use std::time::Duration;

use async_trait::async_trait;
use model::{ConnectionId, ItemKind};

use crate::{Principal, StoreError};

/// How long a log is kept after it was last used.
pub const LOG_LIFETIME: Duration = Duration::from_mins(30);

/// Which list: of which connection of whom, and which kind of records.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListName {
    /// Whose connection.
    pub principal: Principal,
    /// Which connection.
    pub connection: ConnectionId,
    /// Which records.
    pub kind: ItemKind,
}

/// Names one log of a list: a reading from the start begins a new one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogId(pub String);

/// Keeps logs, sealed, for half an hour ([`LOG_LIFETIME`]) after they were last used: an entry from when
/// it was written, which log is current from when it began, all of it from when it was kept.
///
/// Entries count from 0. Each is written once: an instance that lost its lease without noticing
/// cannot write over what its successor wrote.
#[async_trait]
pub trait SnapshotLogs: Send + Sync + 'static {
    /// The log of the list that is current; `None` when there is none.
    async fn current(&self, list: &ListName) -> Result<Option<LogId>, StoreError>;

    /// Makes this the current log of the list, empty, in the place of any other.
    async fn begin(&self, list: &ListName, log: &LogId) -> Result<(), StoreError>;

    /// Writes the entry of that index if nobody has, and if the list has a current log: what was forgotten
    /// is not written again by whoever has not heard of it. Says whether it did. An error also where there
    /// is no room: whoever reads goes on alone then.
    async fn append(&self, list: &ListName, log: &LogId, index: u32, entry: &[u8]) -> Result<bool, StoreError>;

    /// The entry of that index, if it is there, and opens, and has not outlived itself.
    async fn read(&self, list: &ListName, log: &LogId, index: u32) -> Result<Option<Vec<u8>>, StoreError>;

    /// Gives the log another half hour, with its first `length` entries. What has ended stays so, and
    /// the list's current log gains nothing by another one.
    async fn keep(&self, list: &ListName, log: &LogId, length: u32) -> Result<(), StoreError>;

    /// Forgets all that is kept of the connection's list. Entries of older logs end by themselves.
    async fn forget(&self, list: &ListName) -> Result<(), StoreError>;
}
