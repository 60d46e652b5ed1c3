//! Outage: a real Redis goes away and comes back while the app runs.

use std::time::Duration;

use http::StatusCode;
use testkit::redis::RedisServer;
use tokio::time::{sleep, timeout};

use crate::stage::{Setting, Stage};

const AUTHORIZE: &str = "/integrations/hubspot/authorize";

async fn stage_on(redis: &RedisServer) -> Stage {
    Stage::with(Setting {
        location: Some(redis.url()),
        ..Setting::default()
    })
    .await
}

/// Polls a real process: there is nothing else to wait on.
async fn becomes_ready(stage: &Stage) {
    while stage.browser().get("/readyz").await.status != StatusCode::OK {
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn without_redis_nothing_breaks_and_with_it_all_is_well_within_three_seconds() {
    let mut redis = RedisServer::new();
    let stage = stage_on(&redis).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let cookie = browser.cookie_header();
    assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);

    redis.stop();
    let home = browser.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(
        home.body.contains("role=\"alert\"") && home.body.contains("Connect to HubSpot"),
        "{}",
        home.body
    );
    assert_eq!(browser.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
    let before = stage.sandbox.journal().len();
    for who in [&browser, &stage.browser()] {
        let answer = who.post(AUTHORIZE, &[]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.headers.contains_key("retry-after") && !answer.headers.contains_key("location"));
    }
    let items = browser.items(&id).await;
    assert_eq!(
        (items.status, items.json()),
        (StatusCode::SERVICE_UNAVAILABLE, "Busy".into())
    );
    for body in [&home.body, &items.body] {
        assert!(!body.to_lowercase().contains("redis"), "T57: the cause is for the log");
    }
    assert_eq!(stage.sandbox.journal().len(), before, "nobody was sent anywhere");
    assert_eq!(browser.cookie_header(), cookie, "the cookie survives");

    redis.start();
    timeout(Duration::from_secs(3), becomes_ready(&stage))
        .await
        .expect("ready within three seconds");
    browser.begin().await;
    assert_eq!(browser.cookie_header().len(), cookie.len());
}

#[tokio::test]
async fn the_app_starts_before_its_redis() {
    let mut redis = RedisServer::new();
    redis.stop();
    let stage = stage_on(&redis).await;
    assert_eq!(stage.browser().get("/healthz").await.status, StatusCode::OK);
    assert_eq!(
        stage.browser().get("/readyz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    redis.start();
    timeout(Duration::from_secs(3), becomes_ready(&stage))
        .await
        .expect("ready within three seconds");
    stage.browser().connect().await;
}

/// R04: the code is not spent; the same answer works after the outage.
#[tokio::test]
async fn an_answer_that_arrives_during_an_outage_can_be_given_again() {
    let mut redis = RedisServer::with(&["--appendonly", "yes", "--appendfsync", "always"]);
    let stage = stage_on(&redis).await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    redis.stop();
    assert_eq!(browser.get(&callback).await.location(), "/?notice=unavailable");
    assert_eq!(stage.token_calls(), 0);
    redis.start();
    timeout(Duration::from_secs(3), becomes_ready(&stage))
        .await
        .expect("ready within three seconds");
    assert!(browser.get(&callback).await.location().starts_with("/connections/"));
}

/// T43: an instance with the wrong keys takes no traffic and says why; the right one goes on.
#[tokio::test]
async fn an_instance_with_other_keys_is_not_ready_and_says_so() {
    let redis = RedisServer::new();
    let (right, wrong) = (stage_on(&redis).await, stage_on(&redis).await);
    assert_eq!(right.browser().get("/readyz").await.status, StatusCode::OK);
    let answer = wrong.browser().get("/readyz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("TRIBUTARY_KEYS"), "{}", answer.body);
    assert_eq!(right.browser().get("/readyz").await.status, StatusCode::OK);
}
