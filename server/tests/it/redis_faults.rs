//! Redis behind a bad network: closed, reset, silent, standing still, slow.

use std::{process::Command, time::Duration};

use http::StatusCode;
use testkit::fault_proxy::Network;
use tokio::time::Instant;

use crate::stage::{AUTHORIZE, Answer, Behind, Browser, recovers};

/// What a request may take that meets one command without an answer.
const QUICK: Duration = Duration::from_millis(1500);

async fn timed(request: impl Future<Output = Answer>) -> (Answer, Duration) {
    let begun = Instant::now();
    let answer = request.await;
    (answer, begun.elapsed())
}

/// What an app without its Redis owes everyone: quick and honest answers, and the cookie left alone.
async fn is_out_of_order_but_polite(browser: &Browser<'_>, connection: &str, longest: Duration) {
    let cookie = browser.cookie_header();
    for (path, status) in [
        ("/healthz".to_owned(), StatusCode::OK),
        ("/readyz".to_owned(), StatusCode::SERVICE_UNAVAILABLE),
        ("/".to_owned(), StatusCode::OK),
        (
            format!("/api/items?connection={connection}"),
            StatusCode::SERVICE_UNAVAILABLE,
        ),
        ("/api/connections".to_owned(), StatusCode::SERVICE_UNAVAILABLE),
    ] {
        let (answer, took) = timed(browser.get(&path)).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(took < longest, "{path} took {took:?}");
        assert!(!answer.headers.contains_key("set-cookie"), "{path}");
    }
    let (answer, took) = timed(browser.post(AUTHORIZE, &[])).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers.contains_key("retry-after") && took < longest, "{took:?}");
    assert_eq!(browser.cookie_header(), cookie);
}

/// R02, R03, R09: closed, reset, and accepted without a word.
#[tokio::test]
async fn however_redis_is_gone_everyone_is_told_quickly_and_it_passes() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for network in [Network::Down, Network::Resetting, Network::HalfOpen] {
        behind.proxy.becomes(network);
        is_out_of_order_but_polite(&browser, &id, QUICK).await;
        behind.proxy.becomes(Network::Sound);
        recovers(&stage).await;
        assert_eq!(browser.items(&id).await.status, StatusCode::OK, "after {network:?}");
    }
}

/// Lets a process go on again when it is dropped.
struct Stopped(String);

impl Stopped {
    fn new(process: String) -> Self {
        signal("-STOP", &process);
        Self(process)
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        signal("-CONT", &self.0);
    }
}

fn signal(name: &str, process: &str) {
    let status = Command::new("kill").args([name, process]).status().unwrap();
    assert!(status.success(), "{name} {process}");
}

/// R09: a Redis that is stopped keeps its connections, and answers what it was asked when it goes on.
#[tokio::test]
async fn a_redis_that_stands_still_is_told_quickly_and_goes_on() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let server = behind.ask(&["INFO", "server"]).await;
    let process = server
        .lines()
        .find_map(|line| line.strip_prefix("process_id:"))
        .unwrap();
    let stopped = Stopped::new(process.to_owned());
    is_out_of_order_but_polite(&browser, &id, QUICK).await;
    drop(stopped);
    recovers(&stage).await;
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
}

/// R02: one after the other, so that none can hide behind another.
#[tokio::test]
async fn hundreds_of_requests_without_redis_are_all_answered() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    behind.proxy.becomes(Network::Down);
    let items = format!("/api/items?connection={id}");
    let paths = ["/", "/healthz", &items, "/api/connections", "/readyz"];
    for path in paths.iter().cycle().take(500) {
        let (answer, took) = timed(browser.get(path)).await;
        assert!(took < QUICK, "{path} took {took:?}");
        let expected = match *path {
            "/" | "/healthz" => StatusCode::OK,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        assert_eq!(answer.status, expected, "{path}");
    }
}

/// R08: slow but within the deadline works; slower than that is told in bounded time, and passes.
#[tokio::test]
async fn a_slow_redis_is_waited_for_and_a_very_slow_one_is_not() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    behind.proxy.becomes(Network::Slow(Duration::from_millis(50)));
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    for slow in [500, 2000] {
        behind.proxy.becomes(Network::Slow(Duration::from_millis(slow)));
        let requests = (0..20).map(|_| timed(browser.items(&id)));
        for (answer, took) in futures::future::join_all(requests).await {
            let is_given_up = answer.status == StatusCode::SERVICE_UNAVAILABLE;
            // Half a second is where the deadline lies, so both may come.
            assert!(
                is_given_up || slow == 500 && answer.status == StatusCode::OK,
                "{slow}: {}",
                answer.body
            );
            assert!(took < 2 * QUICK, "{slow}: {took:?}");
        }
        assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
        behind.proxy.becomes(Network::Sound);
        recovers(&stage).await;
        assert_eq!(browser.items(&id).await.status, StatusCode::OK, "after {slow}");
    }
}
