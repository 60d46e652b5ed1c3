//! A master, a replica, and three Sentinels that watch them.

use std::{
    collections::HashMap,
    fs,
    future::Future,
    sync::{Arc, LazyLock},
    time::Duration,
};

use ::redis::{Client, FromRedisValue, aio::MultiplexedConnection};
use async_trait::async_trait;
use integrations::random;
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

use super::{
    RedisServer,
    access::{ADMIN, ADMIN_PASSWORD, APP},
    age,
    process::{Process, free_port},
};
use crate::contract::TimeTravel;

/// What the Sentinels call the group.
const NAME: &str = "main";
/// What one needs to ask them.
static PASSWORD: LazyLock<String> = LazyLock::new(random::token);
/// How many there are. Two must agree.
const SENTINELS: usize = 3;
/// How often the state of processes is looked at: there is nothing else to wait on.
const LOOK: Duration = Duration::from_millis(20);
/// How long any of it may take.
const BOUND: Duration = Duration::from_secs(15);

/// A group of Redis servers of this test alone.
pub struct SentinelGroup {
    servers: Vec<RedisServer>,
    sentinels: Vec<Sentinel>,
}

struct Sentinel {
    port: u16,
    _process: Process,
    _scratch: TempDir,
}

impl SentinelGroup {
    /// Starts the group, and waits until a failover would work.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn new() -> Self {
        let master = RedisServer::new();
        let of = format!("127.0.0.1 {}", master.port());
        let replica = RedisServer::with(&["--replicaof", &of]);
        let sentinels = (0..SENTINELS).map(|_| Sentinel::start(master.port())).collect();
        let group = Self {
            servers: vec![master, replica],
            sentinels,
        };
        for sentinel in &group.sentinels {
            sentinel.hurry().await;
        }
        bounded("the Sentinels know each other and the replica", group.is_complete()).await;
        group
    }

    /// How the app finds it, as `TRIBUTARY_STORE` names it.
    #[must_use]
    pub fn url(&self) -> String {
        let hosts: Vec<String> = self
            .sentinels
            .iter()
            .map(|one| format!("127.0.0.1:{}", one.port))
            .collect();
        format!(
            "redis+sentinel://{}@{}/{NAME}?sentinel_password={}",
            *APP,
            hosts.join(","),
            *PASSWORD
        )
    }

    /// Kills the server that is the master now.
    ///
    /// # Panics
    /// When the Sentinels do not know.
    pub async fn kill_master(&mut self) {
        let port = self.sentinels[0].master().await;
        let master = self.servers.iter_mut().find(|server| server.port() == port);
        master.expect("one of ours").stop();
    }

    /// A raw connection to the server that is the master now.
    ///
    /// # Panics
    /// When it does not answer.
    pub async fn master(&self) -> MultiplexedConnection {
        let port = self.sentinels[0].master().await;
        let master = self.servers.iter().find(|server| server.port() == port);
        master.expect("one of ours").connect().await
    }

    /// Removes all that is in it.
    ///
    /// # Panics
    /// When the master does not answer.
    pub async fn clear(&self) {
        let mut master = self.master().await;
        ::redis::cmd("FLUSHALL")
            .query_async::<()>(&mut master)
            .await
            .expect("an answer");
    }

    async fn is_complete(&self) {
        for sentinel in &self.sentinels {
            while !sentinel.is_complete().await {
                sleep(LOOK).await;
            }
        }
    }
}

#[async_trait]
impl TimeTravel for Arc<SentinelGroup> {
    async fn pass(&self, by: Duration) {
        age(self.master().await, by).await;
    }
}

impl Sentinel {
    fn start(master: u16) -> Self {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let (port, file) = (free_port(), scratch.path().join("sentinel.conf"));
        let settings = format!(
            "port {port}\nbind 127.0.0.1\ndir {}\nrequirepass {password}\nsentinel sentinel-pass {password}\n\
             sentinel monitor {NAME} 127.0.0.1 {master} 2\nsentinel auth-user {NAME} {ADMIN}\n\
             sentinel auth-pass {NAME} {admin_password}\nsentinel down-after-milliseconds {NAME} 400\n\
             sentinel failover-timeout {NAME} 1000\n",
            scratch.path().display(),
            password = *PASSWORD,
            admin_password = *ADMIN_PASSWORD,
        );
        fs::write(&file, settings).expect("a file");
        let process = Process::start(&[file.display().to_string(), "--sentinel".to_owned()]);
        Self {
            port,
            _process: process.expect("a Sentinel"),
            _scratch: scratch,
        }
    }

    async fn ask<T: FromRedisValue>(&self, words: &[&str]) -> T {
        let client = Client::open(format!("redis://:{}@127.0.0.1:{}", *PASSWORD, self.port)).expect("a URL");
        let mut connection = client.get_multiplexed_async_connection().await.expect("a connection");
        let mut question = ::redis::cmd("SENTINEL");
        question
            .arg(words)
            .query_async(&mut connection)
            .await
            .expect("an answer")
    }

    /// Has it look and talk much more often than in earnest.
    async fn hurry(&self) {
        let periods = [
            "INFO-PERIOD",
            "100",
            "PUBLISH-PERIOD",
            "100",
            "PING-PERIOD",
            "100",
            "ASK-PERIOD",
            "100",
        ];
        self.ask::<()>(&[&["DEBUG"], &periods[..]].concat()).await;
    }

    /// The master's port.
    async fn master(&self) -> u16 {
        let (_, port): (String, u16) = self.ask(&["GET-MASTER-ADDR-BY-NAME", NAME]).await;
        port
    }

    async fn is_complete(&self) -> bool {
        let told: HashMap<String, String> = self.ask(&["MASTER", NAME]).await;
        let replicas: Vec<HashMap<String, String>> = self.ask(&["REPLICAS", NAME]).await;
        let linked = replicas.iter().any(|replica| replica["master-link-status"] == "ok");
        linked && told["num-other-sentinels"] == (SENTINELS - 1).to_string()
    }
}

/// Waits for that, but not for ever.
pub(super) async fn bounded(what: &str, wait: impl Future<Output = ()>) {
    assert!(timeout(BOUND, wait).await.is_ok(), "{what}: not so");
}
