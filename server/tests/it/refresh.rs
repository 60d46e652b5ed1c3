//! Refresh: early enough, once, and only the user's problem when it really is.

use std::{collections::BTreeMap, time::Duration};

use http::StatusCode;
use sandbox::{Fault, FaultBody, SandboxConfig};
use serde_json::json;

use crate::stage::{Setting, Stage};

const HALF_HOUR: Duration = Duration::from_mins(30);
const COOL_DOWN: Duration = Duration::from_secs(30);

fn token_fault(status: u16, body: serde_json::Value) -> Fault {
    Fault {
        path_prefix: "/oauth/2026-09/token".into(),
        status: Some(status),
        headers: BTreeMap::from([("content-type".into(), "application/json".into())]),
        body: Some(FaultBody::Json(body)),
        ..Fault::default()
    }
}

#[tokio::test]
async fn a_token_is_refreshed_five_minutes_early_and_not_before() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(Duration::from_secs(25 * 60 - 1));
    browser.items(&id).await;
    assert_eq!(stage.token_calls(), 1, "the exchange");
    stage.advance(Duration::from_secs(1));
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(stage.token_calls(), 2, "and the refresh");
}

#[tokio::test]
async fn a_hundred_requests_at_expiry_refresh_once() {
    let sandbox = SandboxConfig {
        rotate_refresh_tokens: true,
        contacts: 5,
        ..SandboxConfig::default()
    };
    let stage = Stage::with(Setting {
        sandbox,
        ..Setting::default()
    })
    .await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for round in 1..=3 {
        stage.advance(HALF_HOUR);
        let answers = futures::future::join_all((0..100).map(|_| browser.items(&id))).await;
        assert!(answers.iter().all(|answer| answer.status == StatusCode::OK));
        assert_eq!(stage.token_calls(), 1 + round);
    }
}

#[tokio::test]
async fn a_refused_token_is_refreshed_once_and_the_page_asked_for_again() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.sandbox.expire_tokens();
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!((stage.token_calls(), stage.asked("/contacts")), (2, 2));
}

#[tokio::test]
async fn a_token_that_stays_refused_needs_the_user_and_no_more_calls() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let refused = Fault {
        path_prefix: "/crm/".into(),
        status: Some(401),
        times: 9,
        ..Fault::default()
    };
    stage.sandbox.fault(refused);
    for _ in 0..3 {
        let answer = browser.items(&id).await;
        assert_eq!(
            (answer.status, answer.json()),
            (StatusCode::CONFLICT, json!("ReconnectRequired"))
        );
    }
    assert_eq!((stage.token_calls(), stage.asked("/contacts")), (2, 2));
    assert_eq!(browser.connections().await[0]["status"], "reconnect_needed");
}

#[tokio::test]
async fn a_withdrawn_grant_is_said_at_once_and_mended_by_reconnecting_in_place() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.sandbox.revoke_tokens(true);
    stage.advance(HALF_HOUR);
    assert_eq!(browser.items(&id).await.json(), json!("ReconnectRequired"));
    assert_eq!(browser.connections().await[0]["status"], "reconnect_needed");
    let calls = stage.token_calls();
    browser.items(&id).await;
    assert_eq!(stage.token_calls(), calls, "nothing is tried again");
    assert_eq!(browser.connect().await, id);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(browser.connections().await[0]["status"], "connected");
}

#[tokio::test]
async fn a_wrong_client_secret_disconnects_nobody() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    stage.sandbox.fault(token_fault(
        400,
        json!({"error": "invalid_client", "status": "BAD_CLIENT_SECRET"}),
    ));
    assert_eq!(
        browser.items(&id).await.json(),
        json!("Internal"),
        "ours to mend, nobody else's"
    );
    assert_eq!(browser.connections().await[0]["status"], "connected");
    let calls = stage.token_calls();
    assert_eq!(browser.items(&id).await.json(), json!("Internal"));
    assert_eq!(stage.token_calls(), calls, "nobody goes on asking with it");
    stage.advance(COOL_DOWN);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_that_still_lives_is_used_when_the_refresh_fails_for_now() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(Duration::from_mins(26));
    stage.sandbox.fault(Fault {
        times: 2,
        ..token_fault(503, json!({}))
    });
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(browser.connections().await[0]["status"], "connected");
}

/// R19, R37: a token that is refused, and a refresh that fails for now or is our fault.
#[tokio::test]
async fn a_refused_token_that_cannot_be_renewed_just_now_disconnects_nobody() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let faults = [
        (token_fault(503, json!({})), json!("ProviderUnavailable")),
        (token_fault(400, json!({"error": "invalid_client"})), json!("Internal")),
    ];
    for (fault, error) in faults {
        stage.sandbox.fault(Fault {
            path_prefix: "/crm/".into(),
            status: Some(401),
            ..Fault::default()
        });
        stage.sandbox.fault(Fault { times: 2, ..fault });
        assert_eq!(browser.items(&id).await.json(), error);
        assert_eq!(browser.connections().await[0]["status"], "connected");
        stage.sandbox.clear_faults();
        stage.advance(COOL_DOWN);
    }
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_waits_for_a_refresh_that_fails_does_not_try_it_again() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    stage.sandbox.fault(Fault {
        times: 50,
        delay_ms: 50,
        ..token_fault(503, json!({}))
    });
    let answers = futures::future::join_all((0..50).map(|_| browser.items(&id))).await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::BAD_GATEWAY));
    assert_eq!(stage.token_calls(), 3, "the exchange and one refresh in two attempts");
    stage.sandbox.clear_faults();
    assert_eq!(browser.items(&id).await.status, StatusCode::BAD_GATEWAY);
    assert_eq!(stage.token_calls(), 3, "nobody tries while it cools down");
    stage.advance(COOL_DOWN);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK, "then one does");
}
