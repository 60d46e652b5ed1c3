//! Locks across all processes that share a Redis: leases, renewed while they are held.
//!
//! A process queues its own tasks first and sends one contender. Whoever dies with a lease blocks
//! the others for its rest only; whoever is paused may lose it, and is told by the generation of
//! what it writes (assurance R29, R31 to R33).

use std::time::Duration;

use async_trait::async_trait;
use integrations::{
    InProcessLocks, Lock, LockError, Locks, Principal, StoreError,
    locks::{Held, LOCK_PATIENCE},
    random,
};
use tokio::{
    runtime::Handle,
    task::JoinHandle,
    time::{Instant, sleep},
};

use crate::{backend::redis_leases::RedisLeases, keys};

/// How long a lease lasts that nobody renews.
const LEASE: Duration = Duration::from_secs(30);
/// How often its holder renews it: two renewals may fail before it ends.
const RENEWED_EVERY: Duration = Duration::from_secs(10);
/// How often at most: after a minute in all it ends, since no task may hang for longer.
const RENEWALS: u32 = 3;
/// How long after an outage it is tried again to give a lease back.
const GIVE_BACK_AGAIN: Duration = Duration::from_millis(500);
/// The shortest wait between two attempts.
const SHORTEST_WAIT: Duration = Duration::from_millis(25);
/// The longest one.
const LONGEST_WAIT: Duration = Duration::from_millis(200);

/// Locks by lease.
pub(crate) struct Leases {
    queue: InProcessLocks,
    redis: RedisLeases,
}

/// A lease that we hold, or may hold: the answer can get lost. Dropping it gives it back.
struct Claim {
    redis: RedisLeases,
    key: String,
    owner: String,
    /// Our turn in this process: kept until the lease is given back, so that the next one finds it free.
    turn: Option<Lock>,
    renewal: Option<JoinHandle<()>>,
    may_hold: bool,
}

impl Leases {
    /// Leases in this Redis.
    pub(crate) fn new(redis: RedisLeases) -> Self {
        Self {
            queue: InProcessLocks::default(),
            redis,
        }
    }

    fn claim(&self, principal: &Principal, name: &str, turn: Lock) -> Claim {
        Claim {
            redis: self.redis.clone(),
            key: keys::lease(principal, name),
            owner: random::name(),
            turn: Some(turn),
            renewal: None,
            may_hold: false,
        }
    }
}

#[async_trait]
impl Locks for Leases {
    async fn acquire(&self, principal: &Principal, name: &str) -> Result<Lock, LockError> {
        let begun = Instant::now();
        let turn = self.queue.acquire(principal, name).await?;
        let mut claim = self.claim(principal, name, turn);
        let mut wait = SHORTEST_WAIT;
        while !claim.take().await? {
            if begun.elapsed() >= LOCK_PATIENCE {
                return Err(LockError::Busy);
            }
            wait = LONGEST_WAIT.min(wait * 2);
            // Contenders that began together do not come back together.
            sleep(SHORTEST_WAIT + random::up_to(wait.saturating_sub(SHORTEST_WAIT))).await;
        }
        Ok(claim.held())
    }

    async fn try_acquire(&self, principal: &Principal, name: &str) -> Result<Option<Lock>, StoreError> {
        let Some(turn) = self.queue.try_acquire(principal, name).await? else {
            return Ok(None);
        };
        let mut claim = self.claim(principal, name, turn);
        let taken = claim.take().await?;
        Ok(taken.then(|| claim.held()))
    }
}

impl Claim {
    async fn take(&mut self) -> Result<bool, StoreError> {
        self.may_hold = true;
        self.may_hold = self.redis.take(&self.key, &self.owner, LEASE).await?;
        Ok(self.may_hold)
    }

    fn held(mut self) -> Lock {
        let (redis, key, owner) = (self.redis.clone(), self.key.clone(), self.owner.clone());
        self.renewal = Some(tokio::spawn(renew(redis, key, owner)));
        Lock::new(self)
    }

    /// Gives the lease back, if there may be one, and then lets the next task of this process in.
    /// A task of its own does it: a caller that goes away leaves no lease behind.
    fn give_back(&mut self) -> Option<JoinHandle<()>> {
        let turn = self.turn.take()?;
        if let Some(renewal) = self.renewal.take() {
            renewal.abort();
        }
        let (redis, key, owner) = (self.redis.clone(), self.key.clone(), self.owner.clone());
        let may_hold = self.may_hold;
        // Without a runtime the process is ending, and the lease ends by itself.
        let runtime = Handle::try_current().ok()?;
        Some(runtime.spawn(async move {
            if may_hold && let Err(error) = redis.release(&key, &owner).await {
                tracing::warn!(%error, "a lease was not given back yet");
                tokio::spawn(give_back_later(redis, key, owner));
            }
            drop(turn);
        }))
    }
}

#[async_trait]
impl Held for Claim {
    async fn release(mut self: Box<Self>) {
        if let Some(task) = self.give_back() {
            // It fails only where the runtime ends.
            let _ = task.await;
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// Gives the lease back once the store answers again: whoever waits should not have to wait for its end.
async fn give_back_later(redis: RedisLeases, key: String, owner: String) {
    let begun = Instant::now();
    while begun.elapsed() < LEASE {
        sleep(GIVE_BACK_AGAIN).await;
        if redis.release(&key, &owner).await.is_ok() {
            return;
        }
    }
}

/// Keeps the lease alive until it was lost, or has lasted long enough.
async fn renew(redis: RedisLeases, key: String, owner: String) {
    for _ in 0..RENEWALS {
        sleep(RENEWED_EVERY).await;
        match redis.renew(&key, &owner, LEASE).await {
            Ok(true) => {}
            Ok(false) => return tracing::warn!("a lease was lost while it was held"),
            Err(error) => tracing::warn!(%error, "a lease was not renewed"),
        }
    }
}
