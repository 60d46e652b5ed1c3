//! Ownership: nobody reaches what is another's (T31, T34).

use axum::body::Body;
use http::{Request, StatusCode, header};

use crate::stage::Stage;

/// T31
#[tokio::test]
async fn another_browser_sees_and_changes_nothing_of_mine() {
    let stage = Stage::new().await;
    let (mine, other, nobody) = (stage.browser(), stage.browser(), stage.browser());
    let id = mine.connect().await;
    other.begin().await;
    for stranger in [&other, &nobody] {
        assert!(stranger.connections().await.is_empty());
        for path in [
            format!("/api/items?connection={id}"),
            format!("/api/connection?connection={id}"),
            format!("/connections/{id}"),
            format!("/api/items?connection={id}&org_id=local&user_id=x&organisation=local&user=x"),
        ] {
            let answer = stranger.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(
                !answer.body.contains("Northwind") && !answer.body.contains("Lovelace"),
                "{path}"
            );
        }
        let answer = stranger
            .post("/api/disconnect", &[("connection", &id), ("user_id", "x")])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(mine.connections().await.len(), 1);
    assert_eq!(mine.items(&id).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_id_that_is_none_is_not_found() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    browser.connect().await;
    for id in ["x", "..%2f..%2fhealthz", "aaaaaaaaaaaaaaaaaaaaaa", "%00", "*"] {
        assert_eq!(
            browser.get(&format!("/connections/{id}")).await.status,
            StatusCode::NOT_FOUND,
            "{id}"
        );
        assert_ne!(
            browser.get(&format!("/api/items?connection={id}")).await.status,
            StatusCode::OK,
            "{id}"
        );
    }
}

/// T34: the guard stands before every server function that changes something, and every other POST.
#[tokio::test]
async fn no_other_site_can_disconnect_or_post_anything() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for path in [
        "/api/disconnect",
        "/api/items",
        "/integrations/hubspot/authorize",
        "/",
        "/healthz",
    ] {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("x-none", "x"),
        ] {
            let request = Request::post(path)
                .header(name, value)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(format!("connection={id}")))
                .unwrap();
            assert_eq!(
                browser.send(request).await.status,
                StatusCode::FORBIDDEN,
                "{path} {name}: {value}"
            );
        }
    }
    assert_eq!(browser.connections().await.len(), 1);
    assert_eq!(stage.asked("/token/revoke"), 0);
}

#[tokio::test]
async fn a_change_cannot_be_asked_for_with_get() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let answer = browser.get(&format!("/api/disconnect?connection={id}")).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(browser.connections().await.len(), 1);
}
