//! One task at a time for each connection, and for each account that is being connected.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use async_trait::async_trait;
use tokio::sync::Mutex as AsyncMutex;

use crate::StoreError;

/// Held while one task refreshes, replaces or ends a connection; dropping it lets the next one in.
pub struct Lock {
    _held: Box<dyn Any + Send>,
}

impl Lock {
    /// Wraps whatever must live as long as the lock.
    #[must_use]
    pub fn new(held: impl Any + Send) -> Self {
        Self { _held: Box::new(held) }
    }
}

/// Hands out the locks. Later, across processes.
#[async_trait]
pub trait Locks: Send + Sync + 'static {
    /// Waits for the lock of that name.
    async fn acquire(&self, name: &str) -> Result<Lock, StoreError>;
}

/// Locks within this process.
#[derive(Debug, Default)]
pub struct InProcessLocks {
    by_name: Mutex<HashMap<String, Weak<AsyncMutex<()>>>>,
}

impl InProcessLocks {
    fn of(&self, name: &str) -> Arc<AsyncMutex<()>> {
        let mut locks = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.get(name).and_then(Weak::upgrade) {
            return lock;
        }
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(AsyncMutex::new(()));
        locks.insert(name.to_owned(), Arc::downgrade(&lock));
        lock
    }
}

#[async_trait]
impl Locks for InProcessLocks {
    async fn acquire(&self, name: &str) -> Result<Lock, StoreError> {
        Ok(Lock::new(self.of(name).lock_owned().await))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_is_held_by_one_at_a_time() {
        let locks = InProcessLocks::default();
        let held = locks.acquire("a").await.unwrap();
        assert!(locks.of("a").try_lock().is_err(), "the same name waits");
        assert!(locks.of("b").try_lock().is_ok(), "another one does not");
        drop(held);
        assert!(locks.of("a").try_lock().is_ok(), "dropping lets the next one in");
    }

    #[tokio::test]
    async fn locks_that_nobody_holds_are_forgotten() {
        let locks = InProcessLocks::default();
        for letter in 'a'..='z' {
            drop(locks.acquire(&letter.to_string()).await.unwrap());
        }
        assert!(locks.by_name.lock().unwrap().len() <= 1);
    }
}
