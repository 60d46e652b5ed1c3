//! Unwelcome requests: paths, methods and bodies that nothing of ours sends (T56, T58–T60).

use axum::body::Body;
use http::{Request, StatusCode};

use crate::stage::Stage;

/// T56, T58
#[tokio::test]
async fn paths_that_look_like_files_or_escapes_are_not_found() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for path in [
        "/.git/HEAD",
        "/pkg/",
        "/pkg",
        "/..%2f",
        "/pkg/%2e%2e/Cargo.toml",
        "/pkg/../Cargo.toml",
        "/pkg/x.js.br",
        "/Cargo.toml",
        "/api/connections.css",
        "/api/connections;.js",
        "/api/",
        &format!("/connections/{id}/x.css"),
        &format!("/connections/{id}.css"),
        "/index.html",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.contains("Northwind"), "{path}");
    }
}

/// T58
#[tokio::test]
async fn methods_that_nothing_needs_are_refused() {
    let stage = Stage::new().await;
    for method in ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "PROPFIND"] {
        for path in ["/", "/api/connections", "/healthz", "/nowhere"] {
            let request = Request::builder()
                .method(method)
                .uri(path)
                .header("sec-fetch-site", "same-origin")
                .body(Body::empty())
                .unwrap();
            let status = stage.browser().send(request).await.status;
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_body_that_no_form_of_ours_has_is_refused() {
    let stage = Stage::new().await;
    let long = "x".repeat(64 * 1024 + 1);
    for path in ["/api/disconnect", "/integrations/hubspot/authorize"] {
        let answer = stage.browser().post(path, &[("connection", &long)]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
    assert_eq!(stage.pending.calls(), 0);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_called_too_large() {
    let stage = Stage::new().await;
    let broken = futures::stream::iter([Ok(b"connection=".to_vec()), Err(std::io::Error::other("cut"))]);
    let body = Body::from_stream(broken);
    let request = Request::post("/api/disconnect")
        .header("sec-fetch-site", "same-origin")
        .body(body)
        .unwrap();
    assert_eq!(stage.browser().send(request).await.status, StatusCode::BAD_REQUEST);
}

/// T60: half a form holds nothing up for longer than ten seconds.
#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_arrive_is_given_up() {
    let stage = Stage::new().await;
    let never = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let request = Request::post("/api/disconnect")
        .header("sec-fetch-site", "same-origin")
        .body(never)
        .unwrap();
    let begun = tokio::time::Instant::now();
    assert_eq!(stage.browser().send(request).await.status, StatusCode::REQUEST_TIMEOUT);
    assert_eq!(begun.elapsed().as_secs(), 10);
}
