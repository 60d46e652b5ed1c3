//! What an operator is told of a store that works.

use std::{sync::Arc, time::Duration};

use integrations::{Clock as _, SystemClock};
use store::{Keyring, Location, Store, open};
use testkit::{clock::ManualClock, redis::RedisServer};

use crate::subject::opened;

/// Opened on a machine whose clock is right.
fn rightly(url: &str) -> Store {
    open(Location::parse(url).unwrap(), Keyring::draw(), Arc::new(SystemClock)).unwrap()
}

#[tokio::test]
async fn of_an_embedded_store_there_is_nothing_to_say() {
    assert!(opened("memory:").findings().await.unwrap().is_empty());
}

#[tokio::test]
async fn of_a_redis_as_it_should_be_there_is_nothing_to_say() {
    let server = RedisServer::with(&["--appendonly", "yes"]);
    let findings = rightly(&server.url()).findings().await.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

/// assurance R13
#[tokio::test]
async fn a_redis_that_forgets_is_told_of() {
    let server = RedisServer::with(&["--maxmemory-policy", "allkeys-lru"]);
    let findings = rightly(&server.url()).findings().await.unwrap();
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(findings[0].contains("allkeys-lru") && findings[1].contains("appendonly"));
}

#[tokio::test]
async fn a_machine_with_a_wrong_clock_is_told_of() {
    let server = RedisServer::with(&["--appendonly", "yes"]);
    let fast = ManualClock::new(SystemClock.now() + Duration::from_mins(5));
    let location = Location::parse(&server.url()).unwrap();
    let store = open(location, Keyring::draw(), Arc::new(fast)).unwrap();
    let findings = store.findings().await.unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("ahead"));
}

#[tokio::test]
async fn a_redis_that_is_away_is_an_error() {
    let mut server = RedisServer::new();
    server.stop();
    rightly(&server.url()).findings().await.unwrap_err();
}
