//! Rate limits: one visitor, one session and all together ask more than they may (T30, T61).

use std::{net::SocketAddr, time::Duration};

use axum::{body::Body, extract::ConnectInfo};
use http::{Request, StatusCode, request::Builder};

use crate::stage::{Answer, Browser, Setting, Stage};

const CALLBACK: &str = "/integrations/hubspot/oauth2callback?code=a&state=b";

async fn limited(trusted_proxies: &'static str) -> Stage {
    Stage::with(Setting {
        limited: true,
        trusted_proxies,
        ..Setting::default()
    })
    .await
}

fn from(peer: &str, request: Builder) -> Request<Body> {
    let peer: SocketAddr = format!("{peer}:4711").parse().unwrap();
    let same_site = request.header("sec-fetch-site", "same-origin");
    same_site.extension(ConnectInfo(peer)).body(Body::empty()).unwrap()
}

async fn get_from(stage: &Stage, peer: &str, path: &str) -> Answer {
    stage.browser().send(from(peer, Request::get(path))).await
}

/// How many of so many requests are admitted.
async fn admitted(count: usize, ask: impl AsyncFn() -> Answer) -> usize {
    let mut admitted = 0;
    for _ in 0..count {
        admitted += usize::from(!ask().await.headers.contains_key("retry-after"));
    }
    admitted
}

#[tokio::test]
async fn one_address_is_limited_and_others_are_not() {
    let stage = limited("").await;
    let flood = || get_from(&stage, "192.0.2.1", "/api/providers");
    assert_eq!(admitted(1300, flood).await, 1200);
    assert_eq!(get_from(&stage, "192.0.2.2", "/").await.status, StatusCode::OK);
    stage.clock.advance(Duration::from_mins(1));
    assert_eq!(get_from(&stage, "192.0.2.1", "/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_subscriber_of_many_addresses_is_one_visitor() {
    let stage = limited("").await;
    for host in 0..1200 {
        get_from(&stage, &format!("[2001:db8::{host:x}]"), "/api/providers").await;
    }
    assert_eq!(
        get_from(&stage, "[2001:db8::ffff:1]", "/").await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    assert_eq!(get_from(&stage, "[2001:db8:0:1::1]", "/").await.status, StatusCode::OK);
}

/// T30
#[tokio::test]
async fn ten_thousand_forged_origins_are_one_visitor() {
    let stage = limited("10.0.0.0/8").await;
    let mut admitted = 0;
    for forged in 0_u32..10_000 {
        let request =
            Request::get("/api/providers").header("x-forwarded-for", std::net::Ipv4Addr::from(forged).to_string());
        let answer = stage.browser().send(from("192.0.2.1", request)).await;
        admitted += usize::from(answer.status == StatusCode::OK);
    }
    assert_eq!(admitted, 1200);
}

#[tokio::test]
async fn visitors_behind_a_trusted_proxy_are_told_apart() {
    let stage = limited("10.0.0.0/8").await;
    let behind = |visitor: &str| {
        let request = Request::get("/api/providers").header("x-forwarded-for", format!("203.0.113.1, {visitor}"));
        from("10.0.0.1", request)
    };
    let flood = async || stage.browser().send(behind("198.51.100.1")).await;
    assert_eq!(admitted(1201, flood).await, 1200);
    assert_eq!(
        stage.browser().send(behind("198.51.100.2")).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn both_ends_of_a_flow_are_limited_more_than_the_rest() {
    let stage = limited("").await;
    let begin = async || stage.browser().post("/integrations/hubspot/authorize", &[]).await;
    assert_eq!(admitted(70, begin).await, 60);
    let answer = async || stage.browser().get(CALLBACK).await;
    assert_eq!(admitted(70, answer).await, 60);
    assert_eq!(stage.browser().get("/").await.status, StatusCode::OK);
    let refused = stage.browser().get(CALLBACK).await;
    assert_eq!(
        refused.location(),
        "/?notice=unavailable",
        "the end of a flow is a redirect"
    );
    assert_eq!(refused.headers["referrer-policy"], "no-referrer");
}

#[tokio::test]
async fn one_session_is_limited_wherever_it_asks_from() {
    let stage = limited("").await;
    let (greedy, modest) = (stage.browser(), stage.browser());
    greedy.begin().await;
    modest.begin().await;
    let ask =
        async |browser: &Browser<'_>, peer: &str| browser.send(from(peer, Request::get("/api/connections"))).await;
    let (mut admitted, mut refused) = (0, 0);
    for request in 0..700 {
        match ask(&greedy, &format!("192.0.2.{}", request % 7)).await.status {
            StatusCode::OK => admitted += 1,
            _ => refused += 1,
        }
    }
    assert_eq!((admitted, refused), (600, 100));
    assert_eq!(ask(&modest, "192.0.2.1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_is_refused_is_told_when_to_come_back_in_words_that_fit() {
    let stage = limited("").await;
    for _ in 0..1200 {
        stage.browser().get("/api/providers").await;
    }
    stage.clock.advance(Duration::from_millis(500));
    let page = stage.browser().get("/").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.headers["retry-after"], "60");
    assert!(page.body.contains("<h1>Too many at once</h1>"), "{}", page.body);
    assert!(
        page.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("script-src")
    );
    let data = stage.browser().get("/api/connections").await;
    assert_eq!(
        data.json(),
        serde_json::json!({"RateLimited": {"retry_after_secs": 60}})
    );
    assert_eq!(data.headers["retry-after"], "60");
    let form = Request::post("/api/disconnect")
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html,*/*");
    let form = stage.browser().send(form.body(Body::empty()).unwrap()).await;
    assert!(form.body.contains("<h1>Too many at once</h1>"), "{}", form.body);
}

#[tokio::test]
async fn files_and_probes_are_not_limited() {
    let stage = limited("").await;
    for path in ["/healthz", "/readyz", "/favicon.svg", "/pkg/none.js"] {
        assert_eq!(
            admitted(1300, async || stage.browser().get(path).await).await,
            1300,
            "{path}"
        );
    }
}

/// Two behind one address, twenty windows a second each: more than pages may come from there, or in a session.
#[tokio::test]
async fn whoever_scrolls_through_a_list_is_never_refused() {
    let stage = limited("").await;
    let people = [stage.browser(), stage.browser()];
    let ids = [people[0].connect().await, people[1].connect().await];
    for window in 0..700 {
        for (browser, id) in people.iter().zip(&ids) {
            let path = format!("/api/window?connection={id}&offset={}&count=10", window % 200);
            let answer = browser.send(from("192.0.2.1", Request::get(&path))).await;
            assert_eq!(answer.status, StatusCode::OK, "window {window}: {}", answer.body);
        }
        stage.clock.advance(Duration::from_millis(50));
    }
    let page = people[0].send(from("192.0.2.1", Request::get("/"))).await;
    assert_eq!(page.status, StatusCode::OK, "windows take nothing from pages");
}

/// T61
#[tokio::test]
async fn a_flood_of_windows_is_refused_whoever_sends_it() {
    let stage = limited("").await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let path = format!("/api/window?connection={id}&count=1");
    let flood = async || browser.send(from("192.0.2.1", Request::get(&path))).await;
    assert_eq!(admitted(500, flood).await, 400);
    stage.clock.advance(Duration::from_secs(10));
    assert_eq!(flood().await.status, StatusCode::OK);
    let nobodys = async || get_from(&stage, "192.0.2.2", &path).await;
    assert_eq!(
        admitted(1300, nobodys).await,
        1200,
        "without a session a read is like any request"
    );
}
