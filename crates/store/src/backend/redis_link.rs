//! The way to Redis, in whichever form it stands: commands go in, answers come out.

use std::sync::Arc;

use redis::{Cmd, ConnectionInfo, FromRedisValue};

use super::{redis_clock::RedisClock, redis_dial::Dial, redis_fault::RedisFault, redis_line::RedisLine};

/// The way to Redis. Clones share it.
#[derive(Clone)]
pub(crate) struct RedisLink(Arc<RedisLine>);

impl RedisLink {
    /// Does not connect yet: the server may come later.
    pub(crate) fn new(info: ConnectionInfo, clock: Arc<RedisClock>) -> Self {
        Self(Arc::new(RedisLine::new(Dial::Direct(info), clock)))
    }

    /// Sends the command and reads its answer.
    pub(crate) async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisFault> {
        self.0.run(command).await
    }
}
