//! Progress: how far a list is, told while it changes.

use std::{future::pending, time::Duration};

use http::{Method, Request, StatusCode};
use serde_json::json;
use server::listener;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{self, Instant, timeout},
};

use crate::stage::{Browser, Open, Stage};

/// Longer than anything takes, so that a failure does not hang.
const BOUND: Duration = Duration::from_secs(20);

fn path(connection: &str) -> String {
    format!("/api/progress?connection={connection}")
}

async fn open(browser: &Browser<'_>, connection: &str) -> Open {
    let stream = browser.open(&path(connection)).await;
    assert_eq!(stream.head.status, StatusCode::OK);
    stream
}

#[tokio::test]
async fn whoever_looks_is_told_until_all_is_there() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let mut stream = open(&browser, &id).await;
    let first = stream.event().await.expect("at once");
    assert!(first.loaded <= 250, "{first:?}");
    let last = stream.complete().await;
    assert_eq!(last.loaded, 250);
}

#[tokio::test]
async fn a_stream_is_one_for_the_browser_and_for_every_proxy() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let request = Request::get(path(&id))
        .header("accept-encoding", "gzip")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", browser.cookie_header())
        .body(axum::body::Body::empty())
        .unwrap();
    let response = tower::ServiceExt::oneshot(browser.router(), request).await.unwrap();
    let mut stream = Open::of(response);
    let headers = &stream.head.headers;
    assert_eq!(headers["content-type"], "text/event-stream");
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["x-accel-buffering"], "no");
    assert!(!headers.contains_key("content-encoding"));
    let first = stream.next().await.unwrap();
    assert!(first.starts_with("retry: 2000\ndata: {"), "{first}");
    assert!(first.ends_with("}\n\n"), "{first}");
}

/// T31
#[tokio::test]
async fn a_stranger_is_told_nothing() {
    let stage = Stage::new().await;
    let (mine, other, nobody) = (stage.browser(), stage.browser(), stage.browser());
    let id = mine.connect().await;
    other.begin().await;
    for stranger in [&other, &nobody] {
        for connection in [id.as_str(), "aaaaaaaaaaaaaaaaaaaaaa", "x", "%00", ""] {
            let answer = stranger.get(&path(connection)).await;
            assert_eq!(
                (answer.status, answer.json()),
                (StatusCode::NOT_FOUND, json!("NotFound"))
            );
        }
        assert_eq!(stranger.get("/api/progress").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_head_begins_no_stream() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let request = Request::builder()
        .method(Method::HEAD)
        .uri(path(&id))
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = browser.send(request).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers["allow"], "GET");
}

/// T61
#[tokio::test]
async fn one_session_has_so_many_streams_and_leaves_the_rest_to_others() {
    let stage = Stage::new().await;
    let (mine, other) = (stage.browser(), stage.browser());
    let (id, others) = (mine.connect().await, other.connect().await);
    let mut streams = Vec::new();
    for _ in 0..4 {
        streams.push(open(&mine, &id).await);
    }
    let refused = mine.get(&path(&id)).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.json(), json!({"RateLimited": {"retry_after_secs": 5}}));
    assert_eq!(refused.headers["retry-after"], "5");
    open(&other, &others).await;
    streams.pop();
    open(&mine, &id).await;
}

/// T60: the deadlines for answers are for those that end.
#[tokio::test]
async fn a_stream_goes_on_past_the_deadlines_of_other_answers() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let mut stream = open(&browser, &id).await;
    stream.complete().await;
    time::pause();
    let mut socket = visit(&stage, &browser, &path(&id)).await;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(5) {
        let mut bytes = [0; 1024];
        let count = timeout(BOUND, socket.read(&mut bytes))
            .await
            .expect("it goes on")
            .unwrap();
        assert!(count > 0, "cut after {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn a_page_that_is_closed_gives_its_place_back() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for _ in 0..12 {
        let mut socket = visit(&stage, &browser, &path(&id)).await;
        let mut bytes = [0; 12];
        socket.read_exact(&mut bytes).await.unwrap();
        assert_eq!(&bytes, b"HTTP/1.1 200");
        socket.shutdown().await.unwrap();
        // All that was told meanwhile, then the end: it was noticed.
        timeout(BOUND, socket.read_to_end(&mut Vec::new()))
            .await
            .expect("it ends")
            .ok();
    }
}

/// Asks over a socket, as browsers do.
async fn visit(stage: &Stage, browser: &Browser<'_>, path: &str) -> TcpStream {
    let listener = listener::bind("127.0.0.1:0".parse().unwrap(), "TRIBUTARY_LISTEN")
        .await
        .unwrap();
    let mut socket = TcpStream::connect(listener.address()).await.unwrap();
    tokio::spawn(listener.serve(stage.router.clone(), pending()));
    let cookies = browser.cookie_header();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookies}\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    socket
}

/// R30
#[tokio::test]
async fn a_stop_ends_all_streams_at_once() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let mut stream = open(&browser, &id).await;
    stream.complete().await;
    time::pause();
    let begun = Instant::now();
    stage.stopping.begin();
    assert_eq!(stream.event().await, None);
    assert_eq!(begun.elapsed(), Duration::ZERO);
    let mut late = open(&browser, &id).await;
    assert_eq!(late.event().await.unwrap().loaded, 250);
    assert_eq!(late.event().await, None);
}

#[tokio::test]
async fn nothing_new_is_said_every_fifteen_seconds() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let mut stream = open(&browser, &id).await;
    stream.complete().await;
    time::pause();
    let begun = Instant::now();
    let said = stream.next().await.unwrap();
    assert!(said.starts_with(':') && said.ends_with("\n\n"), "{said}");
    assert_eq!(begun.elapsed().as_secs(), 15);
}
