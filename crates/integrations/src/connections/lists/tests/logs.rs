//! Logs in memory, as several instances share them.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;

use crate::{
    SnapshotLogs, StoreError,
    snapshot_log::{ListName, LogId},
};

type Entries = HashMap<(LogId, u32), Vec<u8>>;

#[derive(Default)]
pub struct MemoryLogs {
    current: Mutex<HashMap<ListName, LogId>>,
    pub entries: Mutex<Entries>,
    pub begun: AtomicUsize,
    pub fails: AtomicBool,
    /// An entry that is there and does not open.
    pub hidden: Mutex<Option<(LogId, u32)>>,
}

impl MemoryLogs {
    fn works(&self) -> Result<(), StoreError> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(StoreError::new("it is full"));
        }
        Ok(())
    }
}

#[async_trait]
impl SnapshotLogs for MemoryLogs {
    async fn current(&self, list: &ListName) -> Result<Option<LogId>, StoreError> {
        self.works()?;
        Ok(self.current.lock().unwrap().get(list).cloned())
    }

    async fn begin(&self, list: &ListName, log: &LogId) -> Result<(), StoreError> {
        self.works()?;
        self.begun.fetch_add(1, Ordering::SeqCst);
        self.current.lock().unwrap().insert(list.clone(), log.clone());
        Ok(())
    }

    async fn append(&self, _: &ListName, log: &LogId, index: u32, entry: &[u8]) -> Result<bool, StoreError> {
        self.works()?;
        let mut entries = self.entries.lock().unwrap();
        let is_new = !entries.contains_key(&(log.clone(), index));
        if is_new {
            entries.insert((log.clone(), index), entry.to_vec());
        }
        Ok(is_new)
    }

    async fn read(&self, _: &ListName, log: &LogId, index: u32) -> Result<Option<Vec<u8>>, StoreError> {
        self.works()?;
        let key = (log.clone(), index);
        if self.hidden.lock().unwrap().as_ref() == Some(&key) {
            return Ok(None);
        }
        Ok(self.entries.lock().unwrap().get(&key).cloned())
    }

    async fn keep(&self, _: &ListName, _: &LogId, _: u32) -> Result<(), StoreError> {
        self.works()
    }

    async fn forget(&self, list: &ListName) -> Result<(), StoreError> {
        self.current.lock().unwrap().remove(list);
        Ok(())
    }
}
