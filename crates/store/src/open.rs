//! Opens a store: one backend, all ports.

use std::sync::Arc;

use integrations::{
    Clock, InProcessLocks, InProcessRateLimits, Locks, PendingAuthorizations, RateLimits, Sessions, StoreError, Vault,
};

use crate::{
    Keyring, Location,
    backend::{
        Backend, embedded::Embedded, redis_backend::RedisBackend, redis_clock::RedisClock, redis_findings,
        redis_link::RedisLink,
    },
    location::Kind,
    pending::SealedPending,
    sealing::Sealer,
    sessions::SealedSessions,
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
    /// The time that lifetimes here go by: Redis's own, or the one that the store was opened with.
    pub clock: Arc<dyn Clock>,
    /// Where it is Redis: the way there, and this machine's own clock.
    redis: Option<(RedisLink, Arc<dyn Clock>)>,
}

impl Store {
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
    let location = match location.0 {
        Kind::Memory => {
            return Ok(compose(
                Arc::new(Embedded::in_memory(Arc::clone(&clock))?),
                sealer,
                clock,
            ));
        }
        Kind::File(path) => {
            let embedded = Embedded::in_file(&path, Arc::clone(&clock))?;
            return Ok(compose(Arc::new(embedded), sealer, clock));
        }
        Kind::Redis(location) => location,
    };
    let redis_clock = Arc::new(RedisClock::new(Arc::clone(&clock)));
    let link = RedisLink::new(*location, Arc::clone(&redis_clock));
    let backend = Arc::new(RedisBackend::new(link.clone()));
    Ok(Store {
        redis: Some((link, clock)),
        ..compose(backend, sealer, redis_clock)
    })
}

fn compose(backend: Arc<dyn Backend>, sealer: Sealer, clock: Arc<dyn Clock>) -> Store {
    Store {
        pending: Arc::new(SealedPending {
            backend: Arc::clone(&backend),
            sealer: sealer.clone(),
        }),
        sessions: Arc::new(SealedSessions {
            backend: Arc::clone(&backend),
            sealer: sealer.clone(),
        }),
        vault: Arc::new(SealedVault { backend, sealer }),
        locks: Arc::new(InProcessLocks::default()),
        limits: Arc::new(InProcessRateLimits::new(Arc::clone(&clock))),
        clock,
        redis: None,
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
