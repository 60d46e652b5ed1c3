//! Read repair: what this process wrote and Redis forgot again is written back.
//!
//! A restart loses the last second of writes, a failover those that no replica had (assurance R10,
//! R15). For a minute the process remembers what it wrote, and where it then finds an older
//! generation, or none, it puts its own in the place of that one. What somebody removed meanwhile
//! has a tombstone, and stays removed.

use std::time::Duration;

use async_trait::async_trait;
use integrations::StoreError;

use super::{Backend, Entry, Scan, recent_writes::RecentWrites, redis_backend::RedisBackend};
use crate::{
    keys::{Owner, RecordKey},
    sealing::header::stamp,
};

/// A Redis whose memory is helped.
pub(crate) struct RepairedRedis {
    redis: RedisBackend,
    recent: RecentWrites,
}

impl RepairedRedis {
    /// Nothing was written yet.
    pub(crate) fn new(redis: RedisBackend) -> Self {
        Self {
            redis,
            recent: RecentWrites::default(),
        }
    }

    /// Writes back what we wrote, if Redis has an older record or none. Says whether it did.
    async fn repair(&self, record: &RecordKey, found: Option<&[u8]>) -> Result<bool, StoreError> {
        let Some(ours) = self.recent.newer_than(record, found) else {
            return Ok(false);
        };
        let restored = self.redis.restore(record, found, &ours.value, ours.lifetime).await?;
        if restored {
            tracing::warn!("Redis had lost a write; it was written back");
        } else {
            // Somebody removed it, or wrote a moment ago: theirs counts.
            self.recent.forget(record);
        }
        Ok(restored)
    }
}

#[async_trait]
impl Backend for RepairedRedis {
    async fn put(&self, key: &str, value: &[u8], lifetime: Duration) -> Result<(), StoreError> {
        self.redis.put(key, value, lifetime).await
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.redis.get(key).await?;
        let Some(record) = RecordKey::parse(key) else {
            return Ok(found);
        };
        if self.repair(&record, found.as_deref().map(stamp)).await? {
            return self.redis.get(key).await;
        }
        Ok(found)
    }

    async fn take(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.redis.take(key).await
    }

    async fn enter(&self, room: &str, name: &str, places: u32, lifetime: Duration) -> Result<Entry, StoreError> {
        self.redis.enter(room, name, places, lifetime).await
    }

    async fn leave(&self, room: &str, name: &str) -> Result<(), StoreError> {
        self.redis.leave(room, name).await
    }

    async fn swap(
        &self,
        record: &RecordKey,
        expected: Option<&[u8]>,
        value: &[u8],
        lifetime: Duration,
    ) -> Result<bool, StoreError> {
        for _ in 0..2 {
            // Whoever expects less than we wrote has read what Redis went back to, or is late.
            let is_late = self.recent.newer_than(record, expected).is_some();
            if !is_late && self.redis.swap(record, expected, value, lifetime).await? {
                self.recent.remember(record, value, lifetime);
                return Ok(true);
            }
            // Redis may have gone back behind what is expected. Reading repairs it, and tells.
            let found = self.get(&record.key()).await?;
            if found.as_deref().map(stamp) != expected {
                return Ok(false);
            }
        }
        Ok(false)
    }

    async fn delete(&self, record: &RecordKey) -> Result<bool, StoreError> {
        let removed = self.redis.delete(record).await?;
        self.recent.forget(record);
        Ok(removed)
    }

    async fn replace(&self, key: &str, current: &[u8], value: &[u8]) -> Result<bool, StoreError> {
        self.redis.replace(key, current, value).await
    }

    async fn scan(&self, cursor: Option<String>) -> Result<Scan, StoreError> {
        self.redis.scan(cursor).await
    }

    async fn list(&self, owner: &Owner) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let records = self.redis.list(owner).await?;
        let mut repaired = false;
        for name in self.recent.names_of(owner) {
            let found = records.iter().find(|(found, _)| *found == name);
            let stamp = found.map(|(_, value)| stamp(value));
            let owner = owner.clone();
            repaired |= self.repair(&RecordKey { owner, name }, stamp).await?;
        }
        if repaired {
            self.redis.list(owner).await
        } else {
            Ok(records)
        }
    }
}
