//! One connection to one Redis server, shared by all commands: made when first needed, made anew when it broke.
//!
//! Every step has a deadline, so an outage costs a caller a second and a half at most. Nothing is
//! sent twice: a `GETDEL` whose answer got lost must not be asked again (assurance R06).

use std::{sync::Arc, time::Duration};

use redis::{Cmd, FromRedisValue, RedisResult, aio::MultiplexedConnection};
use tokio::{
    sync::{Mutex, Semaphore},
    time::{Instant, timeout},
};

use super::{redis_breaker::Breaker, redis_clock::RedisClock, redis_dial::Dial, redis_fault::RedisFault};

/// How long a command may take.
const COMMAND_DEADLINE: Duration = Duration::from_millis(500);
/// How long to wait for a connection, with all others who wait for it.
const READY_DEADLINE: Duration = Duration::from_secs(1);
/// How long after a failed attempt the next one may begin.
const PAUSE: Duration = Duration::from_millis(200);
/// How long a connection may lie idle before it is tried with a `PING`: Redis may have restarted meanwhile.
const IDLE: Duration = Duration::from_secs(1);
/// How long that `PING` may take.
const PING_DEADLINE: Duration = Duration::from_millis(200);
/// How many commands may be under way or wait for a connection (assurance R08).
const PLACES: usize = 1024;

/// The way to one Redis server.
pub(crate) struct RedisLine {
    dial: Dial,
    state: Mutex<State>,
    places: Semaphore,
    breaker: Breaker,
    clock: Arc<RedisClock>,
}

#[derive(Default)]
struct State {
    connection: Option<MultiplexedConnection>,
    /// Which connection it is, counted from the first: late bad news of an old one breaks no new one.
    number: u64,
    last_used: Option<Instant>,
    last_failed: Option<Instant>,
}

impl RedisLine {
    /// Does not connect yet.
    pub(super) fn new(dial: Dial, clock: Arc<RedisClock>) -> Self {
        Self {
            dial,
            state: Mutex::default(),
            places: Semaphore::new(PLACES),
            breaker: Breaker::default(),
            clock,
        }
    }

    /// Sends the command and reads its answer.
    pub(crate) async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisFault> {
        self.guarded(command, false).await
    }

    /// Sends the command with the leave to ask for keys that are still on their way to this server.
    pub(super) async fn run_asking<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisFault> {
        self.guarded(command, true).await
    }

    async fn guarded<T: FromRedisValue>(&self, command: &Cmd, asking: bool) -> Result<T, RedisFault> {
        let _place = self.places.try_acquire().map_err(|_| RedisFault::Crowded)?;
        let pass = self.breaker.enter()?;
        let outcome = self.exchange(command, asking).await;
        pass.leave(matches!(outcome, Err(RedisFault::TooSlow)));
        outcome
    }

    async fn exchange<T: FromRedisValue>(&self, command: &Cmd, asking: bool) -> Result<T, RedisFault> {
        let (mut connection, number) = timeout(READY_DEADLINE, self.ready())
            .await
            .map_err(|_| RedisFault::TooSlow)??;
        let answer = timeout(COMMAND_DEADLINE, send(command, asking, &mut connection)).await;
        let fault = match answer {
            Ok(Ok(value)) => {
                self.keep_time(connection);
                return Ok(value);
            }
            Ok(Err(error)) => RedisFault::from(error),
            Err(_) => RedisFault::TooSlow,
        };
        if fault.ends_the_connection() {
            self.forget(number, &fault).await;
        }
        Err(fault)
    }

    /// A connection that works, as far as we know, and its number.
    async fn ready(&self) -> Result<(MultiplexedConnection, u64), RedisFault> {
        let mut state = self.state.lock().await;
        if !state.is_alive().await {
            state.connection = None;
            let connection = state.connect(&self.dial, &self.clock).await?;
            state.connection = Some(connection);
            state.number += 1;
        }
        state.last_used = Some(Instant::now());
        let connection = state.connection.clone().ok_or(RedisFault::Unreachable)?;
        Ok((connection, state.number))
    }

    /// Drops a connection of which this was heard.
    async fn forget(&self, number: u64, fault: &RedisFault) {
        let mut state = self.state.lock().await;
        if state.number != number {
            return;
        }
        state.connection = None;
        // The server is there, but cannot serve: asking who can is not to become a flood.
        if matches!(fault, RedisFault::NotServing(_)) {
            state.last_failed = Some(Instant::now());
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
}

impl State {
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

    async fn connect(&mut self, dial: &Dial, clock: &RedisClock) -> Result<MultiplexedConnection, RedisFault> {
        if self.last_failed.is_some_and(|failed| failed.elapsed() < PAUSE) {
            return Err(RedisFault::Unreachable);
        }
        let connected = async {
            let mut connection = dial.connect().await?;
            match clock.ask(&mut connection).await.map_err(RedisFault::from) {
                Err(fault) if fault.ends_the_connection() => Err(fault),
                // A server that may not tell the time is still a server.
                _ => Ok(connection),
            }
        };
        let connected = connected.await;
        if connected.is_err() {
            self.last_failed = Some(Instant::now());
        }
        connected
    }
}

async fn send<T: FromRedisValue>(
    command: &Cmd,
    asking: bool,
    connection: &mut MultiplexedConnection,
) -> RedisResult<T> {
    if !asking {
        return command.query_async(connection).await;
    }
    let mut both = redis::pipe();
    both.cmd("ASKING").ignore().add_command(command.clone());
    let (answer,) = both.query_async(connection).await?;
    Ok(answer)
}
