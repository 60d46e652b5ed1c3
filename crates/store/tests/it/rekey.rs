//! Keys can be changed while servers run, and nothing is lost by it (assurance T42).

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::Duration,
};

use futures::future::join_all;
use integrations::{Connection, PingError, Principal, SessionId, VaultEntry, secret::State};
use store::{Keyring, Report, Store};
use testkit::{builders, clock::ManualClock, redis::RedisServer};

use crate::subject::at;

const CONNECTIONS: usize = 500;
const SESSIONS: usize = 40;
const WAITING: usize = 5;

struct Filled {
    connections: Vec<(Principal, Connection)>,
    sessions: Vec<SessionId>,
}

fn opened(location: &str, keys: &str) -> Store {
    at(location, Keyring::parse(keys).unwrap(), ManualClock::default())
}

async fn fill(store: &Store) -> Filled {
    store.vault.ping().await.unwrap();
    let mut filled = Filled {
        connections: Vec::new(),
        sessions: Vec::new(),
    };
    for number in 0..CONNECTIONS {
        let principal = Principal::new("local", format!("user {}", number % 70));
        let connection = builders::connection();
        store.vault.save(&principal, &connection).await.unwrap();
        filled.connections.push((principal, connection));
    }
    for _ in 0..SESSIONS {
        let id = SessionId::draw();
        store.sessions.save(&id, &builders::session()).await.unwrap();
        filled.sessions.push(id);
    }
    for _ in 0..WAITING {
        let binding = builders::session().binding;
        let pending = builders::pending();
        store.pending.save(&binding, &State::draw(), &pending).await.unwrap();
    }
    filled
}

impl Filled {
    /// How many of the connections and of the sessions open, with what was saved in them.
    async fn found_in(&self, store: &Store) -> (usize, usize) {
        let (mut connections, mut sessions) = (0, 0);
        for (principal, connection) in &self.connections {
            let entry = store.vault.load(principal, &connection.id).await.unwrap().unwrap();
            if let VaultEntry::Open(stored) = entry {
                let tokens = (&stored.connection.tokens, &connection.tokens);
                assert_eq!(tokens.0.access_token.reveal(), tokens.1.access_token.reveal());
                connections += 1;
            }
        }
        for id in &self.sessions {
            sessions += usize::from(store.sessions.load(id).await.unwrap().is_some());
        }
        (connections, sessions)
    }
}

/// [1] → [2,1] → rekey → [2]. Each keyring opens a store of its own at the location, one after the other.
async fn keys_are_rolled(location: &str) {
    let (old, new) = (Keyring::draw_entry("k1"), Keyring::draw_entry("k2"));
    let both = format!("{new},{old}");
    let filled = fill(&opened(location, &old)).await;
    let all = (CONNECTIONS + SESSIONS) as u64;

    let first = opened(location, &both).rekey().await.unwrap();
    let done = Report {
        resealed: all,
        skipped: WAITING as u64,
        ..Report::default()
    };
    assert_eq!(first, done);
    let again = opened(location, &both).rekey().await.unwrap();
    assert_eq!((again.resealed, again.current, again.unreadable), (0, all, 0));

    let store = opened(location, &new);
    store.vault.ping().await.unwrap();
    assert_eq!(filled.found_in(&store).await, (CONNECTIONS, SESSIONS));
    let census = store.vault.census().await.unwrap();
    assert_eq!((census.connected, census.unreadable), (CONNECTIONS as u64, 0));
}

#[tokio::test]
async fn keys_are_rolled_in_redis_without_losing_anything() {
    keys_are_rolled(&RedisServer::new().url()).await;
}

#[tokio::test]
async fn keys_are_rolled_in_a_file_without_losing_anything() {
    let folder = tempfile::tempdir().unwrap();
    keys_are_rolled(&format!("file:{}", folder.path().join("store.redb").display())).await;
}

#[tokio::test]
async fn what_was_not_sealed_anew_fails_closed_and_is_counted() {
    let server = RedisServer::new();
    let (old, new) = (Keyring::draw_entry("k1"), Keyring::draw_entry("k2"));
    let filled = fill(&opened(&server.url(), &old)).await;
    let store = opened(&server.url(), &new);
    assert!(matches!(store.vault.ping().await, Err(PingError::OtherKeys)));
    assert!(matches!(store.rekey().await, Err(PingError::OtherKeys)));
    assert_eq!(filled.found_in(&store).await, (0, 0));
    assert_eq!(store.vault.census().await.unwrap().unreadable, CONNECTIONS as u64);

    let back = opened(&server.url(), &old);
    assert_eq!(
        filled.found_in(&back).await,
        (CONNECTIONS, SESSIONS),
        "and none was harmed"
    );
}

