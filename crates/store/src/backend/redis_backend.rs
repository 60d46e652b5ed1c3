//! The Redis backend: values with a time to live by Redis's own clock, and an index for each owner.
//!
//! Needs Redis 6.2 (`GETDEL`). All keys of an owner share a hash tag, so they stay together in a cluster.

use std::time::Duration;

use async_trait::async_trait;
use integrations::StoreError;
use redis::{Cmd, cmd};

use super::{
    Backend, Entry, Scan, redis_leases::RedisLeases, redis_limits::RedisLimits, redis_link::RedisLink,
    redis_logs::RedisLogs,
};
use crate::{
    keys::{self, Owner, RecordKey},
    sealing::header::GENERATION,
};

/// `KEYS`: record, index, tombstone. `ARGV`: the expected stamp behind a `=`, or nothing for "no record";
/// value; lifetime in milliseconds; name; first and last byte of the stamp, counted from 1; `1` if a
/// tombstone is respected.
const SWAP: &str = "\
if ARGV[7] == '1' and redis.call('EXISTS', KEYS[3]) == 1 then return 0 end
local value = redis.call('GET', KEYS[1])
local stamp = value and '=' .. string.sub(value, ARGV[5], ARGV[6]) or ''
if stamp ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('SADD', KEYS[2], ARGV[4])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
return 1";

/// `KEYS`: record, index, tombstone. `ARGV`: name; lifetime of the tombstone in milliseconds.
const DELETE: &str = "\
redis.call('SET', KEYS[3], '', 'PX', ARGV[2])
redis.call('SREM', KEYS[2], ARGV[1])
return redis.call('DEL', KEYS[1])";

/// `KEYS`: index, then records. `ARGV`: their names. Drops the names of records that are no more.
const DROP_EXPIRED: &str = "\
for i = 2, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 0 then redis.call('SREM', KEYS[1], ARGV[i - 1]) end
end
return #KEYS";

/// `KEYS`: value. `ARGV`: the expected value; the new one.
const REPLACE: &str = "\
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1";

/// How long it is known that a record was removed: longer than anybody remembers having written it.
const TOMBSTONE: Duration = Duration::from_mins(2);

/// How many keys Redis looks at for one answer to a scan.
const SCANNED_AT_ONCE: u32 = 500;

/// `KEYS`: room. `ARGV`: name; places; lifetime in milliseconds. Answers how long to wait.
const ENTER: &str = "\
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
  return tonumber(redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]) - now
end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 0";

/// Redis, one server or several.
pub(crate) struct RedisBackend(RedisLink);

/// One record for another.
struct Swap<'a> {
    expected: Option<&'a [u8]>,
    value: &'a [u8],
    lifetime: Duration,
    respects_tombstone: bool,
}

impl RedisBackend {
    /// Does not connect yet.
    pub(crate) fn new(link: RedisLink) -> Self {
        Self(link)
    }

    /// Leases on the same connection.
    pub(crate) fn leases(&self) -> RedisLeases {
        RedisLeases(self.0.clone())
    }

    /// Rate limits on the same connection.
    pub(crate) fn limits(&self) -> RedisLimits {
        RedisLimits(self.0.clone())
    }

    /// Logs on the same connection.
    pub(crate) fn logs(&self) -> RedisLogs {
        RedisLogs(self.0.clone())
    }

    /// Like [`Backend::swap`], but not where the record was removed lately.
    pub(super) async fn restore(
        &self,
        record: &RecordKey,
        expected: Option<&[u8]>,
        value: &[u8],
        lifetime: Duration,
    ) -> Result<bool, StoreError> {
        let swap = Swap {
            expected,
            value,
            lifetime,
            respects_tombstone: true,
        };
        self.run_swap(record, &swap).await
    }

    async fn run_swap(&self, record: &RecordKey, swap: &Swap<'_>) -> Result<bool, StoreError> {
        let expected = swap.expected.map(|stamp| [b"=", stamp].concat()).unwrap_or_default();
        let mut script = eval(SWAP, 3);
        script
            .arg(record.key())
            .arg(record.owner.index())
            .arg(record.tombstone());
        script.arg(expected).arg(swap.value).arg(milliseconds(swap.lifetime));
        script.arg(&record.name).arg(GENERATION.start + 1).arg(GENERATION.end);
        script.arg(u8::from(swap.respects_tombstone));
        Ok(self.0.run(&script).await?)
    }

    async fn drop_expired(&self, owner: &Owner, names: &[&String]) -> Result<(), StoreError> {
        let prefix = owner.prefix();
        let mut script = eval(DROP_EXPIRED, names.len() + 1);
        script.arg(owner.index());
        for name in names {
            script.arg(format!("{prefix}{name}"));
        }
        script.arg(names);
        self.0.run::<u64>(&script).await?;
        Ok(())
    }
}

