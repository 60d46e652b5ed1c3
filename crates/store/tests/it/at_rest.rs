//! What rests in a store is worth nothing without the keys, and does not open elsewhere.

use std::{collections::HashMap, time::Duration};

use integrations::{PendingAuthorization, PingError, SessionId, VaultEntry, secret::State};
use redis::aio::MultiplexedConnection;
use store::{Keyring, Store};
use testkit::{builders, clock::ManualClock, redis::RedisServer};

use crate::subject::{at, opened, pass_here};

/// After this nobody repairs what he wrote.
const UNREMEMBERED: Duration = Duration::from_mins(1);

/// Fills a store with one record of each kind; returns all that must not be found in it.
async fn fill(store: &Store) -> Vec<Vec<u8>> {
    let (state, id, session) = (State::draw(), SessionId::draw(), builders::session());
    let (pending, connection) = (builders::pending(), builders::connection());
    store.pending.save(&session.binding, &state, &pending).await.unwrap();
    store.sessions.save(&id, &session).await.unwrap();
    store.vault.save(&session.principal, &connection).await.unwrap();
    let refresh = connection.tokens.refresh_token.as_ref().unwrap();
    let texts = [
        state.reveal(),
        id.reveal(),
        pending.verifier.as_ref().unwrap().reveal(),
        connection.tokens.access_token.reveal(),
        refresh.reveal(),
        &connection.account.name,
    ];
    let mut secrets: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    let binding = session.binding.reveal();
    secrets.push(binding.to_vec());
    // As JSON would have it, without its brackets.
    secrets.push(format!("{binding:?}").replace([' ', '[', ']'], "").into_bytes());
    secrets
}

fn assert_none_in(secrets: &[Vec<u8>], dump: &[u8]) {
    for secret in secrets {
        let found = dump.windows(secret.len()).any(|window| window == secret);
        assert!(!found, "{} stands there", String::from_utf8_lossy(secret));
    }
}

/// Every key and every value.
async fn dump(connection: &mut MultiplexedConnection) -> HashMap<String, Vec<u8>> {
    let keys: Vec<String> = redis::cmd("KEYS").arg("*").query_async(connection).await.unwrap();
    let mut found = HashMap::new();
    for key in keys {
        let value = redis::cmd("DUMP").arg(&key).query_async(connection).await.unwrap();
        found.insert(key, value);
    }
    found
}

#[tokio::test]
async fn a_dump_of_redis_shows_no_secret() {
    // Compressed, a secret would be cut into pieces.
    let server = RedisServer::with(&["--rdbcompression", "no"]);
    let secrets = fill(&opened(&server.url())).await;
    let dump = dump(&mut server.connect().await).await;
    assert_eq!(dump.len(), 5, "one of each kind, an index and a waiting room");
    for (key, value) in dump {
        assert_none_in(&secrets, key.as_bytes());
        assert_none_in(&secrets, &value);
    }
}

#[tokio::test]
async fn the_bytes_of_the_file_show_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = opened(&format!("file:{}", path.display()));
    let secrets = fill(&store).await;
    drop(store);
    let bytes = std::fs::read(&path).unwrap();
    let label = b"hubspot";
    assert!(
        bytes.windows(label.len()).any(|window| window == label),
        "the records are in there"
    );
    assert_none_in(&secrets, &bytes);
}

#[tokio::test]
async fn redis_counts_a_state_down_from_ten_minutes_and_every_key_from_something() {
    let server = RedisServer::new();
    fill(&opened(&server.url())).await;
    let mut connection = server.connect().await;
    for key in dump(&mut connection).await.into_keys() {
        let left: i64 = redis::cmd("PTTL").arg(&key).query_async(&mut connection).await.unwrap();
        let lifetime = if key.starts_with("t:v1:st:") || key.starts_with("t:v1:wait:") {
            600_000
        } else {
            15_552_000_000
        };
        assert!((lifetime - 5000..=lifetime).contains(&left), "{key}: {left}");
    }
}

/// Copies or swaps raw values between the keys of two records.
async fn swap(connection: &mut MultiplexedConnection, one: &str, other: &str) {
    for (from, to) in [(one, "spare"), (other, one), ("spare", other)] {
        let mut rename = redis::cmd("RENAME");
        rename.arg(from).arg(to).query_async::<()>(connection).await.unwrap();
    }
}

