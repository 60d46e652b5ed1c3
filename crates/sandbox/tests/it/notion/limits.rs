//! Notion's limit: an average, and the seconds to wait in the refusal.

use std::time::Duration;

use sandbox::{NotionConfig, RateLimit, SandboxClock, SandboxConfig};
use serde_json::json;

use super::{App, with};

#[tokio::test]
async fn one_too_many_is_told_how_long_to_wait() {
    let rate_limit = RateLimit::Rolling {
        requests: 3,
        window: Duration::from_secs(1),
    };
    let app = App::new(SandboxConfig {
        clock: SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap()),
        ..with(NotionConfig {
            rate_limit,
            ..NotionConfig::default()
        })
    })
    .await;
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
    for _ in 0..3 {
        assert_eq!(app.ask(&token, "/v1/users/me").await.0, 200);
    }

    let refused = app.get("/v1/users/me").bearer_auth(&token).send().await.unwrap();

    assert_eq!(refused.headers()["retry-after"], "1");
    let (status, error) = crate::client::told(refused).await;
    assert_eq!((status, &error["code"]), (429, &json!("rate_limited")));
    app.sandbox.advance(Duration::from_secs(1));
    assert_eq!(app.ask(&token, "/v1/users/me").await.0, 200);
}
