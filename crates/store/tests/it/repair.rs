//! What Redis forgot again, in a restart or a failover, is written back by whoever wrote it (assurance R10, R15).

use std::time::Duration;

use integrations::{Connection, Generation, VaultEntry};
use redis::{ToRedisArgs, aio::MultiplexedConnection};
use store::{Keyring, Store};
use testkit::{builders, clock::ManualClock, redis::RedisServer};

use crate::subject::{at, pass_here};

/// A Redis with two processes on it, and what they share.
struct Scene {
    _server: RedisServer,
    raw: MultiplexedConnection,
    ours: Store,
    theirs: Store,
}

async fn scene() -> Scene {
    let server = RedisServer::new();
    let keys = Keyring::draw_entry("k1");
    let opened = || at(&server.url(), Keyring::parse(&keys).unwrap(), ManualClock::default());
    let (ours, theirs) = (opened(), opened());
    for store in [&ours, &theirs] {
        store.vault.ping().await.unwrap();
    }
    Scene {
        raw: server.connect().await,
        _server: server,
        ours,
        theirs,
    }
}

fn key(connection: &Connection) -> String {
    format!("t:v1:{{local/ada}}:rec:{}", connection.id)
}

impl Scene {
    async fn ask<T: redis::FromRedisValue>(&mut self, command: &str, arguments: &[impl ToRedisArgs]) -> T {
        let mut asked = redis::cmd(command);
        asked.arg(arguments).query_async(&mut self.raw).await.unwrap()
    }

    /// The record as it rests now.
    async fn snapshot(&mut self, connection: &Connection) -> Vec<u8> {
        self.ask("GET", &[key(connection)]).await
    }

    /// Redis goes back to what it had.
    async fn goes_back(&mut self, connection: &Connection, to: &[u8]) {
        let _: () = self.ask("SET", &[key(connection).as_bytes(), to]).await;
    }

    /// Redis goes back to before there was a record.
    async fn forgets(&mut self, connection: &Connection) {
        let _: () = self
            .ask("DEL", &[key(connection), "t:v1:{local/ada}:all".to_owned()])
            .await;
    }
}

async fn saved(store: &Store, connection: &Connection) -> Generation {
    store.vault.save(&builders::principal(), connection).await.unwrap()
}

async fn refreshed(store: &Store, connection: &mut Connection, generation: Generation) -> Option<Generation> {
    connection.tokens = builders::token_set();
    let principal = builders::principal();
    store.vault.update(&principal, connection, generation).await.unwrap()
}

fn access(entry: VaultEntry) -> String {
    let VaultEntry::Open(stored) = entry else {
        panic!("it does not open");
    };
    stored.connection.tokens.access_token.reveal().to_owned()
}

async fn loaded(store: &Store, connection: &Connection) -> Option<String> {
    let entry = store.vault.load(&builders::principal(), &connection.id).await.unwrap();
    entry.map(access)
}

async fn listed(store: &Store) -> Vec<String> {
    let entries = store.vault.list(&builders::principal()).await.unwrap();
    entries.into_iter().map(access).collect()
}

fn token(connection: &Connection) -> String {
    connection.tokens.access_token.reveal().to_owned()
}

#[tokio::test]
async fn an_older_generation_is_repaired_by_whoever_reads_its_own_write() {
    let (mut scene, mut connection) = (scene().await, builders::connection());
    for reads_a_list in [false, true] {
        let generation = saved(&scene.ours, &connection).await;
        let before = scene.snapshot(&connection).await;
        refreshed(&scene.ours, &mut connection, generation).await.unwrap();
        scene.goes_back(&connection, &before).await;
        if reads_a_list {
            assert_eq!(listed(&scene.ours).await, [token(&connection)]);
        } else {
            assert_eq!(loaded(&scene.ours, &connection).await, Some(token(&connection)));
        }
        assert_eq!(
            loaded(&scene.theirs, &connection).await,
            Some(token(&connection)),
            "for all"
        );
    }
}

#[tokio::test]
async fn a_record_that_is_lost_is_written_back() {
    let (mut scene, connection) = (scene().await, builders::connection());
    for reads_a_list in [false, true] {
        saved(&scene.ours, &connection).await;
        scene.forgets(&connection).await;
        assert_eq!(loaded(&scene.theirs, &connection).await, None);
        if reads_a_list {
            assert_eq!(listed(&scene.ours).await, [token(&connection)]);
        } else {
            assert_eq!(loaded(&scene.ours, &connection).await, Some(token(&connection)));
        }
        assert_eq!(
            listed(&scene.theirs).await,
            [token(&connection)],
            "for all, in lists too"
        );
        let left: i64 = scene.ask("PTTL", &[key(&connection)]).await;
        assert!(left > 15_000_000_000, "for its whole lifetime: {left}");
    }
}

