//! What time it is in the sandbox: the machine's or a frozen one, and movable by hand.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};

/// A clock shared by everything in one sandbox; clones move together.
///
/// Codes, tokens, rate windows and the search lag read it. Latency and delay
/// faults do not: they are real waiting.
#[derive(Clone, Debug)]
pub struct SandboxClock {
    frozen_at: Option<Timestamp>,
    offset: Arc<Mutex<SignedDuration>>,
}

impl SandboxClock {
    /// The machine's time, plus whatever was [advanced](Self::advance).
    #[must_use]
    pub fn system() -> Self {
        Self {
            frozen_at: None,
            offset: Arc::default(),
        }
    }

    /// A clock that moves only when told.
    #[must_use]
    pub fn frozen_at(instant: Timestamp) -> Self {
        Self {
            frozen_at: Some(instant),
            offset: Arc::default(),
        }
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        let mut offset = self.offset.lock().unwrap_or_else(PoisonError::into_inner);
        *offset = offset.saturating_add(by);
    }

    /// The time now, at HubSpot's precision of milliseconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let base = self.frozen_at.unwrap_or_else(machine_time);
        let offset = *self.offset.lock().unwrap_or_else(PoisonError::into_inner);
        let moved = base.saturating_add(offset).unwrap_or(Timestamp::MAX);
        Timestamp::from_millisecond(moved.as_millisecond()).unwrap_or(moved)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place in the sandbox that reads the time"
)]
fn machine_time() -> Timestamp {
    Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_moves_only_when_told_and_its_clones_with_it() {
        let clock = SandboxClock::frozen_at(Timestamp::UNIX_EPOCH);
        let clone = clock.clone();

        assert_eq!(clone.now(), Timestamp::UNIX_EPOCH);
        clock.advance(Duration::from_secs(90));

        assert_eq!(clone.now().as_second(), 90);
    }
}
