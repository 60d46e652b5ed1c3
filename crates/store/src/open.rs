//! Opens a store: one backend, all ports.

use std::{path::Path, sync::Arc};

use integrations::{
    Clock, InProcessLocks, InProcessRateLimits, Locks, PendingAuthorizations, PingError, RateLimits, Sessions,
    SnapshotLogs, Spool, StoreError, Vault,
};

use crate::{
    Keyring, Location,
    backend::{
        Backend, embedded::Embedded, measured::Measured, redis_backend::RedisBackend, redis_clock::RedisClock,
        redis_findings, redis_link::RedisLink, redis_repair::RepairedRedis,
    },
    leases::Leases,
    location::{Kind, RedisLocation},
    logs::SealedLogs,
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
    /// What those who share the store tell each other of lists; `None` where nobody shares it.
    pub logs: Option<Arc<dyn SnapshotLogs>>,
    /// The time that lifetimes here go by: Redis's own, or the one that the store was opened with.
    pub clock: Arc<dyn Clock>,
    backend: Arc<dyn Backend>,
    sealer: Sealer,
    /// Where it is Redis: the way there, and this machine's own clock.
    redis: Option<(RedisLink, Arc<dyn Clock>)>,
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

    /// What an operator should know although all works, a sentence each: how records could get lost, and
    /// clocks that differ. It asks Redis; there is nothing to say of an embedded store.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn findings(&self) -> Result<Vec<String>, StoreError> {
        let Some((link, here)) = &self.redis else {
            return Ok(Vec::new());
        };
        let mut findings = redis_findings::of_servers(link).await?;
        findings.extend(redis_findings::of_clocks(here.now(), self.clock.now()));
        Ok(findings)
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
}

/// Opens the store at `location`. `clock` judges lifetimes, except in Redis, which has its own; the
/// store's [`clock`](Store::clock) is the one that counts.
///
/// Redis is not asked yet: it may come later, and go and come again.
///
/// # Errors
/// When a file cannot be opened or is in use.
pub fn open(location: Location, keyring: Keyring, clock: Arc<dyn Clock>) -> Result<Store, OpenError> {
    let sealer = Sealer::new(keyring);
    Ok(match location.0 {
        Kind::Memory => embedded(Embedded::in_memory(Arc::clone(&clock))?, sealer, clock),
        Kind::File(path) => embedded(Embedded::in_file(&path, Arc::clone(&clock))?, sealer, clock),
        Kind::Redis(location) => shared(*location, sealer, clock),
    })
}

/// This process alone uses the store, so what it counts and locks by itself is all there is.
fn embedded(backend: Embedded, sealer: Sealer, clock: Arc<dyn Clock>) -> Store {
    let among = Among {
        locks: Arc::new(InProcessLocks::default()),
        limits: Arc::new(InProcessRateLimits::new(Arc::clone(&clock))),
        logs: None,
        clock,
    };
    compose(Arc::new(backend), sealer, among, None)
}

/// Other processes use it too.
fn shared(location: RedisLocation, sealer: Sealer, here: Arc<dyn Clock>) -> Store {
    let clock = Arc::new(RedisClock::new(Arc::clone(&here)));
    let link = RedisLink::new(location, Arc::clone(&clock));
    let redis = RedisBackend::new(link.clone());
    let among = Among {
        locks: Arc::new(Leases::new(redis.leases())),
        limits: Arc::new(redis.limits()),
        logs: Some(Arc::new(SealedLogs {
            redis: redis.logs(),
            sealer: sealer.clone(),
        })),
        clock,
    };
    compose(Arc::new(RepairedRedis::new(redis)), sealer, among, Some((link, here)))
}

/// What processes agree by, as far as they share the store.
struct Among {
    locks: Arc<dyn Locks>,
    limits: Arc<dyn RateLimits>,
    logs: Option<Arc<dyn SnapshotLogs>>,
    clock: Arc<dyn Clock>,
}

fn compose(
    backend: Arc<dyn Backend>,
    sealer: Sealer,
    among: Among,
    redis: Option<(RedisLink, Arc<dyn Clock>)>,
) -> Store {
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
        locks: among.locks,
        limits: among.limits,
        logs: among.logs,
        clock: among.clock,
        backend,
        sealer,
        redis,
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
