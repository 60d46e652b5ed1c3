//! What a serving process does beside answering: its spool, its connections, what it says of its store.

use std::{fs, path::Path, sync::Arc};

use integrations::{Clock, SystemClock};
use store::{Keyring, Location, Store, open};
use testkit::{builders, redis::RedisServer};
use tokio::time::{Duration, sleep, timeout};

use crate::process::{BOUND, Serving, address_in, ask, outcome, text, tributary};

fn opened(location: &str, keys: &str) -> Store {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    open(Location::parse(location).unwrap(), Keyring::parse(keys).unwrap(), clock).unwrap()
}

/// Polls a real process: there is nothing else to wait on.
async fn until(holds: impl AsyncFn() -> bool) {
    let looking = async {
        while !holds().await {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(BOUND, looking).await.expect("it comes true");
}

fn files_in(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

/// R05: what waited when the last process ended is saved by the next one.
#[tokio::test]
async fn what_waits_in_the_spool_is_saved_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let (spool, keys) = (folder.path().join("spool"), Keyring::draw_entry("k1"));
    let location = format!("file:{}", folder.path().join("store").display());
    let (principal, connection) = (builders::principal(), builders::connection());
    let store = opened(&location, &keys);
    store
        .spool(&spool)
        .unwrap()
        .keep(&principal, &connection)
        .await
        .unwrap();
    drop(store);

    let (store_flag, spool_flag) = (
        format!("--store={location}"),
        format!("--spool-dir={}", spool.display()),
    );
    let mut serving = Serving::start(&[&store_flag, &spool_flag, &format!("--keys={keys}")]).await;
    until(async || files_in(&spool) == 0).await;
    serving.signal("-TERM").await;
    assert_eq!(serving.exit_code().await, Some(0));
    let found = opened(&location, &keys).vault.list(&principal).await.unwrap();
    assert_eq!(found.len(), 1);
}

#[tokio::test]
async fn connections_are_counted_by_state() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keyring::draw_entry("k1");
    let location = format!("file:{}", folder.path().join("store").display());
    let store = opened(&location, &keys);
    store
        .vault
        .save(&builders::principal(), &builders::connection())
        .await
        .unwrap();
    drop(store);

    let (store_flag, keys_flag) = (format!("--store={location}"), format!("--keys={keys}"));
    let flags = [store_flag.as_str(), &keys_flag, "--metrics-listen=127.0.0.1:0"];
    let mut serving = Serving::start_before(&flags, "metrics at").await;
    let metrics = address_in(&serving.first);
    serving.line_with("listening on").await;
    until(async || {
        let shown = ask(&metrics, "/metrics").await;
        shown.contains("tributary_connections{state=\"connected\"} 1")
            && shown.contains("tributary_connections{state=\"reconnect_needed\"} 0")
    })
    .await;
}

/// R13: a Redis that keeps nothing works, and may lose all.
#[tokio::test]
async fn what_there_is_to_know_of_the_store_is_said() {
    let redis = RedisServer::new();
    let (store_flag, keys_flag) = (
        format!("--store={}", redis.url()),
        format!("--keys={}", Keyring::draw_entry("k1")),
    );
    let mut serving = Serving::start(&[&store_flag, &keys_flag]).await;
    let said = serving.line_with("the store:").await;
    assert!(
        said.contains("WARN") && !said.contains(redis.url().split('@').next().unwrap()),
        "{said}"
    );

    let output = outcome(&mut tributary(&["doctor", &store_flag, &keys_flag])).await;
    let report = text(&output.stdout);
    assert!(
        report
            .lines()
            .any(|line| line.starts_with("note") && line.contains("store")),
        "{report}"
    );
}
