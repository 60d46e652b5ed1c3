//! Sessions: whose cookie counts (T23–T25).

use std::{collections::BTreeMap, time::Duration};

use axum::body::Body;
use http::{HeaderValue, Request, header};

use crate::stage::{Answer, Setting, Stage};

fn cookie_line(answer: &Answer) -> String {
    answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned()
}

async fn begin_with(stage: &Stage, cookie: &str) -> Answer {
    let request = Request::post("/integrations/hubspot/authorize")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie)
        .body(Body::empty())
        .unwrap();
    stage.browser().send(request).await
}

/// T23
#[tokio::test]
async fn an_id_that_we_did_not_issue_is_never_adopted() {
    let stage = Stage::new().await;
    let planted = "A".repeat(43);
    let answer = begin_with(&stage, &format!("tributary={planted}")).await;
    assert!(!cookie_line(&answer).contains(&planted));
    let again = begin_with(&stage, &format!("tributary={planted}")).await;
    assert_ne!(
        cookie_line(&answer),
        cookie_line(&again),
        "the planted id stays unknown"
    );
}

/// T24
#[tokio::test]
async fn a_cookie_that_stands_there_twice_counts_as_none() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    browser.connect().await;
    let own = browser.cookie_header();
    let list = |cookie: String| {
        let request = Request::get("/api/connections")
            .header(header::COOKIE, cookie)
            .body(Body::empty())
            .unwrap();
        async { stage.browser().send(request).await.json().as_array().unwrap().len() }
    };
    assert_eq!(list(own.clone()).await, 1);
    assert_eq!(list(format!("{own}; tributary={}", "B".repeat(43))).await, 0);
    assert_eq!(list(format!("tributary=; {own}")).await, 0);
    assert_eq!(list(format!("{own}; {own}")).await, 0);
}

/// T25
#[tokio::test]
async fn the_cookie_is_closed_to_scripts_and_other_sites() {
    let stage = Stage::new().await;
    let line = cookie_line(&begin_with(&stage, "").await);
    let (pair, attributes) = line.split_once("; ").unwrap();
    assert_eq!(pair.len(), "tributary=".len() + 43);
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Lax; Max-Age=15552000");
    assert!(line.len() < 4096);
}

/// T25
#[tokio::test]
async fn over_https_the_cookie_is_secure_and_bound_to_the_host() {
    let setting = Setting {
        public_url: "https://crm.example",
        ..Setting::default()
    };
    let stage = Stage::with(setting).await;
    let line = cookie_line(&begin_with(&stage, "").await);
    assert!(line.starts_with("__Host-tributary="), "{line}");
    assert!(
        line.ends_with("; Secure") && line.contains("; Path=/;") && !line.contains("Domain"),
        "{line}"
    );
}

#[tokio::test]
async fn looking_around_needs_no_session() {
    let stage = Stage::new().await;
    for path in [
        "/",
        "/api/connections",
        "/api/providers",
        "/healthz",
        "/connections/aaaaaaaaaaaaaaaaaaaaaa",
    ] {
        assert!(
            stage
                .browser()
                .get(path)
                .await
                .headers
                .get(header::SET_COOKIE)
                .is_none(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_session_that_is_used_lives_on_and_one_that_is_not_ends() {
    let stage = Stage::new().await;
    let (used, unused) = (stage.browser(), stage.browser());
    used.connect().await;
    unused.connect().await;
    let day = Duration::from_hours(24);
    for _ in 0..9 {
        stage.advance(20 * day);
        let answer = used.get("/api/connections").await;
        assert_eq!(
            answer.json().as_array().unwrap().len(),
            usize::from(stage_is_young(&stage)),
            "{}",
            answer.body
        );
        assert!(cookie_line(&answer).contains("Max-Age=15552000"), "the cookie rolls");
    }
    assert!(
        used.get("/api/connections")
            .await
            .headers
            .get(header::SET_COOKIE)
            .is_none(),
        "at most once a day"
    );
    assert!(
        unused
            .get("/api/connections")
            .await
            .headers
            .get(header::SET_COOKIE)
            .is_none()
    );
    let cookies: BTreeMap<_, _> = unused.cookies.lock().unwrap().clone();
    unused.begin().await;
    assert_ne!(*unused.cookies.lock().unwrap(), cookies, "an ended session is replaced");
}

/// The connection itself rests unused in this test, so it ends after 180 days.
fn stage_is_young(stage: &Stage) -> bool {
    use integrations::Clock as _;
    let start: jiff::Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
    stage.clock.now().duration_since(start) < jiff::SignedDuration::from_hours(180 * 24)
}

/// Cookies ignore ports: another application on this host may have set anything.
#[tokio::test]
async fn a_strange_cookie_beside_ours_does_no_harm() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    browser.connect().await;
    let line = [b"name=Zo\xeb; ", browser.cookie_header().as_bytes(), b"; =; x"].concat();
    let cookie = HeaderValue::from_bytes(&line).unwrap();
    let request = Request::get("/api/connections")
        .header(header::COOKIE, cookie)
        .body(Body::empty())
        .unwrap();
    assert_eq!(stage.browser().send(request).await.json().as_array().unwrap().len(), 1);
}
