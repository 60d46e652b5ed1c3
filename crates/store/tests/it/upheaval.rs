//! Masters die and slots move while the store is in use.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use futures::future::{join, join_all};
use integrations::{Connection, Principal, StoreError, VaultEntry, secret::State, session::SessionBinding};
use store::{Keyring, Store};
use testkit::{
    builders,
    clock::ManualClock,
    redis::{cluster::RedisCluster, sentinel::SentinelGroup},
};
use tokio::time::{Instant, sleep, timeout};

use crate::subject::at;

/// How soon all must be well after a master died: the failover itself, and then two seconds (assurance R14).
const RECOVERY: Duration = Duration::from_secs(12);

/// Two instances of the app: they share Redis and keys, and nothing else.
fn instances(url: &str) -> [Store; 2] {
    let keys = Keyring::draw_entry("k1");
    [(); 2].map(|()| at(url, Keyring::parse(&keys).unwrap(), ManualClock::default()))
}

/// Users of many slots, each with a connection.
async fn users(store: &Store, count: usize) -> Vec<(Principal, Connection)> {
    let mut users = Vec::new();
    for number in 0..count {
        let user = (Principal::new("acme", format!("user{number}")), builders::connection());
        store.vault.save(&user.0, &user.1).await.unwrap();
        users.push(user);
    }
    users
}

