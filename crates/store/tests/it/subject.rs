//! Stores to put to the test, each fresh.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use integrations::SystemClock;
use store::{Keyring, Location, Store, open};
use testkit::{
    clock::ManualClock,
    contract::{LogsSubject, Subject, TimeTravel},
    redis::RedisServer,
};

/// Opens the store at `location` under a keyring that was drawn for it, with a clock that stands still.
pub(crate) fn opened(location: &str) -> Store {
    at(location, Keyring::draw(), ManualClock::default())
}

/// Opens the store at `location`.
pub(crate) fn at(location: &str, keyring: Keyring, clock: ManualClock) -> Store {
    open(Location::parse(location).unwrap(), keyring, Arc::new(clock)).unwrap()
}

/// A store in memory.
pub(crate) fn in_memory() -> Subject {
    embedded("memory:", Box::new(()))
}

/// A store in a file of its own.
pub(crate) fn in_a_file() -> Subject {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("file:{}", folder.path().join("store.redb").display());
    embedded(&location, Box::new(folder))
}

fn embedded(location: &str, kept: Box<dyn std::any::Any + Send + Sync>) -> Subject {
    let clock = ManualClock::default();
    let store = at(location, Keyring::draw(), clock.clone());
    subject(store, Box::new(clock), kept)
}

/// A store in a Redis of its own, whose time is Redis's.
pub(crate) fn in_redis() -> Subject {
    let server = RedisServer::new();
    let location = Location::parse(&server.url()).unwrap();
    let store = open(location, Keyring::draw(), Arc::new(SystemClock)).unwrap();
    subject(store, Box::new(server), Box::new(()))
}

/// Logs in a Redis of their own.
pub(crate) fn logs_in_redis() -> LogsSubject {
    let server = RedisServer::new();
    let location = Location::parse(&server.url()).unwrap();
    let store = open(location, Keyring::draw(), Arc::new(SystemClock)).unwrap();
    logs_subject(&store, Box::new(server))
}

/// A store's logs and their time, to be put to the contract.
pub(crate) fn logs_subject(store: &Store, time: Box<dyn TimeTravel>) -> LogsSubject {
    LogsSubject {
        logs: store.logs.clone().unwrap(),
        time,
        kept: Box::new(()),
    }
}

/// A store and its time, to be put to the contract.
pub(crate) fn subject(store: Store, time: Box<dyn TimeTravel>, kept: Box<dyn std::any::Any + Send + Sync>) -> Subject {
    Subject {
        pending: store.pending,
        sessions: store.sessions,
        vault: store.vault,
        locks: store.locks,
        limits: store.limits,
        time: Box::new(HereToo(time)),
        kept,
    }
}

/// Lets time pass in the store, and in this process, which remembers for a minute what it wrote.
struct HereToo(Box<dyn TimeTravel>);

#[async_trait]
impl TimeTravel for HereToo {
    async fn pass(&self, by: Duration) {
        self.0.pass(by).await;
        pass_here(by).await;
    }
}

/// Lets so long pass for whoever waits or remembers in this process. No store notices.
pub(crate) async fn pass_here(by: Duration) {
    tokio::time::pause();
    tokio::time::advance(by).await;
    tokio::time::resume();
}
