//! Locks across processes: two stores on one Redis, and what becomes of a lease when its holder is gone.

use std::time::Duration;

use futures::{future::poll_immediate, pin_mut};
use integrations::{Lock, LockError};
use redis::{FromRedisValue, aio::MultiplexedConnection};
use store::Store;
use testkit::{builders, redis::RedisServer};
use tokio::time::{Instant, timeout};

use crate::subject::{opened, pass_here};

/// Where the lease of these tests stands.
const KEY: &str = "t:v1:{local/ada}:lk:a";
/// Longer than what a real Redis needs for what is waited for.
const SOON: Duration = Duration::from_secs(2);

async fn try_acquire(store: &Store) -> Option<Lock> {
    store.locks.try_acquire(&builders::principal(), "a").await.unwrap()
}

async fn acquire(store: &Store) -> Result<Lock, LockError> {
    store.locks.acquire(&builders::principal(), "a").await
}

async fn ask<T: FromRedisValue>(raw: &mut MultiplexedConnection, command: &[&str]) -> T {
    let mut asked = redis::cmd(command[0]);
    asked.arg(&command[1..]).query_async(raw).await.unwrap()
}

/// Waits until the lease lasts for more than these milliseconds.
async fn lasts_longer_than(raw: &mut MultiplexedConnection, milliseconds: i64) {
    let renewed = async { while ask::<i64>(raw, &["PTTL", KEY]).await <= milliseconds {} };
    timeout(SOON, renewed).await.expect("it is renewed");
}

#[tokio::test]
async fn two_stores_on_one_redis_exclude_each_other() {
    let server = RedisServer::new();
    let (one, other) = (opened(&server.url()), opened(&server.url()));
    let held = try_acquire(&one).await.unwrap();
    assert!(try_acquire(&other).await.is_none());
    let (waiting, ()) = tokio::join!(acquire(&other), held.release());
    assert!(try_acquire(&one).await.is_none(), "now the other one holds it");
    waiting.unwrap().release().await;
    assert!(try_acquire(&one).await.is_some());
}

#[tokio::test]
async fn whoever_waits_for_another_process_gives_up_after_ten_seconds() {
    let server = RedisServer::new();
    let (one, other) = (opened(&server.url()), opened(&server.url()));
    let _held = try_acquire(&one).await.unwrap();
    let begun = Instant::now();
    let waiting = tokio::spawn(async move { (acquire(&other).await.err(), begun.elapsed()) });
    while !waiting.is_finished() {
        // Less than the deadline of a command that is under way.
        pass_here(Duration::from_millis(100)).await;
        one.vault.ping().await.unwrap();
    }
    let (error, waited) = waiting.await.unwrap();
    assert!(matches!(error, Some(LockError::Busy)), "{error:?}");
    assert!((10..13).contains(&waited.as_secs()), "{waited:?}");
}

#[tokio::test]
async fn a_dead_owners_lease_ends_within_half_a_minute() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let url = server.url();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let held = runtime.block_on(async { try_acquire(&opened(&url)).await.unwrap() });
        runtime.shutdown_background();
        drop(held);
    })
    .join()
    .unwrap();

    let store = opened(&server.url());
    assert!(try_acquire(&store).await.is_none(), "the dead one still has it");
    let left: i64 = ask(&mut raw, &["PTTL", KEY]).await;
    assert!((1..=30_000).contains(&left), "{left}");
    let _: () = ask(&mut raw, &["PEXPIRE", KEY, "40"]).await;
    acquire(&store).await.unwrap();
}

#[tokio::test]
async fn a_lease_is_renewed_while_it_is_held_but_not_for_ever() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let store = opened(&server.url());
    let _held = try_acquire(&store).await.unwrap();
    for _ in 0..3 {
        let _: () = ask(&mut raw, &["PEXPIRE", KEY, "15000"]).await;
        pass_here(Duration::from_secs(10)).await;
        lasts_longer_than(&mut raw, 25_000).await;
    }
    let _: () = ask(&mut raw, &["PEXPIRE", KEY, "15000"]).await;
    for _ in 0..3 {
        pass_here(Duration::from_secs(10)).await;
        store.vault.ping().await.unwrap();
    }
    let left: i64 = ask(&mut raw, &["PTTL", KEY]).await;
    assert!(left <= 15_000, "after a minute it is not: {left}");
}

#[tokio::test]
async fn a_paused_holder_neither_keeps_nor_ends_the_lease_of_the_next_one() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let (paused, next) = (opened(&server.url()), opened(&server.url()));
    let late = try_acquire(&paused).await.unwrap();
    let _: () = ask(&mut raw, &["DEL", KEY]).await;
    let held = try_acquire(&next).await.expect("the first one's time was over");
    let owner: String = ask(&mut raw, &["GET", KEY]).await;

    let _: () = ask(&mut raw, &["PERSIST", KEY]).await;
    pass_here(Duration::from_secs(10)).await;
    paused.vault.ping().await.unwrap();
    late.release().await;
    assert_eq!(
        ask::<String>(&mut raw, &["GET", KEY]).await,
        owner,
        "the late one ends nothing"
    );
    held.release().await;
    assert_eq!(ask::<i64>(&mut raw, &["EXISTS", KEY]).await, 0);
}

#[tokio::test]
async fn somebody_elses_lease_is_never_renewed_nor_ended() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let store = opened(&server.url());
    let late = try_acquire(&store).await.unwrap();
    let _: () = ask(&mut raw, &["SET", KEY, "somebody else", "PX", "20000"]).await;
    for _ in 0..3 {
        pass_here(Duration::from_secs(10)).await;
        store.vault.ping().await.unwrap();
    }
    assert!(ask::<i64>(&mut raw, &["PTTL", KEY]).await <= 20_000, "not renewed");
    late.release().await;
    assert_eq!(ask::<String>(&mut raw, &["GET", KEY]).await, "somebody else");
}

#[tokio::test]
async fn every_holder_has_a_name_of_its_own() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let store = opened(&server.url());
    let mut names = std::collections::HashSet::new();
    for _ in 0..20 {
        let held = try_acquire(&store).await.unwrap();
        names.insert(ask::<String>(&mut raw, &["GET", KEY]).await);
        held.release().await;
    }
    assert_eq!(names.len(), 20);
    assert!(names.iter().all(|name| name.len() == 22), "128 bits each");
}

#[tokio::test]
async fn an_outage_while_a_lease_is_held_harms_nobody() {
    let mut server = RedisServer::new();
    let store = opened(&server.url());
    let held = try_acquire(&store).await.unwrap();
    server.stop();
    pass_here(Duration::from_secs(10)).await;
    assert!(
        store.locks.try_acquire(&builders::principal(), "b").await.is_err(),
        "no lock without Redis"
    );
    held.release().await;
    server.start();
    let comes_back = async {
        loop {
            if let Ok(lock) = acquire(&store).await {
                break lock;
            }
        }
    };
    timeout(SOON, comes_back).await.expect("there are locks again");
}

#[tokio::test]
async fn a_lease_whose_answer_nobody_waited_for_is_given_back() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let store = opened(&server.url());
    store.vault.ping().await.unwrap();
    {
        let gone = acquire(&store);
        pin_mut!(gone);
        assert!(poll_immediate(gone.as_mut()).await.is_none());
        while ask::<i64>(&mut raw, &["EXISTS", KEY]).await == 0 {}
    }
    let free = async { while ask::<i64>(&mut raw, &["EXISTS", KEY]).await == 1 {} };
    timeout(SOON, free)
        .await
        .expect("it is free long before it ends by itself");
}
