//! A real Redis on a free loopback port, which ends with the test.

use std::{
    io::{self, BufRead as _, BufReader},
    net::TcpListener,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::Duration,
};

use ::redis::{Client, aio::MultiplexedConnection};
use async_trait::async_trait;
use tempfile::TempDir;

use crate::contract::TimeTravel;

/// How many ports are tried: another process may take one between finding and binding it.
const PORTS: usize = 5;

/// Starts the server, and ends it when the other end of standard input is closed: a test that is
/// killed leaves no server behind. The shell lets go of standard output, so its end is the server's.
const WATCHED: &str = r#""$0" "$@" 2>&1 & exec >/dev/null; read -r _; kill $! 2>/dev/null; wait"#;

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

/// A Redis server of this test alone.
pub struct RedisServer {
    port: u16,
    arguments: Vec<String>,
    scratch: TempDir,
    running: Option<Running>,
}

struct Running {
    shell: Child,
    /// Dropping it ends the server.
    stdin: Option<ChildStdin>,
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
        let mut server = Self {
            port: 0,
            arguments: arguments.iter().map(ToString::to_string).collect(),
            scratch: tempfile::tempdir().expect("a scratch folder"),
            running: None,
        };
        let mut failure = String::new();
        for _ in 0..PORTS {
            server.port = free_port();
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

    /// Ends the server; its port then refuses connections.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Where it listens, as `TRIBUTARY_STORE` names it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Where it listens.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A raw connection, to see what really stands there.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn connect(&self) -> MultiplexedConnection {
        let client = Client::open(self.url()).expect("a Redis URL");
        client.get_multiplexed_async_connection().await.expect("a connection")
    }

    fn launch(&mut self) -> Result<(), String> {
        let mut shell = Command::new("sh")
            .args(["-c", WATCHED, &program()])
            .args(["--port", &self.port.to_string(), "--bind", "127.0.0.1"])
            .args(["--save", "", "--appendonly", "no"])
            .arg("--dir")
            .arg(self.scratch.path())
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        let (stdin, stdout) = (shell.stdin.take(), shell.stdout.take());
        let running = Running { shell, stdin };
        wait_until_ready(stdout.expect("a pipe"))?;
        self.running = Some(running);
        Ok(())
    }
}

impl Default for RedisServer {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stdin.take());
        // An error means that it is gone already, which is what was wanted.
        let _ = self.shell.wait();
    }
}

#[async_trait]
impl TimeTravel for RedisServer {
    /// Redis reads a clock that nobody can move; its keys can be brought nearer to their end.
    async fn pass(&self, by: Duration) {
        let milliseconds = u64::try_from(by.as_millis()).expect("a time");
        let mut connection = self.connect().await;
        let mut age = ::redis::cmd("EVAL");
        age.arg(AGE).arg(0).arg(milliseconds);
        age.query_async::<()>(&mut connection).await.expect("an answer");
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests have no settings, and Redis may stand anywhere"
)]
fn program() -> String {
    std::env::var("TEST_REDIS_SERVER").unwrap_or_else(|_| "redis-server".to_owned())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a loopback port");
    listener.local_addr().expect("an address").port()
}

/// Reads the log until the server listens, then lets the rest run off. The log, if it ends first.
fn wait_until_ready(stdout: ChildStdout) -> Result<(), String> {
    let mut reader = BufReader::new(stdout);
    let mut log = String::new();
    while reader.read_line(&mut log).is_ok_and(|bytes| bytes > 0) {
        if log.contains("Ready to accept connections") {
            thread::spawn(move || io::copy(&mut reader, &mut io::sink()));
            return Ok(());
        }
    }
    Err(log)
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
