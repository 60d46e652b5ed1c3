//! What a place for bytes must be able to do, whatever it is made of.

use std::time::Duration;

use async_trait::async_trait;
use integrations::StoreError;

use crate::keys::{Owner, RecordKey};

pub(crate) mod embedded;
pub(crate) mod measured;
mod recent_writes;
pub(crate) mod redis_backend;
mod redis_breaker;
pub(crate) mod redis_clock;
mod redis_cluster;
mod redis_dial;
mod redis_fault;
pub(crate) mod redis_findings;
pub(crate) mod redis_leases;
pub(crate) mod redis_limits;
mod redis_line;
pub(crate) mod redis_link;
pub(crate) mod redis_logs;
pub(crate) mod redis_repair;
mod redis_sentinel;
mod redis_slot;
mod redis_topology;

/// Whether there was a place in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// It is taken now.
    Entered,
    /// There is none for so long.
    Full(Duration),
}

/// Some keys, and where the next ones begin.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) keys: Vec<String>,
    /// `None` when these were the last.
    pub(crate) next: Option<String>,
}

/// Keeps sealed bytes by name, each for a lifetime by the backend's own clock.
///
/// Loose values stand alone under their key. A room has places. Records belong to an owner and can be listed by it.
#[async_trait]
pub(crate) trait Backend: Send + Sync + 'static {
    /// Keeps a loose value, over what was there.
    async fn put(&self, key: &str, value: &[u8], lifetime: Duration) -> Result<(), StoreError>;

    /// Reads a loose value or a record by its whole key.
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Removes and returns a loose value. Atomic: of concurrent calls one gets it.
    async fn take(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Takes one of so many places in a room, under a name, for a lifetime. Atomic. When all are taken:
    /// how long until one is free.
    async fn enter(&self, room: &str, name: &str, places: u32, lifetime: Duration) -> Result<Entry, StoreError>;

    /// Gives a place back. One that nobody has is no error.
    async fn leave(&self, room: &str, name: &str) -> Result<(), StoreError>;

    /// Keeps a record if its [`stamp`](crate::sealing::header::stamp) still is `expected`
    /// (`None`: if there is no record). Atomic. Says whether it did.
    async fn swap(
        &self,
        record: &RecordKey,
        expected: Option<&[u8]>,
        value: &[u8],
        lifetime: Duration,
    ) -> Result<bool, StoreError>;

    /// Removes a record. Says whether there was one.
    async fn delete(&self, record: &RecordKey) -> Result<bool, StoreError>;

    /// Puts a value in the place of `current`, whole against whole, for what is left of its lifetime.
    /// Atomic. Says whether it did.
    async fn replace(&self, key: &str, current: &[u8], value: &[u8]) -> Result<bool, StoreError>;

    /// Some keys of this store, from `cursor` on (from the beginning without one). Each that is there
    /// all the while comes at least once.
    async fn scan(&self, cursor: Option<String>) -> Result<Scan, StoreError>;

    /// All records of the owner, by name.
    async fn list(&self, owner: &Owner) -> Result<Vec<(String, Vec<u8>)>, StoreError>;
}
