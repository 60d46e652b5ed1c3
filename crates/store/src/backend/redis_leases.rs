//! Leases in Redis: a key with an owner in it, that ends by itself.

use std::time::Duration;

use redis::cmd;

use super::{
    redis_backend::{eval, milliseconds},
    redis_fault::RedisFault,
    redis_link::RedisLink,
};

/// `KEYS`: lease. `ARGV`: owner; lifetime in milliseconds.
const RENEW: &str = "\
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])";

/// `KEYS`: lease. `ARGV`: owner.
const RELEASE: &str = "\
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])";

/// Takes, renews and gives back leases. Only its owner renews or ends one: another process may hold
/// it by now (security finding 4).
#[derive(Clone)]
pub(crate) struct RedisLeases(pub(super) RedisLink);

impl RedisLeases {
    /// Takes the lease if nobody has it. Says whether it did.
    pub(crate) async fn take(&self, key: &str, owner: &str, lifetime: Duration) -> Result<bool, RedisFault> {
        let mut set = cmd("SET");
        set.arg(key).arg(owner).arg("NX").arg("PX").arg(milliseconds(lifetime));
        let answer: Option<String> = self.0.run(&set).await?;
        Ok(answer.is_some())
    }

    /// Begins the lifetime anew. Says whether the lease still was the owner's.
    pub(crate) async fn renew(&self, key: &str, owner: &str, lifetime: Duration) -> Result<bool, RedisFault> {
        let mut script = eval(RENEW, 1);
        script.arg(key).arg(owner).arg(milliseconds(lifetime));
        self.0.run(&script).await
    }

    /// Gives it back. Says whether it still was the owner's.
    pub(crate) async fn release(&self, key: &str, owner: &str) -> Result<bool, RedisFault> {
        let mut script = eval(RELEASE, 1);
        script.arg(key).arg(owner);
        self.0.run(&script).await
    }
}