/// Does it again until Redis answers, and counts the errors until then.
async fn insist<T>(errors: &AtomicUsize, act: impl AsyncFn() -> Result<T, StoreError>) -> T {
    let insisting = async {
        loop {
            if let Ok(value) = act().await {
                return value;
            }
            errors.fetch_add(1, Ordering::Relaxed);
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(RECOVERY, insisting).await.expect("Redis is back soon")
}

async fn is_there(store: &Store, (principal, connection): &(Principal, Connection)) -> bool {
    let entry = store.vault.load(principal, &connection.id).await.unwrap();
    matches!(entry, Some(VaultEntry::Open(_)))
}

/// Every key has reached a replica.
async fn replicated(mut master: redis::aio::MultiplexedConnection) {
    let replicas: usize = redis::cmd("WAIT")
        .arg(1)
        .arg(2000)
        .query_async(&mut master)
        .await
        .unwrap();
    assert_eq!(replicas, 1);
}

/// How often that state was honoured, asked for by both instances until each knows.
async fn honoured(stores: &[Store; 2], (binding, state): &(SessionBinding, State), errors: &AtomicUsize) -> usize {
    let take = async |store: &Store| insist(errors, async || store.pending.take(binding, state).await).await;
    let (one, other) = join(take(&stores[0]), take(&stores[1])).await;
    usize::from(one.is_some()) + usize::from(other.is_some())
}

/// assurance R14
#[tokio::test]
async fn a_failover_under_load_loses_no_connection_and_honours_no_state_twice() {
    let mut group = SentinelGroup::new().await;
    let stores = instances(&group.url());
    let users = users(&stores[0], 30).await;
    let states: Vec<_> = (0..200).map(|_| (SessionBinding::draw(), State::draw())).collect();
    for (binding, state) in &states {
        stores[0]
            .pending
            .save(binding, state, &builders::pending())
            .await
            .unwrap();
    }
    replicated(group.master().await).await;

    let (errors, begun) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let taking = join_all(states.chunks(50).map(async |states| {
        let mut honours = Vec::new();
        for state in states {
            begun.fetch_add(1, Ordering::Relaxed);
            honours.push(honoured(&stores, state, &errors).await);
        }
        honours
    }));
    let killing = async {
        while begun.load(Ordering::Relaxed) < 40 {
            sleep(Duration::from_millis(1)).await;
        }
        group.kill_master().await;
    };
    let (honours, ()) = join(taking, killing).await;

    let honours = honours.concat();
    assert!(errors.load(Ordering::Relaxed) > 0, "the failover was noticed");
    assert!(honours.iter().all(|times| *times <= 1), "{honours:?}");
    let lost = honours.iter().filter(|times| **times == 0).count();
    assert!(lost <= 8, "only those whose answer was under way: {lost}");
    for user in &users {
        for store in &stores {
            assert!(is_there(store, user).await);
        }
    }
}

/// What a user does: connects, looks, disconnects.
async fn visit(store: &Store, (principal, connection): &(Principal, Connection)) -> Result<(), StoreError> {
    store.vault.save(principal, connection).await?;
    let another = builders::connection();
    store.vault.save(principal, &another).await?;
    assert_eq!(store.vault.list(principal).await?.len(), 2);
    assert!(store.vault.delete(principal, &another.id).await?);
    Ok(())
}

async fn records_of_the_first_master(cluster: &RedisCluster) -> usize {
    let mut first = cluster.masters().await.remove(0);
    let mut keys = redis::cmd("KEYS");
    let keys: Vec<String> = keys.arg("*:rec:*").query_async(&mut first).await.unwrap();
    keys.len()
}

/// assurance R17: nobody meets an error.
async fn slots_move_under_load(cluster: &RedisCluster, stores: &[Store; 2], users: &[(Principal, Connection)]) {
    let before = records_of_the_first_master(cluster).await;
    let (halves, moved) = (users.split_at(users.len() / 2), AtomicUsize::new(0));
    let visiting = join_all(
        [(&stores[0], halves.0), (&stores[1], halves.1)].map(async |(store, users)| {
            let mut visits = 0;
            while moved.load(Ordering::Relaxed) == 0 {
                for user in users {
                    visit(store, user).await.unwrap();
                    visits += 1;
                }
            }
            visits
        }),
    );
    let moving = async {
        cluster.reshard(2000).await;
        moved.store(1, Ordering::Relaxed);
    };
    let (visits, ()) = join(visiting, moving).await;
    assert!(visits.iter().all(|visits| *visits >= users.len()), "{visits:?}");
    let after = records_of_the_first_master(cluster).await;
    assert!(after < before, "some of them moved: {before} to {after}");
}

/// How often the masters had to send somebody on.
async fn sent_on(cluster: &RedisCluster) -> u64 {
    let mut times = 0;
    for mut master in cluster.masters().await {
        let told: String = redis::cmd("INFO")
            .arg("errorstats")
            .query_async(&mut master)
            .await
            .unwrap();
        let moved = told
            .lines()
            .find_map(|line| line.strip_prefix("errorstat_MOVED:count="));
        times += moved.map_or(0, |count| count.trim().parse::<u64>().unwrap());
    }
    times
}

async fn a_moved_slot_is_learnt_by_one_detour(
    cluster: &RedisCluster,
    stores: &[Store; 2],
    users: &[(Principal, Connection)],
) {
    let mut counts = Vec::new();
    for _ in 0..3 {
        for (user, store) in users.iter().zip(stores.iter().cycle()) {
            assert!(is_there(store, user).await);
        }
        counts.push(sent_on(cluster).await);
    }
    assert_eq!(counts[1], counts[2]);
    assert!(counts[0] > 0, "some were sent on while slots moved");
}

async fn what_is_not_yet_moved_is_asked_for_at_both_ends(cluster: &RedisCluster, store: &Store) {
    let (mut number, nowhere) = (0, builders::connection().id);
    let user = loop {
        let user = format!("nobody{number}");
        if cluster.begin_to_move(&format!("{{acme/{user}}}")).await {
            break user;
        }
        number += 1;
    };
    let entry = store
        .vault
        .load(&Principal::new("acme", user.as_str()), &nowhere)
        .await
        .unwrap();
    assert!(entry.is_none());
    cluster.stop_moving(&format!("{{acme/{user}}}")).await;
}

/// assurance R14
async fn a_master_dies(cluster: &mut RedisCluster, stores: &[Store; 2], users: &[(Principal, Connection)]) {
    for master in cluster.masters().await {
        replicated(master).await;
    }
    cluster.kill_a_master();
    let (killed, errors) = (Instant::now(), AtomicUsize::new(0));
    for user in users {
        for store in stores {
            insist(&errors, async || store.vault.load(&user.0, &user.1.id).await).await;
            assert!(is_there(store, user).await);
        }
    }
    assert!(errors.load(Ordering::Relaxed) > 0, "it was noticed");
    assert!(killed.elapsed() < RECOVERY, "it took {:?}", killed.elapsed());
}

#[tokio::test]
async fn a_cluster_serves_while_slots_move_and_loses_nothing_with_a_master() {
    let mut cluster = RedisCluster::new().await;
    let stores = instances(&cluster.url());
    let users = users(&stores[0], 60).await;
    slots_move_under_load(&cluster, &stores, &users).await;
    a_moved_slot_is_learnt_by_one_detour(&cluster, &stores, &users).await;
    what_is_not_yet_moved_is_asked_for_at_both_ends(&cluster, &stores[0]).await;
    a_master_dies(&mut cluster, &stores, &users).await;
}