#[async_trait]
impl Backend for RedisBackend {
    async fn put(&self, key: &str, value: &[u8], lifetime: Duration) -> Result<(), StoreError> {
        let mut set = cmd("SET");
        set.arg(key).arg(value).arg("PX").arg(milliseconds(lifetime));
        Ok(self.0.run(&set).await?)
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.run(cmd("GET").arg(key)).await?)
    }

    async fn take(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        // RFC 9700 §4.2.4: used once. Reading and removing is one step, so two instances cannot both read.
        Ok(self.0.run(cmd("GETDEL").arg(key)).await?)
    }

    async fn enter(&self, room: &str, name: &str, places: u32, lifetime: Duration) -> Result<Entry, StoreError> {
        let mut script = eval(ENTER, 1);
        script.arg(room).arg(name).arg(places).arg(milliseconds(lifetime));
        let wait: u64 = self.0.run(&script).await?;
        Ok(match wait {
            0 => Entry::Entered,
            milliseconds => Entry::Full(Duration::from_millis(milliseconds)),
        })
    }

    async fn leave(&self, room: &str, name: &str) -> Result<(), StoreError> {
        Ok(self.0.run(cmd("ZREM").arg(room).arg(name)).await?)
    }

    async fn swap(
        &self,
        record: &RecordKey,
        expected: Option<&[u8]>,
        value: &[u8],
        lifetime: Duration,
    ) -> Result<bool, StoreError> {
        let swap = Swap {
            expected,
            value,
            lifetime,
            respects_tombstone: false,
        };
        self.run_swap(record, &swap).await
    }

    async fn delete(&self, record: &RecordKey) -> Result<bool, StoreError> {
        let mut script = eval(DELETE, 3);
        script
            .arg(record.key())
            .arg(record.owner.index())
            .arg(record.tombstone());
        script.arg(&record.name).arg(milliseconds(TOMBSTONE));
        Ok(self.0.run(&script).await?)
    }

    async fn replace(&self, key: &str, current: &[u8], value: &[u8]) -> Result<bool, StoreError> {
        let mut script = eval(REPLACE, 1);
        script.arg(key).arg(current).arg(value);
        Ok(self.0.run(&script).await?)
    }

    async fn scan(&self, cursor: Option<String>) -> Result<Scan, StoreError> {
        // The cursor says which server, and where on it.
        let (server, place) = cursor
            .as_deref()
            .and_then(|cursor| cursor.split_once(':'))
            .unwrap_or(("0", "0"));
        let server: usize = server.parse().map_err(StoreError::new)?;
        let servers = self.0.servers().await?;
        let Some(line) = servers.get(server) else {
            return Ok(Scan {
                keys: Vec::new(),
                next: None,
            });
        };
        let mut scan = cmd("SCAN");
        scan.arg(place)
            .arg("MATCH")
            .arg(keys::ALL)
            .arg("COUNT")
            .arg(SCANNED_AT_ONCE);
        let (place, keys): (String, Vec<String>) = line.run(&scan).await?;
        let next = match place.as_str() {
            "0" if server + 1 == servers.len() => None,
            "0" => Some(format!("{}:0", server + 1)),
            place => Some(format!("{server}:{place}")),
        };
        Ok(Scan { keys, next })
    }

    async fn list(&self, owner: &Owner) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let mut names: Vec<String> = self.0.run(cmd("SMEMBERS").arg(owner.index())).await?;
        if names.is_empty() {
            return Ok(Vec::new());
        }
        names.sort_unstable();
        let prefix = owner.prefix();
        let mut read = cmd("MGET");
        for name in &names {
            read.arg(format!("{prefix}{name}"));
        }
        let values: Vec<Option<Vec<u8>>> = self.0.run(&read).await?;
        let expired: Vec<&String> = names
            .iter()
            .zip(&values)
            .filter(|(_, v)| v.is_none())
            .map(|(n, _)| n)
            .collect();
        if !expired.is_empty() {
            self.drop_expired(owner, &expired).await?;
        }
        Ok(names
            .into_iter()
            .zip(values)
            .filter_map(|(name, value)| Some((name, value?)))
            .collect())
    }
}

/// A script, before its keys and arguments.
pub(super) fn eval(script: &str, keys: usize) -> Cmd {
    let mut eval = cmd("EVAL");
    eval.arg(script).arg(keys);
    eval
}

/// A lifetime as `PX` takes it.
pub(super) fn milliseconds(lifetime: Duration) -> u64 {
    u64::try_from(lifetime.as_millis()).unwrap_or(u64::MAX)
}
