//! A vault in memory that counts what is written, and fails when told to.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use model::ConnectionId;

use crate::{Census, Connection, Generation, PingError, Principal, StoreError, Stored, Vault, VaultEntry};

/// A vault that is a map, and counts what is written.
#[derive(Default)]
pub struct MapVault {
    records: Mutex<HashMap<(Principal, ConnectionId), Connection>>,
    pub writes: AtomicUsize,
    pub fails: AtomicBool,
}

impl MapVault {
    pub fn put(&self, principal: &Principal, connection: &Connection) {
        self.writes.fetch_add(1, Ordering::SeqCst);
        let key = (principal.clone(), connection.id.clone());
        self.records.lock().unwrap().insert(key, connection.clone());
    }
}

#[async_trait]
impl Vault for MapVault {
    async fn save(&self, principal: &Principal, connection: &Connection) -> Result<Generation, StoreError> {
        self.put(principal, connection);
        Ok(Generation(1))
    }

    async fn update(
        &self,
        principal: &Principal,
        connection: &Connection,
        expected: Generation,
    ) -> Result<Option<Generation>, StoreError> {
        self.put(principal, connection);
        Ok(Some(expected))
    }

    async fn load(&self, principal: &Principal, id: &ConnectionId) -> Result<Option<VaultEntry>, StoreError> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(StoreError::new("it is away"));
        }
        let records = self.records.lock().unwrap();
        let found = records.get(&(principal.clone(), id.clone())).cloned();
        Ok(found.map(|connection| {
            VaultEntry::Open(Box::new(Stored {
                connection,
                generation: Generation(1),
            }))
        }))
    }

    async fn list(&self, _: &Principal) -> Result<Vec<VaultEntry>, StoreError> {
        Ok(Vec::new())
    }

    async fn delete(&self, principal: &Principal, id: &ConnectionId) -> Result<bool, StoreError> {
        let mut records = self.records.lock().unwrap();
        Ok(records.remove(&(principal.clone(), id.clone())).is_some())
    }

    async fn census(&self) -> Result<Census, StoreError> {
        Ok(Census::default())
    }

    async fn ping(&self) -> Result<(), PingError> {
        Ok(())
    }
}
