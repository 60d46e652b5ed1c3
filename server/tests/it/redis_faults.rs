//! Redis behind a bad network: slow, silent, gone in the middle of a command, full, emptied.

use std::{net::SocketAddr, process::Command, time::Duration};

use http::StatusCode;
use serde_json::json;
use testkit::{
    fault_proxy::{FaultProxy, Network},
    redis::RedisServer,
};
use tokio::time::{Instant, sleep, timeout};

use crate::stage::{Answer, Browser, Setting, Stage};

const AUTHORIZE: &str = "/integrations/hubspot/authorize";

/// What a request may take that meets one command without an answer.
const QUICK: Duration = Duration::from_millis(1500);
/// Within this all is well again.
const RECOVERY: Duration = Duration::from_secs(3);
/// Longer than any token lives.
const HALF_HOUR: Duration = Duration::from_mins(30);

/// A real Redis, and a proxy in front of it.
struct Behind {
    redis: RedisServer,
    proxy: FaultProxy,
}

impl Behind {
    async fn new(arguments: &[&str]) -> Self {
        let redis = RedisServer::with(arguments);
        let target = SocketAddr::from(([127, 0, 0, 1], redis.port()));
        let proxy = FaultProxy::start(target).await.unwrap();
        Self { redis, proxy }
    }

    /// An app that reaches Redis through the proxy.
    async fn stage(&self) -> Stage {
        let direct = format!(":{}", self.redis.port());
        let through_proxy = format!(":{}", self.proxy.address().port());
        Stage::with(Setting {
            location: Some(self.redis.url().replace(&direct, &through_proxy)),
            ..Setting::default()
        })
        .await
    }

    /// Asks Redis directly.
    async fn ask(&self, command: &[&str]) -> String {
        let mut asked = redis::cmd(command[0]);
        asked.arg(&command[1..]);
        asked.query_async(&mut self.redis.connect().await).await.unwrap()
    }

    /// How often Redis ran a command since the app first reached it.
    async fn ran(&self, command: &str) -> usize {
        let counts = self.ask(&["INFO", "commandstats"]).await;
        let line = counts
            .lines()
            .find_map(|line| line.strip_prefix(&format!("cmdstat_{command}:calls=")));
        line.map_or(0, |rest| rest.split(',').next().unwrap().parse().unwrap())
    }
}

/// Polls a real process: there is nothing else to wait on.
async fn recovers(stage: &Stage) {
    let ready = async {
        while stage.browser().get("/readyz").await.status != StatusCode::OK {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(RECOVERY, ready).await.expect("all is well again soon");
}

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

/// R06: Redis has taken the state and we never heard of it. Asking again would find nothing and
/// blame the user; the code must not be spent either.
#[tokio::test]
async fn a_take_whose_answer_is_lost_is_not_repeated_and_ends_cleanly() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let mut take = behind.proxy.catch("GETDEL");
    let (answer, ()) = tokio::join!(browser.get(&callback), async {
        take.arrived().await;
        take.lose();
    });
    assert_eq!(answer.location(), "/?notice=unavailable");
    assert_eq!(behind.ran("getdel").await, 1, "nothing is sent twice");
    assert_eq!(stage.token_calls(), 0, "the code is not spent");
    let again = browser.get(&callback).await;
    assert_eq!(again.location(), "/?notice=expired", "the state is used up");
    assert_eq!(stage.token_calls(), 0);
    browser.connect().await;
}

/// R06, when the answer is only too late.
#[tokio::test]
async fn a_take_whose_answer_is_late_is_not_repeated_either() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let callback = browser.consent(browser.begin().await).await;
    let take = behind.proxy.catch("GETDEL");
    assert_eq!(browser.get(&callback).await.location(), "/?notice=unavailable");
    take.deliver();
    assert_eq!(behind.ran("getdel").await, 1);
    assert_eq!(stage.token_calls(), 0);
    browser.connect().await;
}

/// R07: nothing may be refreshed that cannot be kept.
#[tokio::test]
async fn without_redis_nothing_is_refreshed() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.advance(HALF_HOUR);
    for network in [Network::Down, Network::HalfOpen] {
        behind.proxy.becomes(network);
        assert_eq!(browser.items(&id).await.json(), json!("Busy"));
        behind.proxy.becomes(Network::Sound);
        recovers(&stage).await;
    }
    assert_eq!(stage.token_calls(), 1, "the exchange");
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    assert_eq!(stage.token_calls(), 2, "and one refresh");
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
            assert_eq!(
                answer.status,
                StatusCode::SERVICE_UNAVAILABLE,
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

/// R10
#[tokio::test]
async fn a_restart_costs_nobody_session_or_connection() {
    let mut behind = Behind::new(&["--appendonly", "yes", "--appendfsync", "always"]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for _ in 0..3 {
        behind.redis.stop();
        assert_eq!(browser.items(&id).await.status, StatusCode::SERVICE_UNAVAILABLE);
        behind.redis.start();
        recovers(&stage).await;
        stage.advance(HALF_HOUR);
        assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    }
    assert_eq!(browser.connections().await[0]["status"], "connected");
    assert_eq!(stage.token_calls(), 1 + 3, "what was refreshed was kept");
}

/// R11
#[tokio::test]
async fn whoever_empties_redis_makes_everyone_a_stranger_and_breaks_nothing() {
    let behind = Behind::new(&[]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let callback = browser.consent(browser.begin().await).await;
    behind.ask(&["FLUSHALL"]).await;
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    assert!(browser.connections().await.is_empty());
    assert_eq!(browser.items(&id).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        browser.get(&format!("/connections/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(browser.get(&callback).await.location(), "/?notice=expired");
    assert_eq!(
        browser.get("/readyz").await.status,
        StatusCode::OK,
        "the key check is made anew"
    );
    assert_ne!(browser.connect().await, id);
    assert_eq!(browser.connections().await.len(), 1);
}

/// R12
#[tokio::test]
async fn a_full_redis_begins_nothing_and_shows_what_it_has() {
    let behind = Behind::new(&["--maxmemory-policy", "noeviction"]).await;
    let stage = behind.stage().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let before = stage.sandbox.journal().len();
    behind.ask(&["CONFIG", "SET", "maxmemory", "1"]).await;
    for who in [&browser, &stage.browser()] {
        let answer = who.post(AUTHORIZE, &[]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
        assert!(!answer.headers.contains_key("location") && !answer.headers.contains_key("set-cookie"));
    }
    assert_eq!(stage.sandbox.journal().len(), before, "nobody is sent anywhere");
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    assert_eq!(browser.connections().await.len(), 1);
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
    behind.ask(&["CONFIG", "SET", "maxmemory", "0"]).await;
    assert_eq!(browser.connect().await, id);
}
