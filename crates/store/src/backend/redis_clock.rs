//! Redis's time: what it told last, and what has passed since by this machine's steady clock.
//!
//! All instances ask the same clock, so it does not matter how wrong a machine's own one is, nor
//! whether it jumps (assurance R34, R35).

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use integrations::Clock;
use jiff::Timestamp;
use redis::{RedisError, RedisResult, aio::ConnectionLike};
use tokio::time::Instant;

/// How old an answer may become before Redis is asked again: no two clocks run equally fast.
const STALE: Duration = Duration::from_mins(1);

/// Tells Redis's time; before Redis was ever reached, that of the clock it was given.
///
/// An answer may set it back a little. In a cluster it is the time of the server that was asked last.
pub(crate) struct RedisClock {
    given: Arc<dyn Clock>,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    /// What time it was at an instant.
    answer: Option<(Timestamp, Instant)>,
    /// When Redis was last asked, answered or not.
    asked: Option<Instant>,
}

impl RedisClock {
    /// A clock that was told nothing yet.
    pub(crate) fn new(given: Arc<dyn Clock>) -> Self {
        Self {
            given,
            told: Mutex::default(),
        }
    }

    /// Asks Redis for the time.
    ///
    /// # Errors
    /// When it does not tell. What it told before then stands.
    pub(super) async fn ask(&self, connection: &mut impl ConnectionLike) -> RedisResult<()> {
        let sent = Instant::now();
        self.told().asked = Some(sent);
        let (seconds, microseconds): (i64, i32) = redis::cmd("TIME").query_async(connection).await?;
        let time = Timestamp::new(seconds, microseconds.saturating_mul(1000)).map_err(|_| not_a_time())?;
        // Redis read its clock somewhere on the way: half of the round trip is the best guess.
        self.told().answer = Some((time, sent + sent.elapsed() / 2));
        Ok(())
    }

    /// Whether it is time to ask again. Says so to one caller only.
    pub(super) fn is_due(&self) -> bool {
        let mut told = self.told();
        let due = told.asked.is_none_or(|asked| asked.elapsed() >= STALE);
        if due {
            told.asked = Some(Instant::now());
        }
        due
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for RedisClock {
    fn now(&self) -> Timestamp {
        match self.told().answer {
            Some((time, at)) => time.checked_add(at.elapsed()).unwrap_or(time),
            None => self.given.now(),
        }
    }
}

fn not_a_time() -> RedisError {
    (redis::ErrorKind::UnexpectedReturnType, "not a time").into()
}

#[cfg(test)]
mod tests;
