//! Headers: what every response carries (T52–T58).

use std::collections::HashSet;

use axum::body::Body;
use http::{Method, Request, StatusCode};

use crate::stage::{Answer, Setting, Stage};

const FIXED: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "same-origin"),
    ("cache-control", "no-store"),
];

fn nonce(answer: &Answer) -> String {
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    policy
        .split_once("'nonce-")
        .unwrap()
        .1
        .split_once('\'')
        .unwrap()
        .0
        .to_owned()
}

/// T54, T56
#[tokio::test]
async fn every_response_carries_the_headers_errors_too() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for (path, status) in [
        ("/".to_owned(), 200),
        (format!("/connections/{id}"), 200),
        ("/connections/aaaaaaaaaaaaaaaaaaaaaa".to_owned(), 404),
        ("/nowhere".to_owned(), 404),
        ("/api/connections".to_owned(), 200),
        ("/api/nowhere".to_owned(), 404),
        ("/api/items?connection=x".to_owned(), 404),
        ("/healthz".to_owned(), 200),
        ("/readyz".to_owned(), 200),
        ("/integrations/hubspot/authorize".to_owned(), 405),
        (format!("/{}", "a".repeat(9000)), 414),
    ] {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        for (name, value) in FIXED {
            assert_eq!(answer.headers[name], value, "{path} {name}");
        }
        assert!(answer.headers.contains_key("permissions-policy"), "{path}");
        assert!(
            answer.headers["content-security-policy"]
                .to_str()
                .unwrap()
                .contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(answer.headers["x-request-id"].len() == 22, "{path}");
        assert!(answer.headers.get("server").is_none(), "{path}");
        assert!(
            answer.headers.get("strict-transport-security").is_none(),
            "plain http promises nothing"
        );
    }
}

/// T54
#[tokio::test]
async fn over_https_the_browser_is_told_to_stay_there() {
    let stage = Stage::with(Setting {
        public_url: "https://crm.example",
        ..Setting::default()
    })
    .await;
    let answer = stage.browser().get("/").await;
    assert_eq!(
        answer.headers["strict-transport-security"],
        "max-age=63072000; includeSubDomains"
    );
}

/// T52
#[tokio::test]
async fn the_policy_allows_our_own_scripts_by_a_fresh_nonce_and_nothing_inline() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let mut seen = HashSet::new();
    for path in ["/".to_owned(), format!("/connections/{id}"), "/nowhere".to_owned()] {
        for _ in 0..2 {
            let answer = browser.get(&path).await;
            let policy = answer.headers["content-security-policy"].to_str().unwrap().to_owned();
            for part in [
                "default-src 'none'",
                "base-uri 'none'",
                "object-src 'none'",
                "'strict-dynamic'",
                "connect-src 'self'",
            ] {
                assert!(policy.contains(part), "{part}");
            }
            assert!(
                !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
                "{policy}"
            );
            let nonce = nonce(&answer);
            assert!(nonce.len() >= 22);
            assert!(seen.insert(nonce.clone()), "a nonce is used once");
            let scripts = answer
                .body
                .split("<script")
                .skip(1)
                .map(|script| script.split('>').next().unwrap());
            let mut scripts = scripts.peekable();
            assert!(scripts.peek().is_some(), "{path}");
            assert!(
                scripts.all(|script| script.contains(&format!("nonce=\"{nonce}\""))),
                "{path}"
            );
            assert!(!answer.body.contains(" style=\""), "no inline style");
        }
    }
}

/// T53
#[tokio::test]
async fn the_nonce_stands_in_nonce_attributes_only() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for path in ["/".to_owned(), format!("/connections/{id}")] {
        let answer = browser.get(&path).await;
        let nonce = nonce(&answer);
        let anywhere = answer.body.matches(nonce.as_str()).count();
        let in_place = answer.body.matches(&format!("nonce=\"{nonce}\"")).count();
        assert_eq!(anywhere, in_place, "{path}");
    }
}

#[tokio::test]
async fn a_form_may_lead_to_the_consent_page_and_nowhere_else() {
    let stage = Stage::new().await;
    let answer = stage.browser().get("/").await;
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    let expected = format!("form-action 'self' {};", stage.sandbox.base_url());
    assert!(policy.contains(&expected), "{policy}");
}

/// T55
#[tokio::test]
async fn no_other_origin_is_let_in() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    for path in ["/", "/api/connections", "/healthz", "/integrations/hubspot/authorize"] {
        for method in [Method::GET, Method::OPTIONS] {
            let request = Request::builder()
                .method(method)
                .uri(path)
                .header("origin", "https://evil.example")
                .header("access-control-request-method", "POST")
                .body(Body::empty())
                .unwrap();
            let answer = browser.send(request).await;
            assert!(!answer.head().contains("access-control-"), "{path}");
        }
    }
}

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

#[tokio::test]
async fn an_id_that_the_client_sends_is_not_the_requests_id() {
    let stage = Stage::new().await;
    let request = Request::get("/healthz")
        .header("x-request-id", "planted")
        .body(Body::empty())
        .unwrap();
    assert_ne!(stage.browser().send(request).await.headers["x-request-id"], "planted");
}

/// T17
#[tokio::test]
async fn a_read_answers_with_data_whoever_asks_and_wherever_from() {
    let stage = Stage::new().await;
    let request = Request::get("/api/connections")
        .header("accept", "text/html")
        .header("referer", "https://evil.example/")
        .body(Body::empty())
        .unwrap();
    let answer = stage.browser().send(request).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "[]"));
    let head = Request::head("/api/connections").body(Body::empty()).unwrap();
    assert_eq!(stage.browser().send(head).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

/// T57
#[tokio::test]
async fn a_panic_ends_one_answer_and_says_nothing() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    stage.pending.panic_once();
    let answer = browser.post("/integrations/hubspot/authorize", &[]).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        !answer.body.contains("canary") && answer.body.contains("Something went wrong"),
        "{}",
        answer.body
    );
    assert!(answer.headers.contains_key("content-security-policy"));
    browser.begin().await;
}
