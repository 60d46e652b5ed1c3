//! Deadlines, bounds and the stop, over real sockets. Time is tokio's: paused, it jumps to the next deadline.

use std::{future::pending, time::Duration};

use axum::{
    extract::{ConnectInfo, State},
    routing::get,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::{Notify, oneshot},
    task::JoinHandle,
    time::Instant,
};

use super::*;

/// Longer than anything takes, so that a failure does not hang.
const BOUND: Duration = Duration::from_secs(20);

const REQUEST: &str = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// A server, and the means to stop it.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Running {
    async fn start(router: Router) -> Self {
        let listener = bind("127.0.0.1:0".parse().unwrap(), "TRIBUTARY_LISTEN").await.unwrap();
        let address = listener.address();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(listener.serve(router, async { stopped.await.unwrap_or(()) }));
        Self { address, stop, served }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }
}

fn healthy() -> Router {
    Router::new().route("/healthz", get(|| async { "alive" }))
}

async fn send(stream: &mut TcpStream, bytes: impl AsRef<[u8]>) {
    stream.write_all(bytes.as_ref()).await.unwrap();
}

/// What comes until the server closes; a reset counts as the end too.
async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    timeout(BOUND, stream.read_to_end(&mut answer))
        .await
        .expect("the server closes")
        .ok();
    String::from_utf8_lossy(&answer).into_owned()
}

/// How long the server puts up with a visitor who says this and no more.
async fn patience(words: &str) -> Duration {
    let running = Running::start(healthy()).await;
    let mut stream = running.connect().await;
    let begun = Instant::now();
    send(&mut stream, words).await;
    read_to_end(&mut stream).await;
    begun.elapsed()
}

fn about_ten_seconds(patience: Duration) -> bool {
    (Duration::from_secs(10)..Duration::from_secs(11)).contains(&patience)
}

#[tokio::test(start_paused = true)]
async fn a_visitor_who_says_nothing_is_cut() {
    assert!(about_ten_seconds(patience("").await));
}

#[tokio::test(start_paused = true)]
async fn half_a_preface_is_cut() {
    assert!(about_ten_seconds(patience("PRI * HT").await));
}

#[tokio::test(start_paused = true)]
async fn half_a_head_is_cut() {
    assert!(about_ten_seconds(patience("GET / HTTP/1.1\r\nhost: lo").await));
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_rests_is_cut() {
    assert!(about_ten_seconds(patience(REQUEST).await));
}

#[tokio::test]
async fn a_connection_serves_many_requests() {
    let running = Running::start(healthy()).await;
    let mut stream = running.connect().await;
    let last = REQUEST.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
    send(&mut stream, format!("{REQUEST}{REQUEST}{last}")).await;
    assert_eq!(read_to_end(&mut stream).await.matches("200 OK").count(), 3);
}

#[tokio::test]
async fn a_request_is_told_who_is_at_the_other_end() {
    let echo = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() };
    let running = Running::start(Router::new().route("/healthz", get(echo))).await;
    let mut stream = running.connect().await;
    send(
        &mut stream,
        REQUEST.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n"),
    )
    .await;
    let answer = read_to_end(&mut stream).await;
    assert!(answer.ends_with(&stream.local_addr().unwrap().to_string()), "{answer}");
}

