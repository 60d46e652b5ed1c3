//! One task at a time for each connection, and for each account that is being connected.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use async_trait::async_trait;
use tokio::{
    sync::{Mutex as AsyncMutex, OwnedMutexGuard},
    time::timeout,
};

use crate::{Principal, StoreError};

/// How long one task waits for another.
pub const LOCK_PATIENCE: Duration = Duration::from_secs(10);

/// Why there is no lock.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Somebody else held it for all of [`LOCK_PATIENCE`].
    #[error("somebody else is at it")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is held until it is given back.
#[async_trait]
pub trait Held: Send {
    /// Gives it back, and returns when others may have it.
    async fn release(self: Box<Self>);
}

/// Held while one task refreshes, replaces or ends a connection.
///
/// Give it back with [`Lock::release`]; dropping it does so too, a moment later.
pub struct Lock(Box<dyn Held>);

impl Lock {
    /// A lock over whatever must live as long.
    #[must_use]
    pub fn new(held: impl Held + 'static) -> Self {
        Self(Box::new(held))
    }

    /// Lets the next one in, and returns when it can come in.
    pub async fn release(self) {
        self.0.release().await;
    }
}

/// Hands out the locks: within this process, or across all that share a store.
///
/// A lock across processes is a lease. Its holder may lose it (a pause, an outage of the store), so
/// whoever writes under it still compares generations.
#[async_trait]
pub trait Locks: Send + Sync + 'static {
    /// Waits for the principal's lock of that name, for at most [`LOCK_PATIENCE`].
    async fn acquire(&self, principal: &Principal, name: &str) -> Result<Lock, LockError>;

    /// The lock, if nobody holds it.
    async fn try_acquire(&self, principal: &Principal, name: &str) -> Result<Option<Lock>, StoreError>;
}

/// Whose lock, and its name.
type Name = (Principal, String);

/// Locks within this process.
#[derive(Debug, Default)]
pub struct InProcessLocks {
    by_name: Mutex<HashMap<Name, Weak<AsyncMutex<()>>>>,
}

struct HeldInProcess {
    _guard: OwnedMutexGuard<()>,
}

#[async_trait]
impl Held for HeldInProcess {
    async fn release(self: Box<Self>) {}
}

impl InProcessLocks {
    fn of(&self, principal: &Principal, name: &str) -> Arc<AsyncMutex<()>> {
        let mut locks = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (principal.clone(), name.to_owned());
        if let Some(lock) = locks.get(&key).and_then(Weak::upgrade) {
            return lock;
        }
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(AsyncMutex::new(()));
        locks.insert(key, Arc::downgrade(&lock));
        lock
    }
}

#[async_trait]
impl Locks for InProcessLocks {
    async fn acquire(&self, principal: &Principal, name: &str) -> Result<Lock, LockError> {
        let lock = self.of(principal, name).lock_owned();
        let guard = timeout(LOCK_PATIENCE, lock).await.map_err(|_| LockError::Busy)?;
        Ok(Lock::new(HeldInProcess { _guard: guard }))
    }

    async fn try_acquire(&self, principal: &Principal, name: &str) -> Result<Option<Lock>, StoreError> {
        let guard = self.of(principal, name).try_lock_owned().ok();
        Ok(guard.map(|guard| Lock::new(HeldInProcess { _guard: guard })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> Principal {
        Principal::new("local", "ada")
    }

    #[tokio::test]
    async fn a_name_is_held_by_one_at_a_time() {
        let locks = InProcessLocks::default();
        let held = locks.acquire(&ada(), "a").await.unwrap();
        let free = async |principal: &Principal, name| locks.try_acquire(principal, name).await.unwrap().is_some();
        assert!(!free(&ada(), "a").await, "the same name waits");
        assert!(free(&ada(), "b").await, "another one does not");
        assert!(
            free(&Principal::new("local", "eve"), "a").await,
            "nor another principal's"
        );
        held.release().await;
        assert!(free(&ada(), "a").await, "releasing lets the next one in");
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever() {
        let locks = InProcessLocks::default();
        let _held = locks.acquire(&ada(), "a").await.unwrap();
        assert!(matches!(locks.acquire(&ada(), "a").await, Err(LockError::Busy)));
    }

    #[tokio::test]
    async fn locks_that_nobody_holds_are_forgotten() {
        let locks = InProcessLocks::default();
        for letter in 'a'..='z' {
            drop(locks.acquire(&ada(), &letter.to_string()).await.unwrap());
        }
        assert!(locks.by_name.lock().unwrap().len() <= 1);
    }
}
