//! A real Redis on a free loopback port, which ends with the test: one server, a group under Sentinels, or a cluster.

use std::{path::Path, time::Duration};

use ::redis::{Client, aio::MultiplexedConnection};
use async_trait::async_trait;
use tempfile::TempDir;

mod access;
pub mod certificates;
pub mod cluster;
mod process;
pub mod sentinel;

use access::{ADMIN, ADMIN_PASSWORD, APP};
use certificates::ServerCertificate;
use process::{Process, free_port};

use crate::contract::TimeTravel;

/// How many ports are tried: another process may take one between finding and binding it.
const PORTS: usize = 5;

/// Takes the time that passed from every key's time to live, which ends those that have none left,
/// and from the times that stand in lists (in microseconds) and in sorted sets (in milliseconds).
const AGE: &str = "\
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  local kind = redis.call('TYPE', key).ok
  if kind == 'list' then
    for i, time in ipairs(redis.call('LRANGE', key, 0, -1)) do
      redis.call('LSET', key, i - 1, string.format('%.0f', time - ARGV[1] * 1000))
    end
  elseif kind == 'zset' then
    for _, name in ipairs(redis.call('ZRANGE', key, 0, -1)) do
      redis.call('ZINCRBY', key, -ARGV[1], name)
    end
  end
  if left >= 0 then redis.call('PEXPIRE', key, left - ARGV[1]) end
end";

/// A Redis server of this test alone, with the rules of `docs/redis/tributary.acl`.
pub struct RedisServer {
    port: u16,
    tls_port: Option<u16>,
    arguments: Vec<String>,
    scratch: TempDir,
    running: Option<Process>,
}

impl RedisServer {
    /// Starts a server.
    ///
    /// # Panics
    /// When there is no `redis-server`, or when it does not start.
    #[must_use]
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// Starts a server with further arguments.
    ///
    /// # Panics
    /// When there is no `redis-server`, or when it does not start.
    #[must_use]
    pub fn with(arguments: &[&str]) -> Self {
        Self::built(arguments.iter().map(ToString::to_string).collect(), None)
    }

    /// Starts a server with TLS and that certificate.
    ///
    /// # Panics
    /// When there is no `redis-server`, or when it does not start.
    #[must_use]
    pub fn with_tls(certificate: &ServerCertificate) -> Self {
        Self::built(certificate.arguments(), Some(free_port()))
    }

    fn built(arguments: Vec<String>, tls_port: Option<u16>) -> Self {
        let mut server = Self {
            port: 0,
            tls_port,
            arguments,
            scratch: tempfile::tempdir().expect("a scratch folder"),
            running: None,
        };
        access::write(&server.rules());
        let mut failure = String::new();
        for _ in 0..PORTS {
            server.port = free_port();
            server.tls_port = tls_port.map(|_| free_port());
            match server.launch() {
                Ok(()) => return server,
                Err(log) => failure = log,
            }
        }
        panic!("redis-server does not start; install it, or name it in TEST_REDIS_SERVER:\n{failure}");
    }

    /// Starts it again on its port, empty.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(&mut self) {
        if let Err(log) = self.launch() {
            panic!("redis-server does not start again:\n{log}");
        }
    }

    /// Kills the server; its port then refuses connections.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Where it listens and as whom the app signs in, as `TRIBUTARY_STORE` names it.
    #[must_use]
    pub fn url(&self) -> String {
        match self.tls_port {
            Some(port) => format!("rediss://{}@localhost:{port}", *APP),
            None => format!("redis://{}@127.0.0.1:{}", *APP, self.port),
        }
    }

    /// Where it listens without TLS.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A raw connection that may do everything, to see what really stands there.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn connect(&self) -> MultiplexedConnection {
        let url = format!("redis://{ADMIN}:{}@127.0.0.1:{}", *ADMIN_PASSWORD, self.port);
        let client = Client::open(url).expect("a Redis URL");
        client.get_multiplexed_async_connection().await.expect("a connection")
    }

    fn rules(&self) -> std::path::PathBuf {
        self.scratch.path().join("users.acl")
    }

    fn launch(&mut self) -> Result<(), String> {
        let path = |path: &Path| path.display().to_string();
        let mut arguments = vec!["--port".to_owned(), self.port.to_string()];
        if let Some(port) = self.tls_port {
            arguments.extend(["--tls-port".to_owned(), port.to_string()]);
        }
        arguments.extend(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"].map(String::from));
        arguments.extend(["--masteruser", ADMIN, "--masterauth", &ADMIN_PASSWORD].map(String::from));
        arguments.extend(["--aclfile".to_owned(), path(&self.rules())]);
        arguments.extend(["--dir".to_owned(), path(self.scratch.path())]);
        arguments.extend_from_slice(&self.arguments);
        self.running = Some(Process::start(&arguments)?);
        Ok(())
    }
}

impl Default for RedisServer {
    fn default() -> Self {
        Self::new()
    }
}

#[async_trait]
impl TimeTravel for RedisServer {
    /// Redis reads a clock that nobody can move; its keys can be brought nearer to their end.
    async fn pass(&self, by: Duration) {
        age(self.connect().await, by).await;
    }
}

/// Brings all keys of that server nearer to their end.
async fn age(mut connection: MultiplexedConnection, by: Duration) {
    let milliseconds = u64::try_from(by.as_millis()).expect("a time");
    let mut age = ::redis::cmd("EVAL");
    age.arg(AGE).arg(0).arg(milliseconds);
    age.query_async::<()>(&mut connection).await.expect("an answer");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_listens_stops_and_listens_again() {
        let mut server = RedisServer::new();
        let _: () = ::redis::cmd("PING")
            .query_async(&mut server.connect().await)
            .await
            .unwrap();
        server.stop();
        assert!(std::net::TcpStream::connect(("127.0.0.1", server.port())).is_err());
        server.start();
        let _: () = ::redis::cmd("PING")
            .query_async(&mut server.connect().await)
            .await
            .unwrap();
    }

    #[tokio::test]
    async fn passing_time_ends_a_key_when_its_time_has_come() {
        let server = RedisServer::new();
        let mut connection = server.connect().await;
        let set = |key| ::redis::cmd("SET").arg(key).arg("v").arg("PX").arg(600_000).clone();
        let _: () = set("a").query_async(&mut connection).await.unwrap();
        server.pass(Duration::from_secs(590)).await;
        let _: () = set("b").query_async(&mut connection).await.unwrap();
        server.pass(Duration::from_secs(10)).await;
        let left: Vec<String> = ::redis::cmd("KEYS")
            .arg("*")
            .query_async(&mut connection)
            .await
            .unwrap();
        assert_eq!(left, ["b"]);
    }

    #[test]
    #[should_panic(expected = "name it in TEST_REDIS_SERVER")]
    fn a_server_that_does_not_start_is_named() {
        let _ = RedisServer::with(&["--no-such-setting", "1"]);
    }
}
