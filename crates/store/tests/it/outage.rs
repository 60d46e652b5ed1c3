//! Redis may be away, come back, hang or refuse us: errors are quick, plain, and pass with their cause.

use std::{net::TcpListener, time::Duration};

use integrations::{PingError, SaveError, StoreError, secret::State};
use store::Store;
use testkit::{builders, redis::RedisServer};
use tokio::time::{Instant, timeout};

use crate::subject::opened;

/// Within this an outage must be told.
const QUICK: Duration = Duration::from_millis(1500);

/// Within this all must be well again.
const RECOVERY: Duration = Duration::from_secs(3);

async fn fails_quickly(store: &Store) -> StoreError {
    let begun = Instant::now();
    let error = store.vault.ping().await.unwrap_err();
    assert!(begun.elapsed() < QUICK, "it took {:?}", begun.elapsed());
    match error {
        PingError::Store(error) => error,
        PingError::OtherKeys => panic!("{error}"),
    }
}

async fn recovers(store: &Store) {
    let well = async {
        while store.vault.ping().await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(RECOVERY, well).await.expect("all is well soon");
    for _ in 0..3 {
        store
            .vault
            .save(&builders::principal(), &builders::connection())
            .await
            .unwrap();
    }
}

fn all_that_it_says(error: &StoreError) -> String {
    let source = std::error::Error::source(error).unwrap();
    format!("{error} {error:?} {source}")
}

#[tokio::test]
async fn a_store_opens_before_redis_is_there_and_works_once_it_is() {
    let mut server = RedisServer::new();
    server.stop();
    let store = opened(&server.url());
    fails_quickly(&store).await;
    server.start();
    recovers(&store).await;
}

#[tokio::test]
async fn an_outage_is_told_quickly_and_passes() {
    let mut server = RedisServer::new();
    let store = opened(&server.url());
    store.vault.ping().await.unwrap();
    for _ in 0..2 {
        server.stop();
        for _ in 0..5 {
            fails_quickly(&store).await;
        }
        server.start();
        recovers(&store).await;
    }
}

#[tokio::test]
async fn many_callers_at_once_are_told_quickly() {
    let mut server = RedisServer::new();
    let store = opened(&server.url());
    server.stop();
    futures::future::join_all((0..100).map(|_| fails_quickly(&store))).await;
}

#[tokio::test]
async fn a_server_that_accepts_and_says_nothing_is_told_quickly_by_all() {
    let silent = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let store = opened(&format!("redis://127.0.0.1:{}", silent.local_addr().unwrap().port()));
    futures::future::join_all((0..20).map(|_| fails_quickly(&store))).await;
}

#[tokio::test]
async fn a_hanging_command_is_given_up_and_the_next_one_works() {
    let server = RedisServer::new();
    let store = opened(&server.url());
    store.vault.ping().await.unwrap();
    hang(&server, 1200).await;
    let error = fails_quickly(&store).await;
    assert!(all_that_it_says(&error).contains("in time"));
    recovers(&store).await;
}

async fn hang(server: &RedisServer, milliseconds: u64) {
    let mut pause = redis::cmd("CLIENT");
    pause.arg("PAUSE").arg(milliseconds).arg("ALL");
    let _: () = pause.query_async(&mut server.connect().await).await.unwrap();
}

/// assurance R08: the deadline is paid a few times, not by everyone.
#[tokio::test]
async fn a_server_that_keeps_hanging_is_left_alone_and_found_again() {
    let server = RedisServer::new();
    let store = opened(&server.url());
    store.vault.ping().await.unwrap();
    hang(&server, 1200).await;
    futures::future::join_all((0..5).map(|_| fails_quickly(&store))).await;
    let begun = Instant::now();
    let error = fails_quickly(&store).await;
    assert!(
        begun.elapsed() < Duration::from_millis(100),
        "it took {:?}",
        begun.elapsed()
    );
    assert!(all_that_it_says(&error).contains("has not been answering"), "{error:?}");
    recovers(&store).await;
}

/// assurance R08: what waits is bounded; the rest is told at once.
#[tokio::test]
async fn more_than_a_thousand_waiting_commands_are_refused() {
    let silent = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let store = opened(&format!("redis://127.0.0.1:{}", silent.local_addr().unwrap().port()));
    let errors = futures::future::join_all((0..1030).map(|_| fails_quickly(&store))).await;
    let refused = errors
        .iter()
        .filter(|error| all_that_it_says(error).contains("too many"));
    assert_eq!(refused.count(), 6);
}

/// assurance R14: it refuses writes for as long as somebody stays connected to it.
#[tokio::test]
async fn a_master_that_was_demoted_is_left() {
    let server = RedisServer::new();
    let store = opened(&server.url());
    store.vault.ping().await.unwrap();
    let mut raw = server.connect().await;
    let follow = |whom: [&str; 2]| redis::cmd("REPLICAOF").arg(&whom).clone();
    let _: () = follow(["127.0.0.1", "1"]).query_async(&mut raw).await.unwrap();
    let saved = store.vault.save(&builders::principal(), &builders::connection()).await;
    let said = all_that_it_says(&saved.unwrap_err());
    assert!(said.contains("READONLY"), "{said}");
    let gone = async {
        let list = redis::cmd("CLIENT").arg("LIST").arg("TYPE").arg("NORMAL").clone();
        while list.query_async::<String>(&mut raw).await.unwrap().lines().count() > 1 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(1), gone)
        .await
        .expect("only the test is connected");
    let _: () = follow(["NO", "ONE"]).query_async(&mut raw).await.unwrap();
    recovers(&store).await;
}

#[tokio::test]
async fn a_restart_while_nobody_asked_goes_unnoticed() {
    let mut server = RedisServer::new();
    let store = opened(&server.url());
    store.vault.ping().await.unwrap();
    server.stop();
    server.start();
    tokio::time::pause();
    tokio::time::advance(Duration::from_mins(5)).await;
    tokio::time::resume();
    store.vault.ping().await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_is_told_without_saying_it() {
    let server = RedisServer::new();
    let (user, address) = server
        .url()
        .split_once('@')
        .map(|(user, at)| (user.to_owned(), at.to_owned()))
        .unwrap();
    for wrong in ["tributary:canary-wrong", "nobody:canary-wrong", ":canary-wrong"] {
        let error = fails_quickly(&opened(&format!("redis://{wrong}@{address}"))).await;
        let said = all_that_it_says(&error);
        assert!(said.contains("credentials"), "{said}");
        assert!(!said.contains("canary"), "{said}");
    }
    opened(&format!("{user}@{address}")).vault.ping().await.unwrap();
}

#[tokio::test]
async fn without_a_password_one_is_nobody() {
    let server = RedisServer::new();
    let said = all_that_it_says(&fails_quickly(&opened(&format!("redis://127.0.0.1:{}", server.port()))).await);
    assert!(said.contains("credentials"), "{said}");
}

#[tokio::test]
async fn a_server_without_tls_is_an_error_where_tls_was_asked_for() {
    let server = RedisServer::new();
    fails_quickly(&opened(&server.url().replace("redis:", "rediss:"))).await;
}

#[tokio::test]
async fn what_redis_says_of_our_commands_is_not_repeated() {
    let server = RedisServer::new();
    let mut forbid = redis::cmd("ACL");
    forbid.arg(&["SETUSER", "tributary", "-get"]);
    let _: () = forbid.query_async(&mut server.connect().await).await.unwrap();
    let said = all_that_it_says(&fails_quickly(&opened(&server.url())).await);
    assert!(said.contains("refused") && !said.contains("t:v1"), "{said}");
}

#[tokio::test]
async fn nothing_is_begun_that_could_not_be_counted() {
    let mut server = RedisServer::new();
    let store = opened(&server.url());
    server.stop();
    let (session, state) = (builders::session(), State::draw());
    let refused = store.pending.save(&session.binding, &state, &builders::pending()).await;
    assert!(matches!(refused, Err(SaveError::Store(_))), "{refused:?}");
}

#[tokio::test]
async fn a_begun_one_that_could_not_be_kept_takes_no_place() {
    let server = RedisServer::with(&["--rename-command", "SET", ""]);
    let store = opened(&server.url());
    let session = builders::session();
    for _ in 0..20 {
        let refused = store
            .pending
            .save(&session.binding, &State::draw(), &builders::pending())
            .await;
        assert!(matches!(refused, Err(SaveError::Store(_))), "{refused:?}");
    }
}
