//! Rate limits and the headers that tell of them.

use std::time::Duration;

use sandbox::{Portal, RateLimit, SandboxClock, SandboxConfig};
use serde_json::json;

use crate::client::{App, told, with_contacts};

const CONTACTS: &str = "/crm/objects/2026-09/contacts";

fn limited(requests: usize) -> SandboxConfig {
    let clock = SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap());
    let rate_limit = RateLimit::Rolling {
        requests,
        window: Duration::from_secs(10),
    };
    SandboxConfig {
        clock,
        rate_limit,
        ..with_contacts(1)
    }
}

async fn list(app: &App, token: &str) -> reqwest::Response {
    app.get(CONTACTS).bearer_auth(token).send().await.unwrap()
}

async fn search(app: &App, token: &str) -> reqwest::Response {
    app.post(&format!("{CONTACTS}/search"))
        .bearer_auth(token)
        .json(&json!({}))
        .send()
        .await
        .unwrap()
}

fn header<'a>(response: &'a reqwest::Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn each_answer_tells_what_is_left() {
    let (app, token) = App::connected(limited(110)).await;

    list(&app, &token).await;
    let second = list(&app, &token).await;

    assert_eq!(
        header(&second, "x-hubspot-ratelimit-interval-milliseconds"),
        Some("10000")
    );
    assert_eq!(header(&second, "x-hubspot-ratelimit-max"), Some("110"));
    assert_eq!(header(&second, "x-hubspot-ratelimit-remaining"), Some("108"));
    assert_eq!(header(&second, "x-hubspot-ratelimit-daily"), None);
}

#[tokio::test]
async fn one_too_many_is_refused_until_the_window_has_rolled_on() {
    let (app, token) = App::connected(limited(2)).await;
    list(&app, &token).await;
    list(&app, &token).await;

    let refused = list(&app, &token).await;
    assert_eq!(header(&refused, "retry-after"), None);
    assert_eq!(header(&refused, "x-hubspot-ratelimit-remaining"), Some("0"));
    let (status, body) = told(refused).await;
    assert_eq!((status, &body["policyName"]), (429, &json!("TEN_SECONDLY_ROLLING")));
    assert_eq!(body["message"], "You have reached your ten_secondly_rolling limit.");
    assert_eq!(body["errorType"], "RATE_LIMIT");

    app.sandbox.advance(Duration::from_secs(10));
    assert_eq!(list(&app, &token).await.status(), 200);
}

#[tokio::test]
async fn retry_after_comes_where_it_was_asked_for() {
    let (app, token) = App::connected(SandboxConfig {
        retry_after: true,
        ..limited(1)
    })
    .await;
    list(&app, &token).await;
    app.sandbox.advance(Duration::from_millis(2500));

    assert_eq!(header(&list(&app, &token).await, "retry-after"), Some("8"));
}

#[tokio::test]
async fn search_counts_apart_and_carries_no_headers() {
    let (app, token) = App::connected(limited(1)).await;
    list(&app, &token).await;

    for _ in 0..5 {
        let found = search(&app, &token).await;
        assert_eq!(
            (found.status().as_u16(), header(&found, "x-hubspot-ratelimit-max")),
            (200, None)
        );
    }
    let (status, body) = told(search(&app, &token).await).await;
    assert_eq!(
        (status, &body["message"]),
        (429, &json!("You have reached your secondly limit."))
    );

    app.sandbox.advance(Duration::from_secs(1));
    assert_eq!(search(&app, &token).await.status(), 200);
}

#[tokio::test]
async fn every_account_has_a_budget_of_its_own() {
    let (app, first) = App::connected(limited(1)).await;
    app.sandbox.set_portal(Portal {
        hub_id: 77,
        name: "Second".to_owned(),
        ..Portal::default()
    });
    let second = app.connect().await["access_token"].as_str().unwrap().to_owned();
    list(&app, &first).await;

    assert_eq!(list(&app, &first).await.status(), 429);
    assert_eq!(list(&app, &second).await.status(), 200);
}

#[tokio::test]
async fn without_a_limit_there_is_none_for_search_either() {
    let (app, token) = App::connected(with_contacts(1)).await;
    for _ in 0..6 {
        assert_eq!(search(&app, &token).await.status(), 200);
    }
    assert_eq!(header(&list(&app, &token).await, "x-hubspot-ratelimit-max"), None);
}
