//! Time as a parameter.

use jiff::Timestamp;

/// Tells the time. Tests move it; only [`SystemClock`] reads the machine's.
pub trait Clock: Send + Sync + 'static {
    /// The time now, in UTC.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that may read the time")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