#[tokio::test]
async fn http_2_is_spoken() {
    let running = Running::start(healthy()).await;
    let mut stream = running.connect().await;
    // RFC 9113 §3.4: the preface and an empty SETTINGS frame; the server answers with its own.
    send(&mut stream, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await;
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.unwrap();
    assert_eq!(frame[3], 4, "not a SETTINGS frame");
}

/// CVE-2023-44487: requests that are taken back at once cost the peer nothing, and must not cost us.
#[tokio::test]
async fn rapid_resets_end_the_connection() {
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    // RFC 7541: GET, http, / and the authority; RFC 9113: HEADERS that end the stream, and RST_STREAM with CANCEL.
    const HEAD: &[u8] = b"\x82\x86\x84\x41\x09localhost";
    let mut flood = PREFACE.to_vec();
    for stream in (1_u32..4000).step_by(2) {
        flood.extend(
            [0, 0, 14, 1, 5]
                .into_iter()
                .chain(stream.to_be_bytes())
                .chain(HEAD.iter().copied()),
        );
        flood.extend(
            [0, 0, 4, 3, 0]
                .into_iter()
                .chain(stream.to_be_bytes())
                .chain([0, 0, 0, 8]),
        );
    }
    let running = Running::start(healthy()).await;
    let mut stream = running.connect().await;
    // The server may have hung up before all of it was sent.
    stream.write_all(&flood).await.ok();
    let mut answer = Vec::new();
    timeout(BOUND, stream.read_to_end(&mut answer))
        .await
        .expect("the server closes")
        .ok();
    // GOAWAY on stream 0, whose last four bytes say ENHANCE_YOUR_CALM (RFC 9113 §7).
    let calm = answer
        .windows(17)
        .any(|frame| frame[3..9] == [7, 0, 0, 0, 0, 0] && frame[13..17] == [0, 0, 0, 11]);
    assert!(calm, "{answer:?}");
}

#[tokio::test]
async fn too_many_headers_are_refused() {
    for (count, status) in [(63, "200 OK"), (64, "431 Request Header Fields Too Large")] {
        let more = "x-more: 1\r\n".repeat(count);
        let request = format!("GET /healthz HTTP/1.1\r\nconnection: close\r\n{more}\r\n");
        let running = Running::start(healthy()).await;
        let mut stream = running.connect().await;
        send(&mut stream, request).await;
        let answer = read_to_end(&mut stream).await;
        assert!(answer.contains(status), "{count}: {answer}");
    }
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let running = Running::start(healthy()).await;
    let mut stream = running.connect().await;
    send(&mut stream, format!("GET / HTTP/1.1\r\nx: {}", "a".repeat(17 * 1024))).await;
    let answer = read_to_end(&mut stream).await;
    assert!(answer.contains("431 Request Header Fields Too Large"), "{answer}");
}

/// Answers once it is told to; tells when it was asked.
#[derive(Clone, Default)]
struct Slow {
    asked: Arc<Notify>,
    go_on: Arc<Notify>,
}

impl Slow {
    fn router(&self) -> Router {
        let answer = |State(slow): State<Self>| async move {
            slow.asked.notify_one();
            slow.go_on.notified().await;
            "done"
        };
        Router::new().route("/healthz", get(answer)).with_state(self.clone())
    }
}

#[tokio::test]
async fn a_stop_lets_no_one_in_and_finishes_what_is_under_way() {
    let slow = Slow::default();
    let running = Running::start(slow.router()).await;
    let mut stream = running.connect().await;
    send(&mut stream, REQUEST).await;
    slow.asked.notified().await;
    running.stop.send(()).unwrap();
    let refused = async { while TcpStream::connect(running.address).await.is_ok() {} };
    timeout(BOUND, refused).await.unwrap();
    slow.go_on.notify_one();
    assert!(read_to_end(&mut stream).await.ends_with("done"));
    running.served.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_stop_does_not_wait_for_ever() {
    let slow = Slow::default();
    let running = Running::start(slow.router()).await;
    let mut unanswered = running.connect().await;
    send(&mut unanswered, REQUEST).await;
    slow.asked.notified().await;
    let mut stalled = running.connect().await;
    send(&mut stalled, "GET / HTT").await;
    let begun = Instant::now();
    running.stop.send(()).unwrap();
    running.served.await.unwrap();
    assert!(about_ten_seconds(begun.elapsed()), "{:?}", begun.elapsed());
    assert_eq!(read_to_end(&mut unanswered).await, "");
}

#[tokio::test(start_paused = true)]
async fn visitors_who_rest_do_not_delay_a_stop() {
    let running = Running::start(healthy()).await;
    let _silent = running.connect().await;
    let mut resting = running.connect().await;
    send(&mut resting, REQUEST).await;
    let mut answer = [0; 8];
    resting.read_exact(&mut answer).await.unwrap();
    let begun = Instant::now();
    running.stop.send(()).unwrap();
    running.served.await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_taken_address_is_named_with_its_variable() {
    let first = bind("127.0.0.1:0".parse().unwrap(), "TRIBUTARY_LISTEN").await.unwrap();
    let error = bind(first.address(), "TRIBUTARY_LISTEN").await.unwrap_err().to_string();
    assert!(error.contains(&first.address().to_string()), "{error}");
    assert!(error.contains("TRIBUTARY_LISTEN"), "{error}");
    tokio::spawn(first.serve(Router::new(), pending()));
}
