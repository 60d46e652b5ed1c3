//! The embedded backend: one redb database, in memory or in a file.
//!
//! A value stands behind its expiry. What has expired is invisible at once; each write also
//! removes a few expired values for good, so they never pile up.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use integrations::{Clock, StoreError};
use redb::{Builder, Database, DatabaseError, ReadableDatabase as _, backends::FileBackend, backends::InMemoryBackend};
use tokio::sync::Mutex;

use super::{Backend, Entry, Scan};
use crate::{
    keys::{Owner, RecordKey},
    sealing::header::stamp,
};

mod caps;
mod tables;

use caps::Caps;
use tables::{Reading, Writing};

/// How much of a file is kept in memory. The records of a busy day fit.
const CACHE_BYTES: usize = 8 << 20;

/// How many keys one answer to a scan has.
const SCANNED_AT_ONCE: usize = 500;

/// A redb database, and the clock that lifetimes are judged by.
#[derive(Clone)]
pub(crate) struct Embedded {
    database: Arc<Database>,
    clock: Arc<dyn Clock>,
    caps: Caps,
    /// redb has one writer at a time: whoever waits for it waits here, not on a thread.
    writer: Arc<Mutex<()>>,
}

impl Embedded {
    /// A database that is lost with the process.
    pub(crate) fn in_memory(clock: Arc<dyn Clock>) -> Result<Self, redb::Error> {
        Self::new(builder().create_with_backend(InMemoryBackend::new())?, clock)
    }

    /// A database in a file of which this process is the only user.
    pub(crate) fn in_file(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, redb::Error> {
        let backend = FileBackend::new(open_private(path)?)?;
        Self::new(builder().create_with_backend(backend)?, clock)
    }

    fn new(database: Database, clock: Arc<dyn Clock>) -> Result<Self, redb::Error> {
        tables::create(&database)?;
        Ok(Self {
            database: Arc::new(database),
            clock,
            caps: Caps::USUAL,
            writer: Arc::default(),
        })
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reading) -> Result<T, redb::Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (database, now) = (self.database.clone(), self.clock.now());
        tokio::task::spawn_blocking(move || work(&Reading::begin(&database.begin_read()?, now)?))
            .await
            .map_err(StoreError::new)?
            .map_err(StoreError::new)
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, redb::Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let turn = self.writer.clone().lock_owned().await;
        let (database, now, caps) = (self.database.clone(), self.clock.now(), self.caps);
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            tables::write(&database, now, caps, work)
        })
        .await
        .map_err(StoreError::new)?
        .map_err(StoreError::new)
    }
}

#[async_trait]
impl Backend for Embedded {
    async fn put(&self, key: &str, value: &[u8], lifetime: Duration) -> Result<(), StoreError> {
        let (key, value) = (key.to_owned(), value.to_vec());
        let put = self.write(move |tables| tables.put(&key, &value, lifetime)).await?;
        put.map_err(StoreError::new)
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let key = key.to_owned();
        self.read(move |tables| tables.get(&key)).await
    }

    async fn take(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let key = key.to_owned();
        self.write(move |tables| tables.take(&key)).await
    }

    async fn enter(&self, room: &str, name: &str, places: u32, lifetime: Duration) -> Result<Entry, StoreError> {
        let (room, name) = (format!("{room}:"), name.to_owned());
        self.write(move |tables| {
            let taken = tables.lifetimes(&room)?;
            let first_free = taken.iter().min().filter(|_| taken.len() >= places as usize);
            if let Some(wait) = first_free {
                return Ok(Ok(Entry::Full(*wait)));
            }
            let put = tables.put(&format!("{room}{name}"), &[], lifetime)?;
            Ok(put.map(|()| Entry::Entered))
        })
        .await?
        .map_err(StoreError::new)
    }

    async fn leave(&self, room: &str, name: &str) -> Result<(), StoreError> {
        let place = format!("{room}:{name}");
        self.write(move |tables| tables.take(&place)).await?;
        Ok(())
    }

    async fn swap(
        &self,
        record: &RecordKey,
        expected: Option<&[u8]>,
        value: &[u8],
        lifetime: Duration,
    ) -> Result<bool, StoreError> {
        let (key, expected, value) = (record.key(), expected.map(<[u8]>::to_vec), value.to_vec());
        self.write(move |tables| {
            let current = tables.get(&key)?;
            if current.as_deref().map(stamp) != expected.as_deref() {
                return Ok(Ok(false));
            }
            let put = tables.put(&key, &value, lifetime)?;
            Ok(put.map(|()| true))
        })
        .await?
        .map_err(StoreError::new)
    }

    async fn delete(&self, record: &RecordKey) -> Result<bool, StoreError> {
        let key = record.key();
        self.write(move |tables| Ok(tables.take(&key)?.is_some())).await
    }

    async fn replace(&self, key: &str, current: &[u8], value: &[u8]) -> Result<bool, StoreError> {
        let (key, current, value) = (key.to_owned(), current.to_vec(), value.to_vec());
        self.write(move |tables| tables.replace(&key, &current, &value)).await
    }

    async fn scan(&self, cursor: Option<String>) -> Result<Scan, StoreError> {
        let keys = self
            .read(move |tables| tables.keys(cursor.as_deref().unwrap_or_default(), SCANNED_AT_ONCE))
            .await?;
        let next = keys.last().filter(|_| keys.len() == SCANNED_AT_ONCE).cloned();
        Ok(Scan { keys, next })
    }

    async fn list(&self, owner: &Owner) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let prefix = owner.prefix();
        self.read(move |tables| tables.list(&prefix)).await
    }
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE_BYTES);
    builder
}

/// Opens the file, or makes one that nobody but its owner may read.
fn open_private(path: &Path) -> Result<File, DatabaseError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600);
    options
        .open(path)
        .map_err(|error: io::Error| DatabaseError::Storage(error.into()))
}

#[cfg(test)]
mod tests;
