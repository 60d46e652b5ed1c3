//! Histories: what a connection's owner reads of what became of it, in order, bounded and without secrets.

use std::{collections::BTreeSet, time::Duration};

use http::StatusCode;
use sandbox::Fault;
use serde_json::{Value, json};

use crate::stage::{Behind, Browser, CONTACTS, Stage, TOKEN, few_contacts, on};

async fn details(browser: &Browser<'_>, id: &str) -> Value {
    let answer = browser.get(&format!("/api/connection?connection={id}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

fn events(details: &Value) -> Vec<&str> {
    let activity = details["activity"].as_array().unwrap();
    activity.iter().map(|entry| entry["event"].as_str().unwrap()).collect()
}

/// The next request there is answered so, once.
fn once(stage: &Stage, path_prefix: &str, status: u16, retry_after: &str) {
    stage.sandbox.fault(Fault {
        times: 1,
        status: Some(status),
        headers: [("retry-after".to_owned(), retry_after.to_owned())].into(),
        ..on(path_prefix)
    });
}

#[tokio::test]
async fn all_that_becomes_of_a_connection_is_told_in_order() {
    let stage = Stage::with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(Duration::from_mins(26));
    browser.items(&id).await;
    once(&stage, CONTACTS, 429, "4");
    browser.items(&id).await;
    stage.advance(Duration::from_secs(4));
    once(&stage, CONTACTS, 503, "0");
    browser.items(&id).await;
    stage.advance(Duration::from_secs(1));
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    let recovered = details(&browser, &id).await;
    assert_eq!(
        recovered["last_used_at"], "2026-03-01T12:26:05Z",
        "at once when it works again"
    );
    stage.sandbox.revoke_tokens(true);
    browser.items(&id).await;
    assert_eq!(browser.connect().await, id);

    let told = details(&browser, &id).await;
    assert_eq!(
        events(&told),
        [
            "reconnected",
            "reconnect_needed",
            "provider_unavailable",
            "throttled",
            "refreshed",
            "connected"
        ]
    );
    let activity = told["activity"].as_array().unwrap();
    let fields: BTreeSet<&String> = activity
        .iter()
        .flat_map(|entry| entry.as_object().unwrap().keys())
        .collect();
    assert_eq!(fields.into_iter().collect::<Vec<_>>(), ["at", "event"]);
    assert_eq!(activity[4]["at"], "2026-03-01T12:26:00Z");
    for secret in stage.sandbox.issued_secrets() {
        assert!(!told.to_string().contains(&secret), "a secret is told");
    }
}

#[tokio::test]
async fn a_history_is_bounded_and_keeps_the_newest() {
    let stage = Stage::with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for _ in 0..60 {
        stage.advance(Duration::from_mins(30));
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    }
    let told = details(&browser, &id).await;
    assert_eq!(events(&told), ["refreshed"; 50]);
    assert_eq!(told["activity"][0]["at"], "2026-03-02T18:00:00Z");
}

/// R18, R19: while nothing may be asked, the owner reads until when, and no longer.
#[tokio::test]
async fn a_pause_is_told_until_it_ends() {
    let stage = Stage::with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    assert_eq!(details(&browser, &id).await["resumes_at"], Value::Null);
    once(&stage, CONTACTS, 429, "4");
    browser.items(&id).await;
    assert_eq!(details(&browser, &id).await["resumes_at"], "2026-03-01T12:00:04Z");
    stage.advance(Duration::from_secs(4));
    assert_eq!(details(&browser, &id).await["resumes_at"], Value::Null);

    stage.advance(Duration::from_mins(30));
    for _ in 0..2 {
        once(&stage, TOKEN, 503, "1");
    }
    browser.items(&id).await;
    assert_eq!(details(&browser, &id).await["resumes_at"], "2026-03-01T12:30:05Z");
    stage.advance(Duration::from_secs(1));
    assert_eq!(details(&browser, &id).await["resumes_at"], Value::Null);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
}

/// R18: whatever the provider asks for, it is asked again after a minute.
#[tokio::test]
async fn a_pause_without_end_is_kept_for_a_minute() {
    let stage = Stage::with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    once(&stage, CONTACTS, 429, "18446744073709551615");
    assert_eq!(
        browser.items(&id).await.json(),
        json!({"RateLimited": {"retry_after_secs": 60}})
    );
    assert_eq!(details(&browser, &id).await["resumes_at"], "2026-03-01T12:01:00Z");
    stage.advance(Duration::from_mins(1));
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_last_use_is_written_every_five_minutes_and_once_for_many() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage_with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let writes = behind.ran("set").await;
    let uses = (0..30).map(|_| browser.items(&id));
    let answers = futures::future::join_all(uses).await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK));
    assert_eq!(behind.ran("set").await - writes, 1, "by the first one");
    for (after, told) in [(299, "12:00:00"), (1, "12:05:00"), (299, "12:05:00")] {
        stage.advance(Duration::from_secs(after));
        browser.items(&id).await;
        let told = format!("2026-03-01T{told}Z");
        assert_eq!(details(&browser, &id).await["last_used_at"], told);
    }
}

/// So does trouble that meets many requests at once.
#[tokio::test]
async fn the_same_trouble_of_many_requests_is_written_once() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage_with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let writes = behind.ran("set").await;
    stage.sandbox.fault(Fault {
        status: Some(503),
        ..on(CONTACTS)
    });
    futures::future::join_all((0..30).map(|_| browser.items(&id))).await;
    assert_eq!(behind.ran("set").await - writes, 1);
    assert_eq!(
        events(&details(&browser, &id).await),
        ["provider_unavailable", "connected"]
    );
}