#[tokio::test]
async fn an_update_of_what_was_lost_succeeds() {
    let (mut scene, mut connection) = (scene().await, builders::connection());
    let first = saved(&scene.ours, &connection).await;
    let before = scene.snapshot(&connection).await;
    let second = refreshed(&scene.ours, &mut connection, first).await.unwrap();
    scene.goes_back(&connection, &before).await;
    let third = refreshed(&scene.ours, &mut connection, second)
        .await
        .expect("it was repaired");
    scene.forgets(&connection).await;
    refreshed(&scene.ours, &mut connection, third)
        .await
        .expect("it was written back");
    assert_eq!(loaded(&scene.theirs, &connection).await, Some(token(&connection)));
}

#[tokio::test]
async fn an_update_of_what_redis_went_back_to_is_refused() {
    let (mut scene, mut connection) = (scene().await, builders::connection());
    let first = saved(&scene.ours, &connection).await;
    let before = scene.snapshot(&connection).await;
    refreshed(&scene.ours, &mut connection, first).await.unwrap();
    let newest = token(&connection);
    scene.goes_back(&connection, &before).await;
    assert_eq!(refreshed(&scene.ours, &mut connection, first).await, None);
    assert_eq!(
        loaded(&scene.theirs, &connection).await,
        Some(newest),
        "the rotated token stays"
    );
}

#[tokio::test]
async fn what_somebody_disconnected_is_not_brought_back() {
    let (scene, mut connection) = (scene().await, builders::connection());
    let generation = saved(&scene.ours, &connection).await;
    let principal = builders::principal();
    assert!(scene.theirs.vault.delete(&principal, &connection.id).await.unwrap());
    assert_eq!(loaded(&scene.ours, &connection).await, None);
    assert!(listed(&scene.ours).await.is_empty());
    assert_eq!(refreshed(&scene.ours, &mut connection, generation).await, None);
    assert_eq!(loaded(&scene.theirs, &connection).await, None);
}

#[tokio::test]
async fn what_was_connected_anew_since_is_not_replaced_by_what_was_before() {
    let scene = scene().await;
    // Generations of a new record are drawn: half of them are lower than the old one's.
    for _ in 0..12 {
        let mut connection = builders::connection();
        saved(&scene.ours, &connection).await;
        let principal = builders::principal();
        scene.theirs.vault.delete(&principal, &connection.id).await.unwrap();
        connection.tokens = builders::token_set();
        let anew = saved(&scene.theirs, &connection).await;
        assert_eq!(loaded(&scene.ours, &connection).await, Some(token(&connection)));
        refreshed(&scene.ours, &mut connection, anew)
            .await
            .expect("it is the newest");
        assert_eq!(loaded(&scene.theirs, &connection).await, Some(token(&connection)));
    }
}

#[tokio::test]
async fn what_a_sibling_wrote_since_is_not_replaced() {
    let (mut scene, mut connection) = (scene().await, builders::connection());
    let first = saved(&scene.ours, &connection).await;
    let before = scene.snapshot(&connection).await;
    refreshed(&scene.ours, &mut connection, first).await.unwrap();
    scene.goes_back(&connection, &before).await;
    let mut generation = first;
    for _ in 0..3 {
        let done = refreshed(&scene.theirs, &mut connection, generation).await;
        generation = done.expect("they know no better");
        assert_eq!(loaded(&scene.ours, &connection).await, Some(token(&connection)));
        assert_eq!(listed(&scene.ours).await, [token(&connection)]);
    }
}

#[tokio::test]
async fn after_a_minute_what_redis_says_counts() {
    let (mut scene, connection) = (scene().await, builders::connection());
    saved(&scene.ours, &connection).await;
    scene.forgets(&connection).await;
    pass_here(Duration::from_mins(1)).await;
    assert_eq!(loaded(&scene.ours, &connection).await, None);
}

#[tokio::test]
async fn what_we_removed_ourselves_stays_removed_when_its_tombstone_is_lost_too() {
    let (mut scene, connection) = (scene().await, builders::connection());
    saved(&scene.ours, &connection).await;
    let principal = builders::principal();
    scene.ours.vault.delete(&principal, &connection.id).await.unwrap();
    let tombstone = format!("t:v1:{{local/ada}}:gone:{}", connection.id);
    let left: i64 = scene.ask("PTTL", &[&tombstone]).await;
    assert!(
        (100_000..=120_000).contains(&left),
        "longer than a write is remembered: {left}"
    );
    let _: () = scene.ask("DEL", &[&tombstone]).await;
    assert_eq!(loaded(&scene.ours, &connection).await, None);
}

#[tokio::test]
async fn a_restart_without_persistence_loses_no_fresh_connection() {
    let mut server = RedisServer::new();
    let store = crate::subject::opened(&server.url());
    let connection = builders::connection();
    saved(&store, &connection).await;
    server.stop();
    server.start();
    pass_here(Duration::from_secs(5)).await; // After a while a connection is tried before it is used.
    assert_eq!(loaded(&store, &connection).await, Some(token(&connection)));
}
