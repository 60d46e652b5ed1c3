//! One connection to Redis, shared by all commands: made when first needed, made anew when it broke.
//!
//! Every step has a deadline, so an outage costs a caller a second and a half at most. Nothing is
//! sent twice: a `GETDEL` whose answer got lost must not be asked again (assurance R06).

use std::{sync::Arc, time::Duration};

use redis::{AsyncConnectionConfig, Client, Cmd, FromRedisValue, RedisError, aio::MultiplexedConnection};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use super::{redis_clock::RedisClock, redis_fault::RedisFault};

/// How long a command may take.
const COMMAND_DEADLINE: Duration = Duration::from_millis(500);
/// How long to wait for a connection, with all others who wait for it.
const READY_DEADLINE: Duration = Duration::from_secs(1);
/// How long connecting may take.
const CONNECT_DEADLINE: Duration = Duration::from_millis(700);
/// How long after a failed attempt the next one may begin.
const PAUSE: Duration = Duration::from_millis(200);
/// How long a connection may lie idle before it is tried with a `PING`: Redis may have restarted meanwhile.
const IDLE: Duration = Duration::from_secs(1);
/// How long that `PING` may take.
const PING_DEADLINE: Duration = Duration::from_millis(200);

/// The way to one Redis server.
pub(super) struct RedisLink {
    client: Client,
    config: AsyncConnectionConfig,
    line: Mutex<Line>,
    clock: Arc<RedisClock>,
}

#[derive(Default)]
struct Line {
    connection: Option<MultiplexedConnection>,
    /// Which connection it is, counted from the first: late bad news of an old one breaks no new one.
    number: u64,
    last_used: Option<Instant>,
    last_failed: Option<Instant>,
}

impl RedisLink {
    /// Does not connect yet.
    pub(super) fn new(client: Client, clock: Arc<RedisClock>) -> Self {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT_DEADLINE))
            .set_response_timeout(Some(COMMAND_DEADLINE));
        Self {
            client,
            config,
            line: Mutex::default(),
            clock,
        }
    }

    /// Sends the command and reads its answer.
    pub(super) async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisFault> {
        let (mut connection, number) = timeout(READY_DEADLINE, self.ready())
            .await
            .map_err(|_| RedisFault::TooSlow)??;
        let answer = timeout(COMMAND_DEADLINE, command.query_async::<T>(&mut connection)).await;
        match answer {
            Ok(Ok(value)) => {
                self.keep_time(connection);
                Ok(value)
            }
            Ok(Err(error)) => {
                if is_broken(&error) {
                    self.forget(number).await;
                }
                Err(error.into())
            }
            Err(_) => {
                self.forget(number).await;
                Err(RedisFault::TooSlow)
            }
        }
    }

    /// A connection that works, as far as we know, and its number.
    async fn ready(&self) -> Result<(MultiplexedConnection, u64), RedisFault> {
        let mut line = self.line.lock().await;
        if !line.is_alive().await {
            line.connection = None;
            line.reconnect(&self.client, &self.config).await?;
            self.set_clock(&mut line).await?;
        }
        line.last_used = Some(Instant::now());
        let connection = line.connection.clone().ok_or(RedisFault::Unreachable)?;
        Ok((connection, line.number))
    }

    /// Asks a new server for its time before anything else. One that may not tell is still a server.
    async fn set_clock(&self, line: &mut Line) -> Result<(), RedisFault> {
        let Some(connection) = &mut line.connection else {
            return Ok(());
        };
        match self.clock.ask(connection).await {
            Err(error) if is_broken(&error) => {
                line.connection = None;
                Err(error.into())
            }
            _ => Ok(()),
        }
    }

    /// Asks for the time now and then, while nobody waits for it.
    fn keep_time(&self, mut connection: MultiplexedConnection) {
        if self.clock.is_due() {
            let clock = Arc::clone(&self.clock);
            // Without an answer the one before stands, and the next minute asks again.
            tokio::spawn(async move { clock.ask(&mut connection).await });
        }
    }

    async fn forget(&self, number: u64) {
        let mut line = self.line.lock().await;
        if line.number == number {
            line.connection = None;
        }
    }
}

impl Line {
    async fn is_alive(&mut self) -> bool {
        let fresh = self.last_used.is_some_and(|used| used.elapsed() < IDLE);
        let Some(connection) = &mut self.connection else {
            return false;
        };
        if fresh {
            return true;
        }
        let ping = redis::cmd("PING");
        let answer = timeout(PING_DEADLINE, ping.query_async::<()>(connection)).await;
        matches!(answer, Ok(Ok(())))
    }

    async fn reconnect(&mut self, client: &Client, config: &AsyncConnectionConfig) -> Result<(), RedisFault> {
        if self.last_failed.is_some_and(|failed| failed.elapsed() < PAUSE) {
            return Err(RedisFault::Unreachable);
        }
        match client.get_multiplexed_async_connection_with_config(config).await {
            Ok(connection) => {
                self.connection = Some(connection);
                self.number += 1;
                Ok(())
            }
            Err(error) => {
                self.last_failed = Some(Instant::now());
                Err(error.into())
            }
        }
    }
}

fn is_broken(error: &RedisError) -> bool {
    error.is_timeout() || error.is_io_error() || error.is_unrecoverable_error()
}
