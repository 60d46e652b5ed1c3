//! Counts and times what is asked of a backend.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use integrations::StoreError;
use tokio::time::Instant;

use super::{Backend, Entry, Scan};
use crate::keys::{Owner, RecordKey};

/// A backend whose operations are counted by outcome and timed.
pub(crate) struct Measured(pub(crate) Arc<dyn Backend>);

/// Counts and times one operation.
pub(super) async fn measured<T>(
    operation: &'static str,
    work: impl Future<Output = Result<T, StoreError>> + Send,
) -> Result<T, StoreError> {
    let begun = Instant::now();
    let done = work.await;
    let outcome = if done.is_ok() { "ok" } else { "error" };
    metrics::counter!("tributary_store_operations_total", "operation" => operation, "outcome" => outcome).increment(1);
    metrics::histogram!("tributary_store_operation_seconds", "operation" => operation).record(begun.elapsed());
    done
}

#[async_trait]
impl Backend for Measured {
    async fn put(&self, key: &str, value: &[u8], lifetime: Duration) -> Result<(), StoreError> {
        measured("put", self.0.put(key, value, lifetime)).await
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        measured("get", self.0.get(key)).await
    }

    async fn take(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        measured("take", self.0.take(key)).await
    }

    async fn enter(&self, room: &str, name: &str, places: u32, lifetime: Duration) -> Result<Entry, StoreError> {
        measured("enter", self.0.enter(room, name, places, lifetime)).await
    }

    async fn leave(&self, room: &str, name: &str) -> Result<(), StoreError> {
        measured("leave", self.0.leave(room, name)).await
    }

    async fn swap(
        &self,
        record: &RecordKey,
        expected: Option<&[u8]>,
        value: &[u8],
        lifetime: Duration,
    ) -> Result<bool, StoreError> {
        measured("swap", self.0.swap(record, expected, value, lifetime)).await
    }

    async fn delete(&self, record: &RecordKey) -> Result<bool, StoreError> {
        measured("delete", self.0.delete(record)).await
    }

    async fn replace(&self, key: &str, current: &[u8], value: &[u8]) -> Result<bool, StoreError> {
        measured("replace", self.0.replace(key, current, value)).await
    }

    async fn scan(&self, cursor: Option<String>) -> Result<Scan, StoreError> {
        measured("scan", self.0.scan(cursor)).await
    }

    async fn list(&self, owner: &Owner) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        measured("list", self.0.list(owner)).await
    }
}