#[tokio::test]
async fn what_no_key_opens_is_counted_and_stays() {
    let server = RedisServer::new();
    let (lost, old, new) = (
        Keyring::draw_entry("k0"),
        Keyring::draw_entry("k1"),
        Keyring::draw_entry("k2"),
    );
    opened(&server.url(), &old).vault.ping().await.unwrap();
    let (principal, connection) = (builders::principal(), builders::connection());
    let other = opened(&server.url(), &lost);
    other.vault.save(&principal, &connection).await.unwrap();
    let report = opened(&server.url(), &format!("{new},{old}")).rekey().await.unwrap();
    assert_eq!((report.unreadable, report.resealed), (1, 0));
    let entry = other.vault.load(&principal, &connection.id).await.unwrap();
    assert!(matches!(entry, Some(VaultEntry::Open(_))));
}

#[tokio::test]
async fn what_is_left_of_a_lifetime_stays_the_same() {
    let server = RedisServer::new();
    let mut raw = server.connect().await;
    let (old, new) = (Keyring::draw_entry("k1"), Keyring::draw_entry("k2"));
    let connection = builders::connection();
    let store = opened(&server.url(), &old);
    store.vault.save(&builders::principal(), &connection).await.unwrap();
    let key = format!("t:v1:{{local/ada}}:rec:{}", connection.id);
    let _: () = redis::cmd("PEXPIRE")
        .arg(&key)
        .arg(60_000)
        .query_async(&mut raw)
        .await
        .unwrap();
    let report = opened(&server.url(), &format!("{new},{old}")).rekey().await.unwrap();
    assert_eq!(report.resealed, 1);
    let left: i64 = redis::cmd("PTTL").arg(&key).query_async(&mut raw).await.unwrap();
    assert!((1..=60_000).contains(&left), "{left}");
}

/// Each writer changes its connection over and over by what it read last, and is never refused.
#[tokio::test]
async fn a_rekey_beside_writers_loses_no_write() {
    let server = RedisServer::new();
    let (one, two) = (Keyring::draw_entry("k1"), Keyring::draw_entry("k2"));
    let stores = [format!("{one},{two}"), format!("{two},{one}")].map(|keys| opened(&server.url(), &keys));
    let (finished, resealed) = (AtomicBool::new(false), AtomicU64::new(0));
    let writer = async |number: usize| {
        let (store, principal) = (&stores[number % 2], Principal::new("local", number.to_string()));
        let mut connection = builders::connection();
        let mut generation = store.vault.save(&principal, &connection).await.unwrap();
        // Until they have met often enough, however the machine shares its time.
        let mut rounds = 0;
        while rounds < 200 || resealed.load(Ordering::SeqCst) <= 8 {
            rounds += 1;
            if rounds % 10 == 0 {
                // No record is written to without end: a rekey would never come in between.
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            connection.tokens = builders::token_set();
            let done = store.vault.update(&principal, &connection, generation).await.unwrap();
            generation = done.expect("nobody else writes to it");
        }
        (principal, connection, generation)
    };
    let rekeys = async {
        while !finished.load(Ordering::SeqCst) {
            for store in &stores {
                resealed.fetch_add(store.rekey().await.unwrap().resealed, Ordering::SeqCst);
            }
        }
    };
    let all_writers = async {
        let done = join_all((0..8).map(writer)).await;
        finished.store(true, Ordering::SeqCst);
        done
    };
    let (done, ()) = tokio::join!(all_writers, rekeys);
    for (principal, connection, generation) in done {
        let entry = stores[0].vault.load(&principal, &connection.id).await.unwrap();
        let Some(VaultEntry::Open(found)) = entry else {
            panic!("it is lost");
        };
        assert_eq!(found.generation, generation);
        let tokens = (&found.connection.tokens, &connection.tokens);
        assert_eq!(tokens.0.access_token.reveal(), tokens.1.access_token.reveal());
    }
}
