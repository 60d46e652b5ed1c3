//! Logs in Redis: sealed values that are written once and end by themselves.
//!
//! They never take the room that connections need: in a server that is three quarters full none is written.
//! Nothing here is repaired after a failover: a log that lost entries is read anew from the provider.

use std::time::Duration;

use integrations::StoreError;
use redis::cmd;

use super::{
    measured::measured,
    redis_backend::{eval, milliseconds},
    redis_link::RedisLink,
};

/// `KEYS`: value; what must be there. `ARGV`: the new value; its lifetime in milliseconds; how full the server
/// may be, in percent. Answers 1 when it was kept, 0 when there was one or the other was not, -1 when there
/// is no room.
const PUT_NEW: &str = "\
if redis.call('EXISTS', KEYS[1]) == 1 or redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
local memory = redis.call('INFO', 'memory')
local most = tonumber(string.match(memory, '\\nmaxmemory:(%d+)') or 0)
local used = tonumber(string.match(memory, '\\nused_memory:(%d+)') or 0)
if most > 0 and used * 100 > most * ARGV[3] then return -1 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1";

/// How full a server may be where a log is written, in percent of its `maxmemory`: with `noeviction`, which
/// is advised, a full one takes no connections either (assurance R13).
const FULL: u32 = 75;

/// `KEYS`: values. `ARGV`: lifetime in milliseconds.
const EXTEND: &str = "\
for i = 1, #KEYS do redis.call('PEXPIRE', KEYS[i], ARGV[1]) end
return #KEYS";

/// How many keys one command has: others who use this Redis are to wait for a millisecond at most.
pub(crate) const TOUCHED_AT_ONCE: usize = 256;

/// The server has no room for logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Redis has no room left for what is read of lists")]
struct NoRoom;

/// Moves the bytes of logs. All keys of one call lie in one hash slot.
pub(crate) struct RedisLogs(pub(super) RedisLink);

impl RedisLogs {
    /// Keeps a value, over what was there.
    pub(crate) async fn put(&self, key: &str, value: &[u8], lifetime: Duration) -> Result<(), StoreError> {
        let mut set = cmd("SET");
        set.arg(key).arg(value).arg("PX").arg(milliseconds(lifetime));
        measured("log_begin", async { Ok(self.0.run(&set).await?) }).await
    }

    /// Keeps a value if there is none, beside one that is there. Atomic. Says whether it did.
    ///
    /// # Errors
    /// Also when the server is nearly full.
    pub(crate) async fn put_new(
        &self,
        key: &str,
        beside: &str,
        value: &[u8],
        lifetime: Duration,
    ) -> Result<bool, StoreError> {
        let mut script = eval(PUT_NEW, 2);
        script
            .arg(key)
            .arg(beside)
            .arg(value)
            .arg(milliseconds(lifetime))
            .arg(FULL);
        let put = async {
            match self.0.run::<i8>(&script).await? {
                -1 => Err(StoreError::new(NoRoom)),
                put => Ok(put == 1),
            }
        };
        measured("log_append", put).await
    }

    /// Reads a value.
    pub(crate) async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let read = async { Ok(self.0.run(cmd("GET").arg(key)).await?) };
        measured("log_read", read).await
    }

    /// Begins the lifetime of those that are there anew: [`TOUCHED_AT_ONCE`] at most.
    pub(crate) async fn extend(&self, keys: &[String], lifetime: Duration) -> Result<(), StoreError> {
        let mut script = eval(EXTEND, keys.len());
        script.arg(keys).arg(milliseconds(lifetime));
        measured("log_keep", async { Ok(self.0.run::<u64>(&script).await?) }).await?;
        Ok(())
    }

    /// Removes values: [`TOUCHED_AT_ONCE`] at most. Says how many there were.
    pub(crate) async fn delete(&self, keys: &[String]) -> Result<u64, StoreError> {
        let delete = async { Ok(self.0.run(cmd("DEL").arg(keys)).await?) };
        measured("log_forget", delete).await
    }
}
