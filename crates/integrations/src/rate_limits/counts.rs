//! Counting: first alone, then together with all that share the store.

use std::{sync::Arc, time::Duration};

use tokio::time::timeout;

use super::{Admission, InProcessRateLimits, RateKey, RateLimit, RateLimits};
use crate::{Clock, StoreError};

/// What a request may lose to being counted together.
const DEADLINE: Duration = Duration::from_millis(250);

/// How long the store is left alone once it did not answer.
const REST: Duration = Duration::from_secs(5);

/// Counts in this process, which costs nothing and keeps a flood from the store, and in the store.
pub struct Counts {
    shared: Arc<dyn RateLimits>,
    own: InProcessRateLimits,
    /// Under this key the process's own limits remember that the store is resting.
    store: RateKey,
}

impl Counts {
    /// Counts by `shared`, and by the clock while that does not answer.
    #[must_use]
    pub fn new(shared: Arc<dyn RateLimits>, clock: Arc<dyn Clock>) -> Self {
        Self {
            shared,
            own: InProcessRateLimits::new(clock),
            store: RateKey::new(&["store"]),
        }
    }

    /// Whether both counts admit it; only the first one while the store does not answer.
    pub async fn admit(&self, key: &RateKey, limit: RateLimit) -> Admission {
        match self.own.admit(key, limit).await {
            Ok(Admission::Admitted) => {}
            Ok(wait @ Admission::Wait(_)) => return wait,
            Err(error) => note(&error),
        }
        match self.own.paused(&self.store).await {
            Ok(None) => self.admit_together(key, limit).await,
            _ => Admission::Admitted,
        }
    }

    /// Admits nothing under `key` for so long, here and wherever the store says so.
    pub async fn pause(&self, key: &RateKey, pause: Duration) {
        for paused in [self.own.pause(key, pause).await, self.shared.pause(key, pause).await] {
            if let Err(error) = paused {
                note(&error);
            }
        }
    }

    /// How long a pause of `key` still lasts, if there is one.
    pub async fn paused(&self, key: &RateKey) -> Option<Duration> {
        let (own, shared) = (self.own.paused(key).await, self.shared.paused(key).await);
        own.unwrap_or_default().max(shared.unwrap_or_default())
    }

    async fn admit_together(&self, key: &RateKey, limit: RateLimit) -> Admission {
        match timeout(DEADLINE, self.shared.admit(key, limit)).await {
            Ok(Ok(admission)) => return admission,
            Ok(Err(error)) => note(&error),
            Err(_) => tracing::warn!("the store took too long to count a request"),
        }
        if let Err(error) = self.own.pause(&self.store, REST).await {
            note(&error);
        }
        Admission::Admitted
    }
}

fn note(error: &StoreError) {
    tracing::warn!(
        error = error as &dyn std::error::Error,
        "requests are counted by this process alone"
    );
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use async_trait::async_trait;
    use jiff::Timestamp;

    use super::*;

    /// A clock that goes on when it is told.
    #[derive(Clone, Default)]
    struct ManualClock(Arc<AtomicU32>);

    impl ManualClock {
        fn advance(&self, by: Duration) {
            self.0.fetch_add(u32::try_from(by.as_secs()).unwrap(), Ordering::SeqCst);
        }
    }

    impl Clock for ManualClock {
        fn now(&self) -> Timestamp {
            Timestamp::from_second(self.0.load(Ordering::SeqCst).into()).unwrap()
        }
    }

    /// A store that fails, or hangs, and counts how often it was asked.
    #[derive(Default)]
    struct Away {
        hangs: bool,
        asked: AtomicU32,
    }

    #[async_trait]
    impl RateLimits for Away {
        async fn admit(&self, _: &RateKey, _: RateLimit) -> Result<Admission, StoreError> {
            self.asked.fetch_add(1, Ordering::SeqCst);
            if self.hangs {
                std::future::pending::<()>().await;
            }
            Err(StoreError::new(std::io::Error::other("away")))
        }

        async fn pause(&self, _: &RateKey, _: Duration) -> Result<(), StoreError> {
            Ok(())
        }

        async fn paused(&self, _: &RateKey) -> Result<Option<Duration>, StoreError> {
            Ok(None)
        }

        async fn resume(&self, _: &RateKey) -> Result<(), StoreError> {
            Ok(())
        }
    }

    const TWO: RateLimit = RateLimit {
        permits: 2,
        window: Duration::from_mins(1),
    };

    fn clock() -> ManualClock {
        ManualClock::default()
    }

    fn key() -> RateKey {
        RateKey::new(&["someone"])
    }

    #[tokio::test]
    async fn two_processes_count_together() {
        let shared: Arc<dyn RateLimits> = Arc::new(InProcessRateLimits::new(Arc::new(clock())));
        let counts = || Counts::new(Arc::clone(&shared), Arc::new(clock()));
        let (one, other) = (counts(), counts());
        assert_eq!(one.admit(&key(), TWO).await, Admission::Admitted);
        assert_eq!(other.admit(&key(), TWO).await, Admission::Admitted);
        assert_eq!(one.admit(&key(), TWO).await, Admission::Wait(TWO.window));
    }

    #[tokio::test(start_paused = true)]
    async fn without_the_store_a_process_counts_alone_and_leaves_the_store_in_peace() {
        for hangs in [false, true] {
            let away = Arc::new(Away {
                hangs,
                ..Away::default()
            });
            let clock = clock();
            let counts = Counts::new(away.clone(), Arc::new(clock.clone()));
            assert_eq!(counts.admit(&key(), TWO).await, Admission::Admitted);
            assert_eq!(counts.admit(&key(), TWO).await, Admission::Admitted);
            assert_eq!(away.asked.load(Ordering::SeqCst), 1);
            assert_eq!(counts.admit(&key(), TWO).await, Admission::Wait(TWO.window));
            clock.advance(TWO.window);
            assert_eq!(counts.admit(&key(), TWO).await, Admission::Admitted);
            assert_eq!(away.asked.load(Ordering::SeqCst), 2, "it is asked again");
        }
    }
}
