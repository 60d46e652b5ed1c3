//! A rolling window: how many requests were admitted in the last so many seconds.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Timestamp;

use crate::front::Front;

/// The instants of the requests that a window still remembers.
#[derive(Debug, Default)]
pub(crate) struct RollingWindow {
    admitted: VecDeque<Timestamp>,
}

impl RollingWindow {
    /// Admits one request and says how many more fit, or refuses with the time until one fits.
    pub(crate) fn admit(&mut self, now: Timestamp, requests: usize, window: Duration) -> Result<usize, Duration> {
        while self.admitted.front().is_some_and(|&first| age(first, now) >= window) {
            self.admitted.pop_front();
        }
        if self.admitted.len() >= requests {
            let oldest = self.admitted.front().map_or(Duration::ZERO, |&first| age(first, now));
            return Err(window.saturating_sub(oldest));
        }
        self.admitted.push_back(now);
        Ok(requests - self.admitted.len())
    }
}

/// Whole seconds, rounded up, for `Retry-After`, where the sandbox was told to send it.
pub(crate) fn retry_after(front: &Front, wait: Duration) -> Option<u64> {
    front.config.retry_after.then(|| whole_seconds(wait))
}

/// Whole seconds, rounded up.
pub(crate) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

/// How long it is from now to that instant, if it lies ahead.
pub(crate) fn until(instant: Timestamp, now: Timestamp) -> Option<Duration> {
    let wait = Duration::try_from(instant.duration_since(now)).ok()?;
    (!wait.is_zero()).then_some(wait)
}

fn age(instant: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(instant)).unwrap_or(Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_rolls_instead_of_starting_anew() {
        let mut window = RollingWindow::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        let ten = Duration::from_secs(10);

        assert_eq!(window.admit(at(0), 2, ten), Ok(1));
        assert_eq!(window.admit(at(9), 2, ten), Ok(0));
        assert_eq!(window.admit(at(9), 2, ten), Err(Duration::from_secs(1)));
        assert_eq!(window.admit(at(10), 2, ten), Ok(0));
        assert_eq!(window.admit(at(18), 2, ten), Err(Duration::from_secs(1)));
    }
}
