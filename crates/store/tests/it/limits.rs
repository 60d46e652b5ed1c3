//! Rate limits across processes: counted together, by Redis's clock, and leaving nothing behind.

use std::time::Duration;

use futures::future::join_all;
use integrations::{Admission, RateKey, RateLimit};
use redis::aio::MultiplexedConnection;
use store::Store;
use testkit::redis::RedisServer;

use crate::subject::opened;

const LIMIT: RateLimit = RateLimit {
    permits: 3,
    window: Duration::from_mins(1),
};

fn key() -> RateKey {
    RateKey::new(&["portal", "62515"])
}

async fn admit(store: &Store) -> Admission {
    store.limits.admit(&key(), LIMIT).await.unwrap()
}

async fn keys(raw: &mut MultiplexedConnection) -> Vec<String> {
    redis::cmd("KEYS").arg("*").query_async(raw).await.unwrap()
}

/// Writes admissions so far in the future, as if Redis's clock had been set back since.
async fn admitted_later(raw: &mut MultiplexedConnection, list: &str, by: Duration) {
    let (seconds, _): (u64, u64) = redis::cmd("TIME").query_async(raw).await.unwrap();
    let time = (seconds + by.as_secs()) * 1_000_000;
    let mut push = redis::cmd("LPUSH");
    push.arg(list).arg([time, time, time].as_slice());
    let _: () = push.query_async(raw).await.unwrap();
}

#[tokio::test]
async fn two_stores_on_one_redis_count_together() {
    let server = RedisServer::new();
    let stores = [opened(&server.url()), opened(&server.url())];
    let admissions = join_all((0..40).map(|number| admit(&stores[number % 2]))).await;
    let admitted = admissions.iter().filter(|one| **one == Admission::Admitted).count();
    assert_eq!(admitted, 3);
    stores[0].limits.pause(&key(), LIMIT.window).await.unwrap();
    assert!(stores[1].limits.paused(&key()).await.unwrap().is_some());
}

#[tokio::test]
async fn what_is_counted_ends_with_its_window_and_shows_no_name() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let store = opened(&server.url());
    admit(&store).await;
    store.limits.pause(&key(), LIMIT.window).await.unwrap();
    let keys = keys(&mut raw).await;
    assert_eq!(keys.len(), 2);
    let tag = |key: &str| key.split(['{', '}']).nth(1).unwrap().to_owned();
    assert_eq!(tag(&keys[0]), tag(&keys[1]), "one slot of a cluster");
    for key in keys {
        assert!(!key.contains("62515"), "{key}");
        let left: i64 = redis::cmd("PTTL").arg(&key).query_async(&mut raw).await.unwrap();
        assert!((50_000..=60_000).contains(&left), "{key}: {left}");
    }
}

#[tokio::test]
async fn no_more_times_are_kept_than_the_limit_needs() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let store = opened(&server.url());
    let quick = RateLimit {
        window: Duration::from_micros(1),
        ..LIMIT
    };
    for _ in 0..20 {
        store.limits.admit(&key(), quick).await.unwrap();
    }
    admit(&store).await;
    let list = keys(&mut raw).await.remove(0);
    let length: usize = redis::cmd("LLEN").arg(list).query_async(&mut raw).await.unwrap();
    assert!(length <= 3, "{length}");
}

#[tokio::test]
async fn a_clock_that_is_set_back_locks_nobody_out() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let store = opened(&server.url());
    admit(&store).await;
    let list = keys(&mut raw).await.remove(0);
    admitted_later(&mut raw, &list, Duration::from_hours(1)).await;
    assert_eq!(admit(&store).await, Admission::Admitted);
}

#[tokio::test]
async fn a_clock_that_is_set_back_a_little_lets_no_more_in() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let store = opened(&server.url());
    admit(&store).await;
    let list = keys(&mut raw).await.remove(0);
    admitted_later(&mut raw, &list, Duration::from_secs(20)).await;
    let Admission::Wait(wait) = admit(&store).await else {
        panic!("one too many");
    };
    assert!(wait <= LIMIT.window * 2, "{wait:?}");
}

#[tokio::test]
async fn without_redis_nobody_is_told_anything() {
    let mut server = RedisServer::new();
    let store = opened(&server.url());
    server.stop();
    assert!(store.limits.admit(&key(), LIMIT).await.is_err());
    assert!(store.limits.pause(&key(), LIMIT.window).await.is_err());
    assert!(store.limits.paused(&key()).await.is_err());
    assert!(store.limits.resume(&key()).await.is_err());
}
