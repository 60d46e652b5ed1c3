//! Peers over a pipe, where paused time jumps only when nobody has anything to say.

use axum::{
    response::IntoResponse as _,
    routing::{MethodRouter, get},
};
use futures::StreamExt as _;
use http_body_util::BodyExt as _;
use hyper::client::conn::http2::{self, SendRequest};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    task::JoinHandle,
    time::Instant,
};

use super::*;
use crate::lasting::lasting;

/// Longer than anything takes, so that a failure does not hang.
const BOUND: Duration = Duration::from_mins(10);

const REQUEST: &str = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";

fn healthy() -> Router {
    Router::new().route("/healthz", get(|| async { "alive" }))
}

/// A peer that speaks HTTP/2 properly, pings included.
async fn http_2_peer(router: Router) -> (SendRequest<Body>, JoinHandle<hyper::Result<()>>) {
    let (theirs, ours) = tokio::io::duplex(64 * 1024);
    let peer = "192.0.2.1:4711".parse().unwrap();
    let (tell, told) = watch::channel(false);
    tokio::spawn(async move {
        serve(ours, peer, router, told).await;
        drop(tell);
    });
    let (client, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(theirs))
        .await
        .unwrap();
    (client, tokio::spawn(connection))
}

async fn ask(client: &mut SendRequest<Body>) {
    let request = hyper::Request::get("http://localhost/healthz")
        .body(Body::empty())
        .unwrap();
    let answer = client.send_request(request).await.unwrap();
    answer.into_body().collect().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_http_2_peer_that_answers_pings_but_asks_nothing_is_dismissed() {
    let (mut client, connection) = http_2_peer(healthy()).await;
    ask(&mut client).await;
    let begun = Instant::now();
    let ended = timeout(BOUND, connection).await.expect("it ends");
    assert!(ended.unwrap().is_ok(), "not cut, but told");
    let stayed = begun.elapsed();
    assert!(
        (Duration::from_mins(1)..Duration::from_secs(61)).contains(&stayed),
        "{stayed:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_http_2_peer_that_asks_now_and_then_stays() {
    let (mut client, connection) = http_2_peer(healthy()).await;
    for _ in 0..10 {
        ask(&mut client).await;
        tokio::time::advance(Duration::from_secs(59)).await;
    }
    ask(&mut client).await;
    assert!(!connection.is_finished());
}

/// Time is paused: what takes long takes none.
async fn after_a_while() -> Result<&'static str, Infallible> {
    tokio::time::sleep(Duration::from_secs(110)).await;
    Ok("done")
}

#[tokio::test(start_paused = true)]
async fn an_http_2_peer_that_waits_for_an_answer_is_not_resting() {
    let body = || async { Body::from_stream(futures::stream::once(after_a_while())) };
    for answer in [get(after_a_while), get(body)] {
        let (mut client, _connection) = http_2_peer(Router::new().route("/healthz", answer)).await;
        ask(&mut client).await;
    }
}

/// How long the server puts up with a visitor who asks for much and reads nothing, or next to nothing.
async fn patience_with_a_reader(answer: MethodRouter, reads: bool) -> Duration {
    let (mut theirs, ours) = tokio::io::duplex(1024);
    let router = Router::new().route("/healthz", answer);
    let (_tell, told) = watch::channel(false);
    let peer = "192.0.2.1:4711".parse().unwrap();
    let served = tokio::spawn(serve(ours, peer, router, told));
    let begun = Instant::now();
    theirs.write_all(REQUEST.as_bytes()).await.unwrap();
    while reads && theirs.read(&mut [0; 64]).await.is_ok_and(|count| count > 0) {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    timeout(BOUND, served).await.expect("it ends").unwrap();
    begun.elapsed()
}

#[tokio::test(start_paused = true)]
async fn a_visitor_who_does_not_read_the_answer_is_cut() {
    let whole = || async { "x".repeat(1 << 20) };
    let part = || Ok::<_, Infallible>("x".repeat(1 << 10));
    let in_parts = move || async move { Body::from_stream(futures::stream::repeat_with(part).take(1 << 10)) };
    for reads in [false, true] {
        let seconds = patience_with_a_reader(get(whole), reads).await.as_secs();
        assert!(
            (70..=90).contains(&seconds),
            "nothing is left to do but to send: {seconds}"
        );
        let seconds = patience_with_a_reader(get(in_parts), reads).await.as_secs();
        assert!((120..=140).contains(&seconds), "it is still being made: {seconds}");
    }
}

/// An answer that lasts: a part every fifteen seconds, as our streams have at least.
fn lasting_answer() -> MethodRouter {
    let part = || async {
        tokio::time::sleep(Duration::from_secs(15)).await;
        Ok::<_, Infallible>("x".repeat(60))
    };
    get(move || async move {
        let parts = futures::stream::repeat_with(part).then(|part| part);
        lasting(Body::from_stream(parts).into_response())
    })
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_lasts_goes_on_as_long_as_it_is_read_and_an_hour_at_most() {
    let seconds = patience_with_a_reader(lasting_answer(), true).await.as_secs();
    assert!((3600..=3620).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_lasts_and_is_not_read_is_cut() {
    let much = || async {
        let parts = futures::stream::repeat_with(|| Ok::<_, Infallible>("x".repeat(1 << 10)));
        lasting(Body::from_stream(parts).into_response())
    };
    let seconds = patience_with_a_reader(get(much), false).await.as_secs();
    assert!((120..=140).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_lasts_is_given_up_at_once_when_its_reader_leaves() {
    let (mut theirs, ours) = tokio::io::duplex(1024);
    let (dropped, gone) = tokio::sync::oneshot::channel::<()>();
    let held = std::sync::Arc::new(std::sync::Mutex::new(Some(dropped)));
    let answer = get(move || {
        let held = held.lock().unwrap().take();
        async move {
            let parts = futures::stream::unfold(held, |held| async {
                tokio::time::sleep(Duration::from_secs(15)).await;
                Some((Ok::<_, Infallible>("x"), held))
            });
            lasting(Body::from_stream(parts).into_response())
        }
    });
    let router = Router::new().route("/healthz", answer);
    let (_tell, told) = watch::channel(false);
    tokio::spawn(serve(ours, "192.0.2.1:4711".parse().unwrap(), router, told));
    theirs.write_all(REQUEST.as_bytes()).await.unwrap();
    theirs.read_exact(&mut [0; 64]).await.unwrap();
    let begun = Instant::now();
    drop(theirs);
    assert!(gone.await.is_err());
    assert_eq!(begun.elapsed(), Duration::ZERO);
}
