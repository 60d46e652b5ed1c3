//! Follows the master of a group: asks the Sentinels who it is, and believes whom they name only when it says so itself.

use std::time::Duration;

use redis::{ConnectionInfo, Value, aio::MultiplexedConnection};
use tokio::{task::JoinSet, time::timeout};

use super::{redis_dial::connect_to, redis_fault::RedisFault};
use crate::location::redis_location::{Address, at};

/// How long a Sentinel may take. All are asked at once.
const SENTINEL_DEADLINE: Duration = Duration::from_millis(300);

/// A group of servers, and those who watch it.
pub(super) struct Sentinels {
    /// Where they are, and how to sign in there.
    pub(super) addresses: Vec<ConnectionInfo>,
    /// What they call the group.
    pub(super) name: String,
    /// How to sign in at the master, wherever it is.
    pub(super) master: ConnectionInfo,
}

impl Sentinels {
    /// A new connection to the master. Sentinels may differ for a while after a failover, so whoever is
    /// named first and is a master is the one.
    pub(super) async fn connect(&self) -> Result<MultiplexedConnection, RedisFault> {
        let mut asked = JoinSet::new();
        for sentinel in &self.addresses {
            let (sentinel, name) = (sentinel.clone(), self.name.clone());
            asked.spawn(async move { timeout(SENTINEL_DEADLINE, master_by(sentinel, name)).await });
        }
        let mut tried = Vec::new();
        let mut fault = RedisFault::Unreachable;
        while let Some(answer) = asked.join_next().await {
            let address = match answer {
                Ok(Ok(Ok(address))) if !tried.contains(&address) => address,
                Ok(Ok(Err(said))) if tried.is_empty() => {
                    fault = said;
                    continue;
                }
                _ => continue,
            };
            match self.master_at(&address).await {
                Ok(connection) => return Ok(connection),
                Err(said) => fault = said,
            }
            tried.push(address);
        }
        Err(fault)
    }

    async fn master_at(&self, (host, port): &Address) -> Result<MultiplexedConnection, RedisFault> {
        let mut connection = connect_to(at(&self.master, host, *port)).await?;
        let role: Vec<Value> = redis::cmd("ROLE").query_async(&mut connection).await?;
        match role.first() {
            Some(Value::BulkString(role)) if role == b"master" => Ok(connection),
            _ => Err(RedisFault::NotServing("not the master".to_owned())),
        }
    }
}

/// Whom that Sentinel calls the master.
async fn master_by(sentinel: ConnectionInfo, name: String) -> Result<Address, RedisFault> {
    let mut connection = connect_to(sentinel).await?;
    let mut question = redis::cmd("SENTINEL");
    question.arg("GET-MASTER-ADDR-BY-NAME").arg(name);
    let address: Option<Address> = question.query_async(&mut connection).await?;
    address.ok_or(RedisFault::NoMaster)
}
