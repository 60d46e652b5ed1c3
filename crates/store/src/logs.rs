//! Logs of lists: compressed, then sealed, each entry for its own index of its own log.
//!
//! They rest in Redis only: an embedded store has one process, which has the list in its memory.

use async_trait::async_trait;
use integrations::{
    SnapshotLogs, StoreError,
    snapshot_log::{LOG_LIFETIME, ListName, LogId},
};
use zeroize::Zeroizing;

use crate::{
    backend::redis_logs::{RedisLogs, TOUCHED_AT_ONCE},
    codec, keys,
    sealing::{Place, Purpose, Sealer},
};

/// Logs in a Redis.
pub(crate) struct SealedLogs {
    pub(crate) redis: RedisLogs,
    pub(crate) sealer: Sealer,
}

/// The key names list, log and index: an entry opens in no other place.
fn place<'a>(list: &'a ListName, key: &'a str) -> Place<'a> {
    Place {
        purpose: Purpose::Log,
        owner: Some(&list.principal),
        key,
        binding: None,
    }
}

#[async_trait]
impl SnapshotLogs for SealedLogs {
    async fn current(&self, list: &ListName) -> Result<Option<LogId>, StoreError> {
        let key = keys::current_log(list);
        let Some(sealed) = self.redis.get(&key).await? else {
            return Ok(None);
        };
        let name = self.open(place(list, &key), &sealed, codec::decode);
        Ok(name.map(LogId))
    }

    async fn begin(&self, list: &ListName, log: &LogId) -> Result<(), StoreError> {
        let key = keys::current_log(list);
        let sealed = self.sealer.seal(place(list, &key), None, 0, &codec::encode(&log.0));
        self.redis.put(&key, &sealed, LOG_LIFETIME).await
    }

    async fn append(&self, list: &ListName, log: &LogId, index: u32, entry: &[u8]) -> Result<bool, StoreError> {
        let key = keys::log_entry(list, log, index);
        let packed = Zeroizing::new(codec::log_entry::encode(entry).map_err(StoreError::new)?);
        let sealed = self.sealer.seal(place(list, &key), None, 0, &packed);
        let current = keys::current_log(list);
        self.redis.put_new(&key, &current, &sealed, LOG_LIFETIME).await
    }

    async fn read(&self, list: &ListName, log: &LogId, index: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let key = keys::log_entry(list, log, index);
        let Some(sealed) = self.redis.get(&key).await? else {
            return Ok(None);
        };
        Ok(self.open(place(list, &key), &sealed, codec::log_entry::decode))
    }

    async fn keep(&self, list: &ListName, log: &LogId, length: u32) -> Result<(), StoreError> {
        let is_current = self.current(list).await?.as_ref() == Some(log);
        if is_current {
            self.redis.extend(&[keys::current_log(list)], LOG_LIFETIME).await?;
        }
        for from in (0..length).step_by(TOUCHED_AT_ONCE) {
            let entries = some_entries(list, log, from, length);
            self.redis.extend(&entries, LOG_LIFETIME).await?;
        }
        Ok(())
    }

    /// First which one is current: from then on nothing is added. How long a log is stands nowhere, so entries
    /// are looked for until there is a stretch with none; what is left where this fails ends by itself.
    async fn forget(&self, list: &ListName) -> Result<(), StoreError> {
        let log = self.current(list).await?;
        self.redis.delete(&[keys::current_log(list)]).await?;
        let Some(log) = log else {
            return Ok(());
        };
        for from in (0..u32::MAX).step_by(TOUCHED_AT_ONCE) {
            if self.redis.delete(&some_entries(list, &log, from, u32::MAX)).await? == 0 {
                break;
            }
        }
        Ok(())
    }
}

impl SealedLogs {
    /// What stands in a record that was sealed for this place. What does not open is as good as lost, and counted.
    fn open<T>(&self, place: Place<'_>, sealed: &[u8], decode: impl Fn(&[u8]) -> Option<T>) -> Option<T> {
        let opened = self.sealer.open(place, sealed).ok();
        let found = opened.and_then(|opened| decode(&opened.plaintext));
        if found.is_none() {
            Purpose::Log.count_unreadable();
            tracing::warn!(target: "audit", event = "crypt_decrypt_fail", "a part of a log does not open");
        }
        found
    }
}

/// The keys of so many entries as are touched at once, before `end`.
fn some_entries(list: &ListName, log: &LogId, from: u32, end: u32) -> Vec<String> {
    (from..end)
        .take(TOUCHED_AT_ONCE)
        .map(|index| keys::log_entry(list, log, index))
        .collect()
}
