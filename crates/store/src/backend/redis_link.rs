//! The way to Redis, in whichever form it stands: commands go in, answers come out.

use std::sync::Arc;

use redis::{Cmd, FromRedisValue};

use super::{
    redis_clock::RedisClock, redis_cluster::RedisCluster, redis_dial::Dial, redis_fault::RedisFault,
    redis_line::RedisLine, redis_sentinel::Sentinels,
};
use crate::location::redis_location::RedisLocation;

/// The way to Redis. Clones share it.
#[derive(Clone)]
pub(crate) struct RedisLink(Form);

#[derive(Clone)]
enum Form {
    One(Arc<RedisLine>),
    Cluster(Arc<RedisCluster>),
}

impl RedisLink {
    /// Does not connect yet: the servers may come later.
    pub(crate) fn new(location: RedisLocation, clock: Arc<RedisClock>) -> Self {
        let dial = match location {
            RedisLocation::One(info) => Dial::Direct(info),
            RedisLocation::Sentinel {
                sentinels,
                name,
                master,
            } => Dial::Master(Sentinels {
                addresses: sentinels,
                name,
                master,
            }),
            RedisLocation::Cluster { pattern, seeds } => {
                return Self(Form::Cluster(Arc::new(RedisCluster::new(pattern, seeds, clock))));
            }
        };
        Self(Form::One(Arc::new(RedisLine::new(dial, clock))))
    }

    /// Sends the command and reads its answer. In a cluster it goes to the server that owns its first key.
    pub(crate) async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisFault> {
        match &self.0 {
            Form::One(line) => line.run(command).await,
            Form::Cluster(cluster) => cluster.run(command).await,
        }
    }

    /// Each server that owns keys: the one there is, or the masters of the cluster. For what must be
    /// asked of all of them, such as `SCAN`.
    pub(crate) async fn servers(&self) -> Result<Vec<Arc<RedisLine>>, RedisFault> {
        match &self.0 {
            Form::One(line) => Ok(vec![Arc::clone(line)]),
            Form::Cluster(cluster) => cluster.masters().await,
        }
    }
}
