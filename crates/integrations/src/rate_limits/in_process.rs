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
    paused_until: Option<Timestamp>,
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
        let until = self.paused_until.filter(|until| *until > now)?;
        Duration::try_from(until.duration_since(now)).ok()
    }

    fn admit(&mut self, limit: RateLimit, now: Timestamp) -> Admission {
        if let Some(pause) = self.pause_at(now) {
            return Admission::Wait(pause);
        }
        self.window = limit.window;
        while self.admitted.front().is_some_and(|first| *first + limit.window <= now) {
            self.admitted.pop_front();
        }
        let permits = usize::try_from(limit.permits).unwrap_or(usize::MAX);
        if self.admitted.len() < permits {
            self.admitted.push_back(now);
            return Admission::Admitted;
        }
        let frees = self.admitted[self.admitted.len() - permits.max(1)] + limit.window;
        Admission::Wait(Duration::try_from(frees.duration_since(now)).unwrap_or(limit.window))
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
        book.paused_until = book.paused_until.max(Some(now + pause));
        Ok(())
    }

    async fn paused(&self, key: &RateKey) -> Result<Option<Duration>, StoreError> {
        let now = self.clock.now();
        Ok(self.lock().by_key.get(key).and_then(|book| book.pause_at(now)))
    }

    async fn resume(&self, key: &RateKey) -> Result<(), StoreError> {
        if let Some(book) = self.lock().by_key.get_mut(key) {
            book.paused_until = None;
        }
        Ok(())
    }
}
