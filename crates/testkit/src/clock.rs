//! A clock that stands still until a test moves it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use integrations::Clock;
use jiff::Timestamp;

use crate::contract::TimeTravel;

/// Tells the time that it was told. Clones share it.
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<Mutex<Timestamp>>);

impl ManualClock {
    /// A clock that shows `now`.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(now)))
    }

    /// Moves the clock, and all its clones, forward.
    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::new(crate::builders::noon())
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl TimeTravel for ManualClock {
    async fn pass(&self, by: Duration) {
        self.advance(by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_move_together_and_only_when_told() {
        let clock = ManualClock::default();
        let clone = clock.clone();
        let before = clone.now();
        assert_eq!(clone.now(), before);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clone.now().duration_since(before).as_secs(), 90);
    }
}
