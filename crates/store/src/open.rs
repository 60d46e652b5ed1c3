//! Opens a store: one backend, all ports.

use std::{path::Path, sync::Arc};

use integrations::{
    Clock, InProcessLocks, InProcessRateLimits, Locks, PendingAuthorizations, PingError, RateLimits, Sessions, Spool,
    Vault,
};

use crate::{
    Keyring, Location,
    backend::{
        Backend, embedded::Embedded, measured::Measured, redis_backend::RedisBackend, redis_repair::RepairedRedis,
    },
    leases::Leases,
    location::Kind,
    pending::SealedPending,
    rekey::{Report, rekey},
    sealing::Sealer,
    sessions::SealedSessions,
    spool::{SealedSpool, SpoolError},
    vault::SealedVault,
};

/// The ports, on one backend and under one keyring.
#[derive(Clone)]
pub struct Store {
    /// Requests that wait for their answer.
    pub pending: Arc<dyn PendingAuthorizations>,
    /// Browsers' sessions.
    pub sessions: Arc<dyn Sessions>,
    /// Principals' connections. Its `ping` also finds out whether the keys are the right ones.
    pub vault: Arc<dyn Vault>,
    /// One task at a time, among all that share the store.
    pub locks: Arc<dyn Locks>,
    /// What is counted together by all that share the store.
    pub limits: Arc<dyn RateLimits>,
    backend: Arc<dyn Backend>,
    sealer: Sealer,
}

impl Store {
    /// Seals everything anew that older keys sealed, with the first one. Servers may run meanwhile.
    ///
    /// # Errors
    /// When the store was sealed with other keys, or fails; then it may be done again.
    pub async fn rekey(&self) -> Result<Report, PingError> {
        rekey(&*self.backend, &self.sealer).await
    }

    /// A spool for what this store does not take, in a folder of which this process is the only user,
    /// sealed with the same keys. The folder is made where there is none.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn spool(&self, folder: &Path) -> Result<Arc<dyn Spool>, SpoolError> {
        Ok(Arc::new(SealedSpool::new(folder, self.sealer.clone())?))
    }
}

/// Why a store cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("the store's file is in use by another process")]
    InUse,
    /// It cannot be read, or is no store.
    #[error("the store's file cannot be opened")]
    File(#[source] Box<redb::Error>),
    /// The location's parts do not fit together.
    #[error("the Redis URL cannot be used")]
    RedisUrl,
}

/// Opens the store at `location`. `clock` judges lifetimes, except in Redis, which has its own.
///
/// Redis is not asked yet: it may come later, and go and come again.
///
/// # Errors
/// When a file cannot be opened or is in use.
pub fn open(location: Location, keyring: Keyring, clock: Arc<dyn Clock>) -> Result<Store, OpenError> {
    let sealer = Sealer::new(keyring);
    let store = match location.0 {
        Kind::Memory => embedded(Embedded::in_memory(Arc::clone(&clock))?, sealer, clock),
        Kind::File(path) => embedded(Embedded::in_file(&path, Arc::clone(&clock))?, sealer, clock),
        Kind::Redis(info) => {
            let redis = RedisBackend::new(*info).map_err(|_| OpenError::RedisUrl)?;
            shared(redis, sealer)
        }
    };
    Ok(store)
}

/// This process alone uses the store, so what it counts and locks by itself is all there is.
fn embedded(backend: Embedded, sealer: Sealer, clock: Arc<dyn Clock>) -> Store {
    let locks = Arc::new(InProcessLocks::default());
    let limits = Arc::new(InProcessRateLimits::new(clock));
    compose(Arc::new(backend), sealer, locks, limits)
}

/// Other processes use it too.
fn shared(redis: RedisBackend, sealer: Sealer) -> Store {
    let locks = Arc::new(Leases::new(redis.leases()));
    let limits = Arc::new(redis.limits());
    compose(Arc::new(RepairedRedis::new(redis)), sealer, locks, limits)
}

fn compose(backend: Arc<dyn Backend>, sealer: Sealer, locks: Arc<dyn Locks>, limits: Arc<dyn RateLimits>) -> Store {
    let backend: Arc<dyn Backend> = Arc::new(Measured(backend));
    Store {
        pending: Arc::new(SealedPending {
            backend: Arc::clone(&backend),
            sealer: sealer.clone(),
        }),
        sessions: Arc::new(SealedSessions {
            backend: Arc::clone(&backend),
            sealer: sealer.clone(),
        }),
        vault: Arc::new(SealedVault {
            backend: Arc::clone(&backend),
            sealer: sealer.clone(),
        }),
        locks,
        limits,
        backend,
        sealer,
    }
}

impl From<redb::Error> for OpenError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::DatabaseAlreadyOpen => Self::InUse,
            other => Self::File(Box::new(other)),
        }
    }
}
