//! The store under Sentinels and in a cluster keeps the contract. One of each serves all claims in turn.

use std::sync::Arc;

use integrations::SystemClock;
use store::{Keyring, Location, Store, open};
use testkit::{
    contract::{LogsSubject, Subject, TimeTravel},
    redis::{cluster::RedisCluster, sentinel::SentinelGroup},
};

use crate::subject::{logs_subject, subject};

testkit::store_contract!(in_turn);
testkit::snapshot_logs_contract!(in_turn);

/// All claims, each with a store of its own.
async fn keeps_the_contract(next: impl AsyncFn() -> Subject) {
    pending_authorizations::in_turn(&next).await;
    sessions::in_turn(&next).await;
    vault::in_turn(&next).await;
    vault_writes::in_turn(&next).await;
    locks::in_turn(&next).await;
    rate_limits::in_turn(&next).await;
}

fn opened(url: &str) -> Store {
    open(Location::parse(url).unwrap(), Keyring::draw(), Arc::new(SystemClock)).unwrap()
}

fn store_at(url: &str, time: Box<dyn TimeTravel>) -> Subject {
    subject(opened(url), time, Box::new(()))
}

fn logs_at(url: &str, time: Box<dyn TimeTravel>) -> LogsSubject {
    logs_subject(&opened(url), time)
}

/// assurance R17: no command has keys of two slots; the cluster would refuse it.
#[tokio::test]
async fn a_cluster_keeps_the_contract() {
    let cluster = Arc::new(RedisCluster::new().await);
    keeps_the_contract(async || {
        cluster.clear().await;
        store_at(&cluster.url(), Box::new(Arc::clone(&cluster)))
    })
    .await;
    snapshot_logs::in_turn(async || logs_at(&cluster.url(), Box::new(Arc::clone(&cluster)))).await;
}

#[tokio::test]
async fn a_group_under_sentinels_keeps_the_contract() {
    let group = Arc::new(SentinelGroup::new().await);
    keeps_the_contract(async || {
        group.clear().await;
        store_at(&group.url(), Box::new(Arc::clone(&group)))
    })
    .await;
    snapshot_logs::in_turn(async || logs_at(&group.url(), Box::new(Arc::clone(&group)))).await;
}
