//! Three masters that share all slots, and a replica of each.

use std::{process::Stdio, sync::Arc, time::Duration};

use ::redis::{FromRedisValue, RedisResult, aio::MultiplexedConnection};
use async_trait::async_trait;
use tokio::{process::Command, time::sleep};

use super::{
    RedisServer,
    access::{ADMIN, ADMIN_PASSWORD, APP},
    age,
    sentinel::bounded,
};
use crate::contract::TimeTravel;

/// How many servers there are. Half of them are replicas.
const SERVERS: usize = 6;
/// How often the state of processes is looked at: there is nothing else to wait on.
const LOOK: Duration = Duration::from_millis(20);

/// A Redis Cluster of this test alone.
pub struct RedisCluster {
    servers: Vec<RedisServer>,
}

impl RedisCluster {
    /// Starts the cluster, and waits until all of it serves.
    ///
    /// # Panics
    /// When it does not start, or when there is no `redis-cli`.
    pub async fn new() -> Self {
        let settings = ["--cluster-enabled", "yes", "--cluster-node-timeout", "1000"];
        let servers = (0..SERVERS).map(|_| RedisServer::with(&settings)).collect();
        let cluster = Self { servers };
        let addresses: Vec<String> = cluster.servers.iter().map(address).collect();
        let mut create: Vec<&str> = vec!["create"];
        create.extend(addresses.iter().map(String::as_str));
        create.extend(["--cluster-replicas", "1"]);
        command(&create).await;
        bounded("all servers serve", cluster.serves()).await;
        cluster
    }

    /// How the app finds it, as `TRIBUTARY_STORE` names it: by two of its servers.
    #[must_use]
    pub fn url(&self) -> String {
        format!(
            "redis+cluster://{}@{},{}",
            *APP,
            address(&self.servers[0]),
            address(&self.servers[5])
        )
    }

    /// Moves that many of the first master's slots, with all that is in them, to the second.
    ///
    /// # Panics
    /// When that does not work.
    pub async fn reshard(&self, slots: usize) {
        let (from, to) = (id(&self.servers[0]).await, id(&self.servers[1]).await);
        let (seed, slots) = (address(&self.servers[0]), slots.to_string());
        let ends = ["--cluster-from", &from, "--cluster-to", &to];
        command(&[&["reshard", &seed], &ends[..], &["--cluster-slots", &slots]].concat()).await;
    }

    /// Begins to move the slot of that key from the first master to the second, where no key arrives yet.
    /// Says whether it was there.
    ///
    /// # Panics
    /// When a master does not answer.
    pub async fn begin_to_move(&self, key: &str) -> bool {
        let (from, to) = (&self.servers[0], &self.servers[1]);
        let slot = keyslot(from, key).await;
        let begun = set_slot(from, slot, &["MIGRATING", &id(to).await]).await.is_ok();
        if begun {
            let arriving = set_slot(to, slot, &["IMPORTING", &id(from).await]).await;
            arriving.expect("a slot may arrive");
        }
        begun
    }

    /// Leaves that slot where it was.
    ///
    /// # Panics
    /// When a master does not answer.
    pub async fn stop_moving(&self, key: &str) {
        for server in &self.servers[..2] {
            let slot = keyslot(server, key).await;
            set_slot(server, slot, &["STABLE"]).await.expect("a slot may stay");
        }
    }

    /// Kills the first master, whose replica will follow it.
    pub fn kill_a_master(&mut self) {
        self.servers[0].stop();
    }

    /// Removes all that is in it.
    ///
    /// # Panics
    /// When a master does not answer.
    pub async fn clear(&self) {
        for mut master in self.masters().await {
            ::redis::cmd("FLUSHALL")
                .query_async::<()>(&mut master)
                .await
                .expect("an answer");
        }
    }

    /// Raw connections to all masters, which may do everything.
    ///
    /// # Panics
    /// When a server does not answer.
    pub async fn masters(&self) -> Vec<MultiplexedConnection> {
        let mut masters = Vec::new();
        for server in &self.servers {
            let mut connection = server.connect().await;
            if info(&mut connection, "replication").await.contains("role:master") {
                masters.push(connection);
            }
        }
        masters
    }

    async fn serves(&self) {
        for server in &self.servers {
            let mut connection = server.connect().await;
            while !is_well(&mut connection).await {
                sleep(LOOK).await;
            }
        }
    }
}

#[async_trait]
impl TimeTravel for Arc<RedisCluster> {
    async fn pass(&self, by: Duration) {
        for master in self.masters().await {
            age(master, by).await;
        }
    }
}

/// Knows of all slots, and, if it is a replica, has them.
async fn is_well(connection: &mut MultiplexedConnection) -> bool {
    let mut cluster = ::redis::cmd("CLUSTER");
    let told: String = cluster.arg("INFO").query_async(connection).await.expect("an answer");
    let replication = info(connection, "replication").await;
    told.contains("cluster_state:ok") && !replication.contains("master_link_status:down")
}

async fn info(connection: &mut MultiplexedConnection, section: &str) -> String {
    let mut info = ::redis::cmd("INFO");
    info.arg(section).query_async(connection).await.expect("an answer")
}

async fn id(server: &RedisServer) -> String {
    ask(server, &["MYID"]).await.expect("an answer")
}

async fn keyslot(server: &RedisServer, key: &str) -> u16 {
    ask(server, &["KEYSLOT", key]).await.expect("an answer")
}

async fn set_slot(server: &RedisServer, slot: u16, how: &[&str]) -> RedisResult<()> {
    ask(server, &[&["SETSLOT", &slot.to_string()], how].concat()).await
}

async fn ask<T: FromRedisValue>(server: &RedisServer, words: &[&str]) -> RedisResult<T> {
    let mut question = ::redis::cmd("CLUSTER");
    question.arg(words).query_async(&mut server.connect().await).await
}

fn address(server: &RedisServer) -> String {
    format!("127.0.0.1:{}", server.port())
}

/// Runs `redis-cli --cluster`.
async fn command(words: &[&str]) {
    let run = Command::new("redis-cli")
        .args([
            "--user",
            ADMIN,
            "--pass",
            &ADMIN_PASSWORD,
            "--no-auth-warning",
            "--cluster",
        ])
        .args(words)
        .arg("--cluster-yes")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = run.await.expect("redis-cli");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
