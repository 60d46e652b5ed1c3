//! Airtable's limits: five requests a second for each base, and half a minute for whoever exceeds them.

use std::time::Duration;

use sandbox::{AirtableConfig, RateLimit, SandboxClock, SandboxConfig};
use serde_json::json;

use super::{App, with};

async fn limited(retry_after: bool) -> (App, String, Vec<String>) {
    let rate_limit = RateLimit::Rolling {
        requests: 5,
        window: Duration::from_secs(1),
    };
    let config = with(AirtableConfig {
        rate_limit,
        bases: 12,
        ..AirtableConfig::default()
    });
    let app = App::new(SandboxConfig {
        clock: SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap()),
        retry_after,
        ..config
    })
    .await;
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
    let (_, bases) = app.ask(&token, "/v0/meta/bases").await;
    app.sandbox.advance(Duration::from_secs(1));
    let bases = bases["bases"].as_array().unwrap().iter();
    let paths = bases.map(|base| format!("/v0/{}/People?pageSize=1", base["id"].as_str().unwrap()));
    (app, token, paths.collect())
}

#[tokio::test]
async fn the_sixth_request_to_a_base_costs_half_a_minute_and_other_bases_are_free() {
    let (app, token, paths) = limited(false).await;
    for _ in 0..5 {
        assert_eq!(app.ask(&token, &paths[0]).await.0, 200);
    }

    let refused = app.get(&paths[0]).bearer_auth(&token).send().await.unwrap();
    assert!(!refused.headers().contains_key("retry-after"));
    let (status, body) = crate::client::told(refused).await;
    assert_eq!(
        (status, &body["errors"][0]["error"]),
        (429, &json!("RATE_LIMIT_REACHED"))
    );
    assert_eq!(app.ask(&token, &paths[1]).await.0, 200);

    app.sandbox.advance(Duration::from_secs(29));
    assert_eq!(app.ask(&token, &paths[0]).await.0, 429);
    app.sandbox.advance(Duration::from_secs(1));
    assert_eq!(app.ask(&token, &paths[0]).await.0, 200);
}

#[tokio::test]
async fn a_user_has_a_limit_over_all_bases() {
    let (app, token, paths) = limited(false).await;
    for path in &paths[..10] {
        for _ in 0..5 {
            assert_eq!(app.ask(&token, path).await.0, 200);
        }
    }
    assert_eq!(app.ask(&token, &paths[11]).await.0, 429);
    assert_eq!(app.ask(&token, "/v0/meta/whoami").await.0, 429);
}

#[tokio::test]
async fn the_wait_is_told_where_that_was_asked_for() {
    let (app, token, paths) = limited(true).await;
    for _ in 0..5 {
        app.ask(&token, &paths[0]).await;
    }
    let refused = app.get(&paths[0]).bearer_auth(&token).send().await.unwrap();
    assert_eq!(refused.headers()["retry-after"], "30");
}
