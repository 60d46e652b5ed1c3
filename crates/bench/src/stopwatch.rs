//! How long something takes.

use std::time::{Duration, Instant};

/// What came of the work, and how long it took.
#[expect(clippy::disallowed_methods, reason = "a benchmark's one clock")]
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let made = work();
    (made, begun.elapsed())
}

/// How long until now, from each call on.
#[expect(clippy::disallowed_methods, reason = "a benchmark's one clock")]
pub fn started() -> impl Fn() -> Duration + Copy {
    let begun = Instant::now();
    move || begun.elapsed()
}

/// The value below which that share of them lies.
pub fn percentile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "there are few"
    )]
    let at = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times.get(at).copied().unwrap_or_default()
}

/// In milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// So many of something in that time, a second.
#[expect(clippy::cast_precision_loss, reason = "there are few")]
pub fn rate(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