#[tokio::test]
async fn a_state_copied_under_another_states_key_is_nothing() {
    let server = RedisServer::new();
    let store = opened(&server.url());
    let session = builders::session();
    let states = [State::draw(), State::draw()];
    for state in &states {
        store
            .pending
            .save(&session.binding, state, &builders::pending())
            .await
            .unwrap();
    }
    let mut connection = server.connect().await;
    let mut keys: Vec<String> = dump(&mut connection).await.into_keys().collect();
    keys.retain(|key| key.starts_with("t:v1:st:"));
    swap(&mut connection, &keys[0], &keys[1]).await;
    for state in &states {
        let taken: Option<PendingAuthorization> = store.pending.take(&session.binding, state).await.unwrap();
        assert!(taken.is_none());
    }
}

#[tokio::test]
async fn connections_swapped_between_principals_are_unreadable_and_stay() {
    let server = RedisServer::new();
    let store = opened(&server.url());
    let principals = ["ada", "bob"].map(|user| integrations::Principal::new("local", user));
    let connections = [builders::connection(), builders::connection()];
    for (principal, connection) in principals.iter().zip(&connections) {
        store.vault.save(principal, connection).await.unwrap();
    }
    let key = |i: usize| {
        let (user, id) = (&principals[i].user, &connections[i].id);
        format!("t:v1:{{local/{user}}}:rec:{id}")
    };
    pass_here(UNREMEMBERED).await;
    swap(&mut server.connect().await, &key(0), &key(1)).await;
    for (principal, connection) in principals.iter().zip(&connections) {
        for _ in 0..2 {
            let entry = store.vault.load(principal, &connection.id).await.unwrap();
            let Some(VaultEntry::Unreadable { id, provider }) = entry else {
                panic!("it opened, or is gone");
            };
            assert_eq!((id, provider), (connection.id.clone(), connection.provider.clone()));
            assert_eq!(store.vault.list(principal).await.unwrap().len(), 1);
        }
        assert!(
            store.vault.delete(principal, &connection.id).await.unwrap(),
            "its owner may remove it"
        );
    }
}

#[tokio::test]
async fn an_index_forgets_the_names_of_what_expired() {
    let server = RedisServer::new();
    let store = opened(&server.url());
    let (gone, kept) = (builders::connection(), builders::connection());
    let principal = builders::principal();
    store.vault.save(&principal, &gone).await.unwrap();
    store.vault.save(&principal, &kept).await.unwrap();
    pass_here(UNREMEMBERED).await;
    let mut connection = server.connect().await;
    let key = format!("t:v1:{{local/ada}}:rec:{}", gone.id);
    let _: () = redis::cmd("PEXPIRE")
        .arg(key)
        .arg(0)
        .query_async(&mut connection)
        .await
        .unwrap();
    assert_eq!(store.vault.list(&principal).await.unwrap().len(), 1);
    let names: Vec<String> = redis::cmd("SMEMBERS")
        .arg("t:v1:{local/ada}:all")
        .query_async(&mut connection)
        .await
        .unwrap();
    assert_eq!(names, [kept.id.to_string()]);
}

#[tokio::test]
async fn a_process_with_other_keys_is_told_so_and_harms_nobody() {
    let server = RedisServer::new();
    let (ours, theirs) = (opened(&server.url()), opened(&server.url()));
    ours.vault.ping().await.unwrap();
    for _ in 0..2 {
        let error = theirs.vault.ping().await.unwrap_err();
        assert!(matches!(error, PingError::OtherKeys), "{error:?}");
        ours.vault.ping().await.unwrap();
    }
}

#[tokio::test]
async fn keys_can_be_changed_without_losing_anything() {
    let server = RedisServer::new();
    let (old, new) = (Keyring::draw_entry("k1"), Keyring::draw_entry("k2"));
    let with = |keys: &str| at(&server.url(), Keyring::parse(keys).unwrap(), ManualClock::default());
    let (principal, rewritten, idle) = (builders::principal(), builders::connection(), builders::connection());
    let readable = async |store: &Store, connection: &integrations::Connection| {
        let entry = store.vault.load(&principal, &connection.id).await.unwrap();
        matches!(entry, Some(VaultEntry::Open(_)))
    };

    let first = with(&old);
    first.vault.ping().await.unwrap();
    first.vault.save(&principal, &rewritten).await.unwrap();
    first.vault.save(&principal, &idle).await.unwrap();

    let both = with(&format!("{new},{old}"));
    both.vault.ping().await.unwrap();
    assert!(readable(&both, &rewritten).await && readable(&both, &idle).await);
    both.vault.save(&principal, &rewritten).await.unwrap();

    let last = with(&new);
    last.vault.ping().await.unwrap();
    assert!(readable(&last, &rewritten).await, "the next write sealed it anew");
    assert!(!readable(&last, &idle).await, "what nobody wrote needs the old key");
    assert_eq!(last.vault.list(&principal).await.unwrap().len(), 2, "and stays");
}
