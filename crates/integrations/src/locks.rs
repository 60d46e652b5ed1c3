//! One refresh at a time for each connection.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use async_trait::async_trait;
use model::ConnectionId;
use tokio::sync::Mutex as AsyncMutex;

use crate::StoreError;

/// Held while one task refreshes or ends a connection; dropping it lets the next one in.
pub struct RefreshLock {
    _held: Box<dyn Any + Send>,
}

impl RefreshLock {
    /// Wraps whatever must live as long as the lock.
    #[must_use]
    pub fn new(held: impl Any + Send) -> Self {
        Self { _held: Box::new(held) }
    }
}

/// Hands out the locks. Later, across processes.
#[async_trait]
pub trait RefreshLocks: Send + Sync + 'static {
    /// Waits for the connection's lock.
    async fn acquire(&self, id: &ConnectionId) -> Result<RefreshLock, StoreError>;
}

/// Locks within this process.
#[derive(Debug, Default)]
pub struct InProcessLocks {
    by_connection: Mutex<HashMap<ConnectionId, Weak<AsyncMutex<()>>>>,
}

impl InProcessLocks {
    fn of(&self, id: &ConnectionId) -> Arc<AsyncMutex<()>> {
        let mut locks = self.by_connection.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.get(id).and_then(Weak::upgrade) {
            return lock;
        }
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(AsyncMutex::new(()));
        locks.insert(id.clone(), Arc::downgrade(&lock));
        lock
    }
}

#[async_trait]
impl RefreshLocks for InProcessLocks {
    async fn acquire(&self, id: &ConnectionId) -> Result<RefreshLock, StoreError> {
        Ok(RefreshLock::new(self.of(id).lock_owned().await))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(letter: char) -> ConnectionId {
        ConnectionId::new(letter.to_string().repeat(22)).unwrap()
    }

    #[tokio::test]
    async fn a_connection_is_held_by_one_at_a_time() {
        let locks = InProcessLocks::default();
        let held = locks.acquire(&id('a')).await.unwrap();
        assert!(locks.of(&id('a')).try_lock().is_err(), "the same connection waits");
        assert!(locks.of(&id('b')).try_lock().is_ok(), "another one does not");
        drop(held);
        assert!(locks.of(&id('a')).try_lock().is_ok(), "dropping lets the next one in");
    }

    #[tokio::test]
    async fn locks_that_nobody_holds_are_forgotten() {
        let locks = InProcessLocks::default();
        for letter in 'a'..='z' {
            drop(locks.acquire(&id(letter)).await.unwrap());
        }
        assert!(locks.by_connection.lock().unwrap().len() <= 1);
    }
}
