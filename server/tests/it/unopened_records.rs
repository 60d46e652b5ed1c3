//! Records that do not open for a while, sealed with a key that this instance lacks: they are not gone.

use std::{path::Path, time::Duration};

use http::StatusCode;
use integrations::connections::Pacing;
use sandbox::{Fault, SandboxConfig};
use testkit::redis::RedisServer;

use crate::stage::{Browser, Setting, Stage, TOKEN, few_contacts, on};

const HALF_HOUR: Duration = Duration::from_mins(30);
const REVOKE: &str = "/token/revoke";

/// An app whose provider rotates with replay detection, so that a lost token is a lost grant.
async fn stage(redis: &RedisServer, spool: &Path) -> Stage {
    Stage::with(Setting {
        location: Some(redis.url()),
        spool: Some(spool.to_owned()),
        pacing: Pacing {
            save_patience: Duration::from_millis(300),
            ..Setting::default().pacing
        },
        sandbox: SandboxConfig {
            rotate_refresh_tokens: true,
            ..few_contacts().sandbox
        },
        ..few_contacts()
    })
    .await
}

/// The keys of all records, and what they hold.
async fn records(redis: &RedisServer) -> Vec<(String, Vec<u8>)> {
    let mut link = redis.connect().await;
    let keys: Vec<String> = redis::cmd("KEYS").arg("*rec:*").query_async(&mut link).await.unwrap();
    let mut records = Vec::new();
    for key in keys {
        let sealed = redis::cmd("GET").arg(&key).query_async(&mut link).await.unwrap();
        records.push((key, sealed));
    }
    records
}

async fn put(redis: &RedisServer, key: &str, sealed: &[u8]) {
    let mut link = redis.connect().await;
    let () = redis::cmd("SET")
        .arg(key)
        .arg(sealed)
        .query_async(&mut link)
        .await
        .unwrap();
}

/// What nobody can open, with a head as before.
fn foreign(sealed: &[u8]) -> Vec<u8> {
    let mut foreign = sealed.to_vec();
    *foreign.last_mut().unwrap() ^= 1;
    foreign
}

/// All tokens are renewed, and no record opens when the answers are there.
async fn renewed_under_foreign_keys(redis: &RedisServer, stage: &Stage, connected: &[(Browser<'_>, String)]) {
    stage.advance(HALF_HOUR);
    stage.sandbox.fault(Fault {
        delay_ms: 300,
        ..on(TOKEN)
    });
    let asks = connected.iter().map(|(browser, id)| browser.items(id));
    let (answers, ()) = tokio::join!(futures::future::join_all(asks), async {
        stage
            .sandbox
            .journal_until(|entries| entries.iter().filter(|entry| entry.faulted).count() == connected.len())
            .await;
        for (key, sealed) in records(redis).await {
            put(redis, &key, &foreign(&sealed)).await;
        }
    });
    for answer in answers {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    stage.sandbox.clear_faults();
}

#[tokio::test]
async fn a_record_that_does_not_open_for_a_while_costs_no_grant() {
    let (redis, folder) = (RedisServer::new(), tempfile::tempdir().unwrap());
    let stage = stage(&redis, folder.path()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let before = records(&redis).await;
    let connected = [(browser, id)];
    renewed_under_foreign_keys(&redis, &stage, &connected).await;
    assert_eq!(stage.asked(REVOKE), 0, "it is somebody's");

    put(&redis, &before[0].0, &before[0].1).await;
    let [(browser, id)] = &connected;
    assert_eq!(
        browser.items(id).await.status,
        StatusCode::OK,
        "nobody has to wait for the replay"
    );
    assert_eq!(
        stage.token_calls(),
        2,
        "the old refresh token is not redeemed once more"
    );
    assert_eq!(stage.connections.replay().await.unwrap(), 0);
}

#[tokio::test]
async fn one_record_that_does_not_open_keeps_no_other_in_the_spool() {
    let (redis, folder) = (RedisServer::new(), tempfile::tempdir().unwrap());
    let stage = stage(&redis, folder.path()).await;
    let mut connected = Vec::new();
    for _ in 0..5 {
        let browser = stage.browser();
        let id = browser.connect().await;
        connected.push((browser, id));
    }
    let before = records(&redis).await;
    renewed_under_foreign_keys(&redis, &stage, &connected).await;
    let waiting = || std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(waiting(), 5);
    for (key, sealed) in &before[1..] {
        put(&redis, key, sealed).await;
    }
    assert!(stage.connections.replay().await.is_err(), "one waits on");
    assert_eq!(waiting(), 1);
    put(&redis, &before[0].0, &before[0].1).await;
    assert_eq!(stage.connections.replay().await.unwrap(), 1);
    for (browser, id) in &connected {
        assert_eq!(browser.items(id).await.status, StatusCode::OK);
    }
    assert_eq!((stage.token_calls(), stage.asked(REVOKE)), (10, 0), "one refresh each");
}

/// Serials begin anew where such a record was replaced: an older grant's later serial is not newer.
#[tokio::test]
async fn what_waited_for_such_a_record_does_not_replace_the_grant_that_did() {
    let (redis, folder) = (RedisServer::new(), tempfile::tempdir().unwrap());
    let stage = stage(&redis, folder.path()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let connected = [(browser, id)];
    renewed_under_foreign_keys(&redis, &stage, &connected).await;
    let [(browser, id)] = &connected;
    let answer = browser
        .post("/integrations/hubspot/authorize", &[("connection", id)])
        .await;
    let callback = browser.consent(answer.location().parse().unwrap()).await;
    let answer = browser.get(&callback).await;
    assert_eq!(answer.location(), format!("/connections/{id}?notice=connected"));
    assert_eq!(stage.connections.replay().await.unwrap(), 1);
    let details = browser.get(&format!("/api/connection?connection={id}")).await.json();
    assert_eq!(details["activity"][0]["event"], "connected", "it is as it was granted");
}
