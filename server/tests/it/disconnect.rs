//! Disconnect: revoked there, deleted here, and said which.

use axum::body::Body;
use http::{Request, StatusCode, header};
use sandbox::Fault;
use serde_json::json;

use crate::stage::Stage;

#[tokio::test]
async fn a_disconnect_revokes_and_forgets() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let answer = browser.post("/api/disconnect", &[("connection", &id)]).await;
    assert_eq!(
        (answer.status, answer.json()),
        (StatusCode::OK, json!({"revoked": true}))
    );
    assert_eq!(stage.asked("/token/revoke"), 1);
    assert!(browser.connections().await.is_empty());
    assert_eq!(browser.items(&id).await.status, StatusCode::NOT_FOUND);
    let again = browser.post("/api/disconnect", &[("connection", &id)]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_disconnect_forgets_even_if_the_provider_does_not_answer() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.sandbox.fault(Fault {
        path_prefix: "/oauth/2026-09/token/revoke".into(),
        status: Some(500),
        ..Fault::default()
    });
    let answer = browser.post("/api/disconnect", &[("connection", &id)]).await;
    assert_eq!(answer.json(), json!({"revoked": false}));
    assert!(browser.connections().await.is_empty());
}

/// With JavaScript off a form is posted, and a page comes back: never the one in `Referer`.
#[tokio::test]
async fn a_plain_form_leads_to_the_start_page_with_a_notice() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let post = |connection: &str| {
        Request::post("/api/disconnect")
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, "https://evil.example/")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("connection={connection}")))
            .unwrap()
    };
    let answer = browser.send(post(&id)).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::FOUND, "/?notice=disconnected")
    );
    let answer = browser.send(post(&id)).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/"));
    assert!(
        !answer.head().contains("evil") && !answer.head().contains("__err"),
        "{}",
        answer.head()
    );
}

#[tokio::test]
async fn a_disconnect_under_way_does_not_take_a_new_grant_along() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let callback = browser.consent(browser.begin().await).await;
    stage.sandbox.fault(Fault {
        path_prefix: "/oauth/2026-09/token/revoke".into(),
        delay_ms: 200,
        ..Fault::default()
    });
    let reconnect = async {
        stage
            .sandbox
            .journal_until(|entries| entries.iter().any(|entry| entry.path.ends_with("/revoke")))
            .await;
        browser.get(&callback).await
    };
    let form = [("connection", id.as_str())];
    let (disconnected, reconnected) = tokio::join!(browser.post("/api/disconnect", &form), reconnect);
    assert_eq!(disconnected.status, StatusCode::OK);
    assert!(reconnected.location().starts_with("/connections/"));
    assert_eq!(browser.connections().await.len(), 1);
}
