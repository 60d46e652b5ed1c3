//! Rate limits in Redis: the last admissions of each key, by Redis's own clock.

use std::time::Duration;

use async_trait::async_trait;
use integrations::{Admission, RateKey, RateLimit, RateLimits, StoreError};
use redis::cmd;

use super::{
    redis_backend::{eval, milliseconds},
    redis_link::RedisLink,
};
use crate::keys;

/// `KEYS`: list of the last admissions, the newest first; pause. `ARGV`: permits; window. Answers how
/// long to wait. Times are in microseconds.
///
/// What a clock that was set back wrote before lies in the future. A little of it (a replica's clock
/// took over) counts as now; more than a window of it says nothing and is forgotten.
const ADMIT: &str = "\
local pause = redis.call('PTTL', KEYS[2])
if pause > 0 then return pause * 1000 end
local permits, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local newest = tonumber(redis.call('LINDEX', KEYS[1], 0) or 0)
if newest > now + window then redis.call('DEL', KEYS[1]) elseif newest > now then now = newest end
local frees = tonumber(redis.call('LINDEX', KEYS[1], permits - 1) or 0) + window
if frees > now then return frees - now end
redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
redis.call('LTRIM', KEYS[1], 0, permits - 1)
redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000))
return 0";

/// `KEYS`: pause. `ARGV`: its length in milliseconds.
const PAUSE: &str = "\
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '', 'PX', ARGV[1]) end
return 1";

/// Counts for all processes that share this Redis.
pub(crate) struct RedisLimits(pub(super) RedisLink);

#[async_trait]
impl RateLimits for RedisLimits {
    async fn admit(&self, key: &RateKey, limit: RateLimit) -> Result<Admission, StoreError> {
        if limit.permits == 0 {
            return Ok(Admission::Wait(limit.window));
        }
        let window = u64::try_from(limit.window.as_micros()).unwrap_or(u64::MAX);
        let mut script = eval(ADMIT, 2);
        script.arg(keys::admissions(key)).arg(keys::pause(key));
        script.arg(limit.permits).arg(window);
        let wait: u64 = self.0.run(&script).await?;
        Ok(match wait {
            0 => Admission::Admitted,
            microseconds => Admission::Wait(Duration::from_micros(microseconds)),
        })
    }

    async fn pause(&self, key: &RateKey, pause: Duration) -> Result<(), StoreError> {
        let pause = milliseconds(pause);
        if pause == 0 {
            return Ok(());
        }
        let mut script = eval(PAUSE, 1);
        script.arg(keys::pause(key)).arg(pause);
        Ok(self.0.run(&script).await?)
    }

    async fn paused(&self, key: &RateKey) -> Result<Option<Duration>, StoreError> {
        let left: i64 = self.0.run(cmd("PTTL").arg(keys::pause(key))).await?;
        Ok(u64::try_from(left)
            .ok()
            .filter(|left| *left > 0)
            .map(Duration::from_millis))
    }

    async fn resume(&self, key: &RateKey) -> Result<(), StoreError> {
        Ok(self.0.run(cmd("DEL").arg(keys::pause(key))).await?)
    }
}
