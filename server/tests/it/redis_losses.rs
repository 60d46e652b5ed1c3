//! What Redis loses: an answer, its memory of everything, the room for more.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;
use testkit::fault_proxy::Network;

use crate::stage::{AUTHORIZE, Behind, recovers};

/// Longer than any token lives.
const HALF_HOUR: Duration = Duration::from_mins(30);

/// R06: Redis has taken the state and we never heard of it. Asking again would find nothing and
/// blame the user; the code must not be spent either.
#[tokio::test]
async fn a_take_whose_answer_is_lost_is_not_repeated_and_ends_cleanly() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let mut take = behind.proxy.catch("GETDEL");
    let (answer, ()) = tokio::join!(browser.get(&callback), async {
        take.arrived().await;
        take.lose();
    });
    assert_eq!(answer.location(), "/?notice=unavailable");
    assert_eq!(behind.ran("getdel").await, 1, "nothing is sent twice");
    assert_eq!(stage.token_calls(), 0, "the code is not spent");
    let again = browser.get(&callback).await;
    assert_eq!(again.location(), "/?notice=expired", "the state is used up");
    assert_eq!(stage.token_calls(), 0);
    browser.connect().await;
}

/// R06, when the answer is only too late.
#[tokio::test]
async fn a_take_whose_answer_is_late_is_not_repeated_either() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let take = behind.proxy.catch("GETDEL");
    assert_eq!(browser.get(&callback).await.location(), "/?notice=unavailable");
    take.deliver();
    assert_eq!(behind.ran("getdel").await, 1);
    assert_eq!(stage.token_calls(), 0);
    browser.connect().await;
}

/// R07: nothing may be refreshed that cannot be kept.
#[tokio::test]
async fn without_redis_nothing_is_refreshed() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    for network in [Network::Down, Network::HalfOpen] {
        behind.proxy.becomes(network);
        assert_eq!(browser.items(&id).await.json(), json!("Busy"));
        behind.proxy.becomes(Network::Sound);
        recovers(&stage).await;
    }
    assert_eq!(stage.token_calls(), 1, "the exchange");
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(stage.token_calls(), 2, "and one refresh");
}

/// R10
#[tokio::test]
async fn a_restart_costs_nobody_session_or_connection() {
    let mut behind = Behind::new(&["--appendonly", "yes", "--appendfsync", "always"]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for _ in 0..3 {
        behind.redis.stop();
        assert_eq!(browser.items(&id).await.status, StatusCode::SERVICE_UNAVAILABLE);
        behind.redis.start();
        recovers(&stage).await;
        stage.advance(HALF_HOUR);
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    }
    assert_eq!(browser.connections().await[0]["status"], "connected");
    assert_eq!(stage.token_calls(), 1 + 3, "what was refreshed was kept");
}

/// R11
#[tokio::test]
async fn whoever_empties_redis_makes_everyone_a_stranger_and_breaks_nothing() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let callback = browser.consent(browser.begin().await).await;
    behind.ask(&["FLUSHALL"]).await;
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    assert!(browser.connections().await.is_empty());
    assert_eq!(browser.items(&id).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        browser.get(&format!("/connections/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(browser.get(&callback).await.location(), "/?notice=expired");
    assert_eq!(
        browser.get("/readyz").await.status,
        StatusCode::OK,
        "the key check is made anew"
    );
    assert_ne!(browser.connect().await, id);
    assert_eq!(browser.connections().await.len(), 1);
}

/// R12
#[tokio::test]
async fn a_full_redis_begins_nothing_and_shows_what_it_has() {
    let behind = Behind::new(&["--maxmemory-policy", "noeviction"]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let before = stage.sandbox.journal().len();
    behind.ask(&["CONFIG", "SET", "maxmemory", "1"]).await;
    for who in [&browser, &stage.browser()] {
        let answer = who.post(AUTHORIZE, &[]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
        assert!(!answer.headers.contains_key("location") && !answer.headers.contains_key("set-cookie"));
    }
    assert_eq!(stage.sandbox.journal().len(), before, "nobody is sent anywhere");
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    assert_eq!(browser.connections().await.len(), 1);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    behind.ask(&["CONFIG", "SET", "maxmemory", "0"]).await;
    assert_eq!(browser.connect().await, id);
}
