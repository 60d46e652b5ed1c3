//! Several instances on one Redis: one refresh among all, and what one did the others know.

use std::{sync::Arc, time::Duration};

use http::StatusCode;
use sandbox::{Fault, SandboxConfig};
use serde_json::json;
use testkit::redis::RedisServer;

use crate::stage::{Browser, Setting, Stage};

const HALF_HOUR: Duration = Duration::from_mins(30);

fn setting(redis: &RedisServer) -> Setting {
    Setting {
        sandbox: SandboxConfig {
            rotate_refresh_tokens: true,
            contacts: 5,
            ..SandboxConfig::default()
        },
        location: Some(redis.url()),
        ..Setting::default()
    }
}

/// A stage, and two more instances beside it that share its sandbox, clock, Redis and keys.
async fn three(redis: &RedisServer) -> [Arc<Stage>; 3] {
    let first = Arc::new(Stage::with(setting(redis)).await);
    let beside = || Arc::new(first.beside(&setting(redis)));
    [Arc::clone(&first), beside(), beside()]
}

/// R31: the sandbox kills the grant when a rotated token is used twice.
#[tokio::test]
async fn three_instances_at_expiry_refresh_once() {
    let redis = RedisServer::new();
    let instances = three(&redis).await;
    let browser = instances[0].browser();
    let id = browser.connect().await;
    for round in 1..=3 {
        instances[0].advance(HALF_HOUR);
        let browsers: Vec<Browser<'_>> = instances.iter().map(|stage| browser.at(stage)).collect();
        let asks = (0..30).map(|n| browsers[n % 3].items(&id));
        for answer in futures::future::join_all(asks).await {
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        }
        assert_eq!(instances[0].token_calls(), 1 + round);
    }
}

/// R18: what the provider asked of one instance, all do.
#[tokio::test]
async fn a_wait_that_one_instance_was_asked_for_holds_for_all() {
    let redis = RedisServer::new();
    let [one, other, _] = three(&redis).await;
    let browser = one.browser();
    let id = browser.connect().await;
    one.sandbox.fault(Fault {
        path_prefix: "/crm/".into(),
        status: Some(429),
        headers: [("retry-after".to_owned(), "4".to_owned())].into(),
        ..Fault::default()
    });
    assert_eq!(browser.items(&id).await.status, StatusCode::TOO_MANY_REQUESTS);
    let calls = one.asked("/contacts");
    let answer = browser.at(&other).items(&id).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(one.asked("/contacts"), calls, "it was not asked");
}

/// R19: a refresh that failed here is not tried there a moment later.
#[tokio::test]
async fn a_refresh_that_failed_on_one_instance_cools_down_on_all() {
    let redis = RedisServer::new();
    let [one, other, _] = three(&redis).await;
    let browser = one.browser();
    let id = browser.connect().await;
    one.advance(HALF_HOUR);
    one.sandbox.fault(Fault {
        path_prefix: "/oauth/2026-09/token".into(),
        status: Some(503),
        times: 9,
        ..Fault::default()
    });
    assert_eq!(browser.items(&id).await.json(), json!("ProviderUnavailable"));
    let calls = one.token_calls();
    assert_eq!(browser.at(&other).items(&id).await.json(), json!("ProviderUnavailable"));
    assert_eq!(one.token_calls(), calls);
    assert_eq!(browser.connections().await[0]["status"], "connected");
}

/// Requests out: together no more than the provider allows one account.
#[tokio::test]
async fn instances_share_the_budget_of_an_account() {
    let redis = RedisServer::new();
    let instances = three(&redis).await;
    let browser = instances[0].browser();
    let id = browser.connect().await;
    let before = instances[0].asked("/contacts");
    let browsers: Vec<Browser<'_>> = instances.iter().map(|stage| browser.at(stage)).collect();
    let asks = (0..150).map(|n| browsers[n % 3].items(&id));
    let answers = futures::future::join_all(asks).await;
    let told_to_wait = answers
        .iter()
        .filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS);
    let asked = instances[0].asked("/contacts") - before;
    assert!(asked <= 110, "{asked}");
    assert_eq!(told_to_wait.count(), 150 - asked, "and HubSpot refused none of them");
}
