//! Logs in this process's memory: instances of one test share them as they would share a Redis.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use integrations::{
    Clock, SnapshotLogs, StoreError,
    snapshot_log::{LOG_LIFETIME, ListName, LogId},
};
use jiff::Timestamp;

/// Keeps what it is given until the clock says that it has ended.
pub struct InProcessLogs {
    clock: Arc<dyn Clock>,
    books: Mutex<Books>,
}

#[derive(Default)]
struct Books {
    current: HashMap<ListName, Ending<LogId>>,
    entries: HashMap<(ListName, LogId, u32), Ending<Vec<u8>>>,
}

struct Ending<T> {
    value: T,
    ends: Timestamp,
}

impl InProcessLogs {
    /// Nothing yet, by this clock.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            books: Mutex::default(),
        }
    }

    /// What has not ended.
    fn books(&self) -> MutexGuard<'_, Books> {
        let now = self.clock.now();
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        books.current.retain(|_, log| log.ends > now);
        books.entries.retain(|_, entry| entry.ends > now);
        books
    }

    fn ending<T>(&self, value: T) -> Ending<T> {
        let ends = self.clock.now() + LOG_LIFETIME;
        Ending { value, ends }
    }
}

#[async_trait]
impl SnapshotLogs for InProcessLogs {
    async fn current(&self, list: &ListName) -> Result<Option<LogId>, StoreError> {
        Ok(self.books().current.get(list).map(|log| log.value.clone()))
    }

    async fn begin(&self, list: &ListName, log: &LogId) -> Result<(), StoreError> {
        let log = self.ending(log.clone());
        self.books().current.insert(list.clone(), log);
        Ok(())
    }

    async fn append(&self, list: &ListName, log: &LogId, index: u32, entry: &[u8]) -> Result<bool, StoreError> {
        let place = (list.clone(), log.clone(), index);
        let mut books = self.books();
        if books.entries.contains_key(&place) || !books.current.contains_key(list) {
            return Ok(false);
        }
        books.entries.insert(place, self.ending(entry.to_vec()));
        Ok(true)
    }

    async fn read(&self, list: &ListName, log: &LogId, index: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let place = (list.clone(), log.clone(), index);
        Ok(self.books().entries.get(&place).map(|entry| entry.value.clone()))
    }

    async fn keep(&self, list: &ListName, log: &LogId, length: u32) -> Result<(), StoreError> {
        let ends = self.clock.now() + LOG_LIFETIME;
        let mut books = self.books();
        if let Some(current) = books.current.get_mut(list).filter(|current| current.value == *log) {
            current.ends = ends;
        }
        for ((of, to, index), entry) in &mut books.entries {
            if of == list && to == log && *index < length {
                entry.ends = ends;
            }
        }
        Ok(())
    }

    async fn forget(&self, list: &ListName) -> Result<(), StoreError> {
        let mut books = self.books();
        if let Some(log) = books.current.remove(list) {
            books.entries.retain(|(of, to, _), _| of != list || *to != log.value);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::ManualClock, contract::LogsSubject};

    fn in_process() -> LogsSubject {
        let clock = ManualClock::default();
        LogsSubject {
            logs: Arc::new(InProcessLogs::new(Arc::new(clock.clone()))),
            time: Box::new(clock),
            kept: Box::new(()),
        }
    }

    crate::snapshot_logs_contract!(in_process);
}
