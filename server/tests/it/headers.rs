//! Headers: what every response carries (T54–T57).

use axum::body::Body;
use http::{Method, Request, StatusCode};

use crate::stage::{Setting, Stage};

const FIXED: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "same-origin"),
    ("cache-control", "no-store"),
];

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
        (format!("/api/window?connection={id}&count=10"), 200),
        (format!("/api/columns?connection={id}"), 200),
        (format!("/api/record?connection={id}&item=none"), 404),
        (format!("/api/export?connection={id}&format=csv&scope=all"), 200),
        (format!("/api/export?connection={id}"), 400),
        ("/api/progress?connection=x".to_owned(), 404),
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
