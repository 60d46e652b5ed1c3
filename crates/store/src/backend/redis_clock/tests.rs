//! Whose time it is, whatever this machine's clock shows.

use redis::{Cmd, Pipeline, RedisFuture, Value};
use testkit::{builders::noon, clock::ManualClock};
use tokio::time::{advance, sleep};

use super::*;

/// A Redis that needs 40 ms for an answer, and reads its clock in the middle.
struct Slow {
    time: Value,
}

const ROUND_TRIP: Duration = Duration::from_millis(40);

impl ConnectionLike for Slow {
    fn req_packed_command<'a>(&'a mut self, _: &'a Cmd) -> RedisFuture<'a, Value> {
        Box::pin(async {
            sleep(ROUND_TRIP).await;
            Ok(self.time.clone())
        })
    }

    fn req_packed_commands<'a>(&'a mut self, _: &'a Pipeline, _: usize, _: usize) -> RedisFuture<'a, Vec<Value>> {
        unreachable!("TIME is one command")
    }

    fn get_db(&self) -> i64 {
        0
    }
}

/// A Redis whose clock shows this when it is asked.
fn showing(time: Timestamp) -> Slow {
    let part = |number: i64| Value::BulkString(number.to_string().into_bytes());
    let microseconds = i64::from(time.subsec_microsecond());
    Slow {
        time: Value::Array(vec![part(time.as_second()), part(microseconds)]),
    }
}

/// A clock of a machine that is five minutes slow, and the machine's.
fn behind() -> (RedisClock, ManualClock, Timestamp) {
    let machine = ManualClock::default();
    let right = noon() + Duration::from_mins(5);
    (RedisClock::new(Arc::new(machine.clone())), machine, right)
}

#[tokio::test(start_paused = true)]
async fn before_redis_was_reached_the_given_clock_counts() {
    let (clock, machine, _) = behind();
    assert_eq!(clock.now(), noon());
    machine.advance(Duration::from_secs(1));
    assert_eq!(clock.now(), noon() + Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_machine_that_is_five_minutes_off_goes_by_redis() {
    let (clock, _, right) = behind();
    let read_at = right + Duration::from_micros(123_456);
    clock.ask(&mut showing(read_at)).await.unwrap();
    assert_eq!(
        clock.now(),
        read_at + ROUND_TRIP / 2,
        "half of the way was after the reading"
    );
    advance(Duration::from_secs(90)).await;
    assert_eq!(clock.now(), read_at + ROUND_TRIP / 2 + Duration::from_secs(90));
}

#[tokio::test(start_paused = true)]
async fn a_jump_of_the_machines_clock_changes_nothing() {
    let (clock, machine, right) = behind();
    clock.ask(&mut showing(right)).await.unwrap();
    let before = clock.now();
    machine.advance(Duration::from_hours(1));
    assert_eq!(clock.now(), before);
}

#[tokio::test(start_paused = true)]
async fn what_was_told_last_counts() {
    let (clock, _, right) = behind();
    clock.ask(&mut showing(right)).await.unwrap();
    clock.ask(&mut showing(noon())).await.unwrap();
    assert_eq!(clock.now(), noon() + ROUND_TRIP / 2);
}

#[tokio::test(start_paused = true)]
async fn what_is_no_time_is_not_believed() {
    let (clock, _, right) = behind();
    clock.ask(&mut showing(right)).await.unwrap();
    let before = clock.now();
    for answer in [Value::Nil, Value::Array(vec![Value::Int(i64::MAX), Value::Int(0)])] {
        assert!(clock.ask(&mut Slow { time: answer }).await.is_err());
    }
    assert_eq!(clock.now(), before + 2 * ROUND_TRIP);
}

#[tokio::test(start_paused = true)]
async fn once_a_minute_one_caller_is_to_ask_again() {
    let (clock, _, right) = behind();
    assert!(clock.is_due());
    assert!(!clock.is_due(), "somebody does already");
    clock.ask(&mut showing(right)).await.unwrap();
    advance(Duration::from_millis(59_959)).await;
    assert!(!clock.is_due());
    advance(Duration::from_millis(1)).await;
    assert!(clock.is_due());
    assert!(!clock.is_due());
}
