//! Rate limits within this process: for the embedded store, and while a shared one is away.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;

use super::{Admission, RateKey, RateLimit, RateLimits};
use crate::{Clock, StoreError};

/// So many keys are kept before those that say nothing any more are dropped.
const SWEEP_AT: usize = 4096;

/// The last admissions and the pause of each key.
pub struct InProcessRateLimits {
    clock: Arc<dyn Clock>,
    books: Mutex<Books>,
}

struct Books {
    by_key: HashMap<RateKey, Book>,
    sweep_at: usize,
}

#[derive(Default)]
struct Book {
    admitted: VecDeque<Timestamp>,
    window: Duration,
    pause: Option<Pause>,
}

#[derive(Clone, Copy)]
struct Pause {
    until: Timestamp,
    length: Duration,
}

impl InProcessRateLimits {
    /// By this clock.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let books = Books {
            by_key: HashMap::new(),
            sweep_at: SWEEP_AT,
        };
        Self {
            clock,
            books: Mutex::new(books),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Books {
    fn of(&mut self, key: &RateKey, now: Timestamp) -> &mut Book {
        if self.by_key.len() >= self.sweep_at {
            self.by_key.retain(|_, book| !book.says_nothing(now));
            self.sweep_at = SWEEP_AT.max(self.by_key.len() * 2);
        }
        self.by_key.entry(key.clone()).or_default()
    }
}

impl Book {
    fn says_nothing(&self, now: Timestamp) -> bool {
        let last_counts = self.admitted.back().is_some_and(|last| *last + self.window > now);
        !last_counts && self.pause_at(now).is_none()
    }

    fn pause_at(&self, now: Timestamp) -> Option<Duration> {
        let pause = self.pause?;
        let left = Duration::try_from(pause.until.duration_since(now)).ok()?;
        // One that lasts much longer than it was meant to was written before the clock was set back.
        (!left.is_zero() && left <= pause.length.saturating_mul(2)).then_some(left)
    }

    fn admit(&mut self, limit: RateLimit, now: Timestamp) -> Admission {
        if let Some(pause) = self.pause_at(now) {
            return Admission::Wait(pause);
        }
        let now = self.since_set_back(limit.window, now);
        self.window = limit.window;
        while self.admitted.front().is_some_and(|first| *first + limit.window <= now) {
            self.admitted.pop_front();
        }
        let permits = usize::try_from(limit.permits).unwrap_or(usize::MAX);
        if self.admitted.len() < permits {
            self.admitted.push_back(now);
            return Admission::Admitted;
        }
        let last_of_all = self.admitted.len().checked_sub(permits);
        let frees = last_of_all
            .and_then(|index| self.admitted.get(index))
            .map_or(now + limit.window, |one| *one + limit.window);
        Admission::Wait(Duration::try_from(frees.duration_since(now)).unwrap_or(limit.window))
    }

    /// What a clock that was set back wrote before lies in the future. A little of it counts as now;
    /// more than a window of it says nothing and is forgotten (assurance R35).
    fn since_set_back(&mut self, window: Duration, now: Timestamp) -> Timestamp {
        let newest = self.admitted.back().copied().unwrap_or(now);
        if newest > now + window {
            self.admitted.clear();
            return now;
        }
        now.max(newest)
    }
}

#[async_trait]
impl RateLimits for InProcessRateLimits {
    async fn admit(&self, key: &RateKey, limit: RateLimit) -> Result<Admission, StoreError> {
        let now = self.clock.now();
        Ok(self.lock().of(key, now).admit(limit, now))
    }

    async fn pause(&self, key: &RateKey, pause: Duration) -> Result<(), StoreError> {
        let now = self.clock.now();
        let mut books = self.lock();
        let book = books.of(key, now);
        if book.pause_at(now).is_none_or(|left| left < pause) {
            let until = now.checked_add(pause).unwrap_or(Timestamp::MAX);
            book.pause = Some(Pause { until, length: pause });
        }
        Ok(())
    }

    async fn paused(&self, key: &RateKey) -> Result<Option<Duration>, StoreError> {
        let now = self.clock.now();
        Ok(self.lock().by_key.get(key).and_then(|book| book.pause_at(now)))
    }

    async fn resume(&self, key: &RateKey) -> Result<(), StoreError> {
        if let Some(book) = self.lock().by_key.get_mut(key) {
            book.pause = None;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: RateLimit = RateLimit {
        permits: 2,
        window: Duration::from_secs(10),
    };
    const HOUR: Duration = Duration::from_hours(1);

    struct Hands(Mutex<Timestamp>);

    impl Clock for Hands {
        fn now(&self) -> Timestamp {
            *self.0.lock().unwrap()
        }
    }

    fn limits() -> (InProcessRateLimits, Arc<Hands>) {
        let hands = Arc::new(Hands(Mutex::new(Timestamp::constant(1_900_000_800, 0))));
        (InProcessRateLimits::new(hands.clone()), hands)
    }

    fn set_back(hands: &Hands, by: Duration) {
        *hands.0.lock().unwrap() -= by;
    }

    async fn admitted_of(limits: &InProcessRateLimits, name: &str, attempts: usize) -> usize {
        let mut admitted = 0;
        for _ in 0..attempts {
            let admission = limits.admit(&RateKey::new(&[name]), LIMIT).await.unwrap();
            admitted += usize::from(admission == Admission::Admitted);
        }
        admitted
    }

    #[tokio::test]
    async fn a_clock_that_is_set_back_locks_nobody_out() {
        let (limits, hands) = limits();
        let key = RateKey::new(&["a"]);
        assert_eq!(admitted_of(&limits, "a", 3).await, 2);
        limits.pause(&key, Duration::from_secs(5)).await.unwrap();
        set_back(&hands, HOUR);
        assert_eq!(limits.paused(&key).await.unwrap(), None);
        assert_eq!(admitted_of(&limits, "a", 3).await, 2);
    }

    #[tokio::test]
    async fn a_clock_that_is_set_back_a_little_lets_no_more_in() {
        let (limits, hands) = limits();
        assert_eq!(admitted_of(&limits, "a", 1).await, 1);
        set_back(&hands, Duration::from_secs(3));
        assert_eq!(admitted_of(&limits, "a", 3).await, 1);
        let Admission::Wait(wait) = limits.admit(&RateKey::new(&["a"]), LIMIT).await.unwrap() else {
            panic!("one too many");
        };
        assert!(wait <= 2 * LIMIT.window, "{wait:?}");
    }

    #[tokio::test]
    async fn a_pause_without_end_is_no_fault() {
        let (limits, _) = limits();
        limits.pause(&RateKey::new(&["a"]), Duration::MAX).await.unwrap();
        assert_eq!(admitted_of(&limits, "a", 1).await, 0);
    }

    #[tokio::test]
    async fn keys_that_say_nothing_any_more_are_forgotten() {
        let (limits, hands) = limits();
        for name in 0..SWEEP_AT {
            assert_eq!(admitted_of(&limits, &name.to_string(), 1).await, 1);
        }
        *hands.0.lock().unwrap() += LIMIT.window;
        admitted_of(&limits, "another", 1).await;
        assert_eq!(limits.lock().by_key.len(), 1);
    }
}
