//! The proxy does to connections what it says.

use std::io::ErrorKind;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, timeout},
};

use super::*;

/// Long enough for anything that comes at all.
const SOON: Duration = Duration::from_secs(5);
/// Short enough to wait for what must not come.
const SHORT: Duration = Duration::from_millis(50);

/// A server that says what it hears.
async fn echo() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let (mut from, mut to) = stream.split();
                tokio::io::copy(&mut from, &mut to).await
            });
        }
    });
    address
}

async fn proxy() -> FaultProxy {
    FaultProxy::start(echo().await).await.unwrap()
}

async fn client(proxy: &FaultProxy) -> TcpStream {
    TcpStream::connect(proxy.address()).await.unwrap()
}

async fn hears(stream: &mut TcpStream, length: usize) -> Vec<u8> {
    let mut heard = vec![0; length];
    timeout(SOON, stream.read_exact(&mut heard)).await.unwrap().unwrap();
    heard
}

async fn says_and_hears(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.unwrap();
    assert_eq!(hears(stream, text.len()).await, text.as_bytes());
}

/// All that still comes until the end, and how it ended.
async fn rest(stream: &mut TcpStream) -> (Vec<u8>, Option<ErrorKind>) {
    let mut heard = Vec::new();
    let end = timeout(SOON, stream.read_to_end(&mut heard)).await.unwrap();
    (heard, end.err().map(|error| error.kind()))
}

async fn hears_nothing(stream: &mut TcpStream) {
    let mut byte = [0];
    assert!(timeout(SHORT, stream.read(&mut byte)).await.is_err(), "{byte:?} came");
}

#[tokio::test]
async fn a_sound_network_carries_everything_both_ways() {
    let proxy = proxy().await;
    let mut one = client(&proxy).await;
    says_and_hears(&mut one, "hello").await;
    let long = "x".repeat(1 << 20);
    let (mut from, mut to) = one.split();
    let mut heard = vec![0; long.len()];
    let (said, read) = tokio::join!(to.write_all(long.as_bytes()), from.read_exact(&mut heard));
    said.unwrap();
    read.unwrap();
    assert_eq!(heard, long.as_bytes());
    assert_eq!(proxy.answered(), 5 + (1 << 20));
}

#[tokio::test]
async fn the_end_of_a_request_reaches_the_server_and_its_last_words_the_client() {
    let proxy = proxy().await;
    let mut one = client(&proxy).await;
    one.write_all(b"bye").await.unwrap();
    one.shutdown().await.unwrap();
    assert_eq!(rest(&mut one).await, (b"bye".to_vec(), None));
}

#[tokio::test]
async fn a_slow_network_delays_answers_by_so_much_and_no_more() {
    let delay = Duration::from_millis(400);
    let proxy = proxy().await;
    let mut one = client(&proxy).await;
    proxy.becomes(Network::Slow(delay));
    let begun = Instant::now();
    one.write_all(b"a").await.unwrap();
    hears_nothing(&mut one).await;
    one.write_all(b"b").await.unwrap();
    hears(&mut one, 2).await;
    let waited = begun.elapsed();
    assert!(waited >= delay + SHORT, "{waited:?}");
    assert!(
        waited < delay * 2,
        "the second waits for itself and not for the first: {waited:?}"
    );
}

#[tokio::test]
async fn answers_drip() {
    let proxy = proxy().await;
    let mut one = client(&proxy).await;
    proxy.becomes(Network::Dripping {
        bytes: 2,
        pause: Duration::from_millis(30),
    });
    let begun = Instant::now();
    says_and_hears(&mut one, "abcdef").await;
    assert!(begun.elapsed() >= Duration::from_millis(60), "two pauses");
}

#[tokio::test]
async fn a_network_that_is_down_closes_what_stands_and_what_comes_until_it_is_up() {
    let proxy = proxy().await;
    let mut old = client(&proxy).await;
    says_and_hears(&mut old, "hello").await;
    proxy.becomes(Network::Down);
    assert_eq!(rest(&mut old).await, (vec![], None));
    let mut new = client(&proxy).await;
    assert_eq!(rest(&mut new).await, (vec![], None));
    proxy.becomes(Network::Sound);
    says_and_hears(&mut client(&proxy).await, "again").await;
}

#[tokio::test]
async fn a_resetting_network_resets() {
    let proxy = proxy().await;
    let mut old = client(&proxy).await;
    says_and_hears(&mut old, "hello").await;
    proxy.becomes(Network::Resetting);
    assert_eq!(rest(&mut old).await.1, Some(ErrorKind::ConnectionReset));
}

#[tokio::test]
async fn a_half_open_network_swallows_and_what_it_swallowed_never_comes() {
    let proxy = proxy().await;
    let (mut bereft, mut idle) = (client(&proxy).await, client(&proxy).await);
    for one in [&mut bereft, &mut idle] {
        says_and_hears(one, "hello").await;
    }
    proxy.becomes(Network::HalfOpen);
    let mut new = client(&proxy).await;
    for one in [&mut bereft, &mut new] {
        one.write_all(b"?").await.unwrap();
        hears_nothing(one).await;
    }
    proxy.becomes(Network::Sound);
    bereft.write_all(b"!").await.unwrap();
    hears_nothing(&mut bereft).await;
    says_and_hears(&mut idle, "nothing was lost here").await;
}

#[tokio::test]
async fn a_cut_comes_after_so_many_bytes_and_counts_from_now() {
    let proxy = proxy().await;
    let mut one = client(&proxy).await;
    says_and_hears(&mut one, "hello").await;
    let (way, end) = (Way::Answers, End::Closed);
    proxy.becomes(Network::Cut { way, after: 4, end });
    one.write_all(b"abcdef").await.unwrap();
    assert_eq!(rest(&mut one).await.0, b"abcd");
    proxy.becomes(Network::Cut { way, after: 0, end });
    let mut other = client(&proxy).await;
    other.write_all(b"a").await.unwrap();
    assert_eq!(rest(&mut other).await.0, b"");
    let end = End::Reset;
    proxy.becomes(Network::Cut { way, after: 1, end });
    let mut third = client(&proxy).await;
    third.write_all(b"ab").await.unwrap();
    assert_eq!(rest(&mut third).await.1, Some(ErrorKind::ConnectionReset));
}

#[tokio::test]
async fn a_cut_among_requests_lets_the_server_see_so_much() {
    let proxy = proxy().await;
    let mut one = client(&proxy).await;
    let (way, end) = (Way::Requests, End::Closed);
    proxy.becomes(Network::Cut { way, after: 3, end });
    one.write_all(b"ab").await.unwrap();
    assert_eq!(hears(&mut one, 2).await, b"ab");
    one.write_all(b"cdef").await.unwrap();
    let heard = rest(&mut one).await.0;
    assert!(b"c".starts_with(&heard), "{heard:?}");
}

#[tokio::test]
async fn a_caught_answer_waits_until_it_is_delivered() {
    let proxy = proxy().await;
    let (mut trapped, mut free) = (client(&proxy).await, client(&proxy).await);
    let mut caught = proxy.catch("GETDEL");
    says_and_hears(&mut free, "GET").await;
    trapped.write_all(b"a GETDEL b").await.unwrap();
    timeout(SOON, caught.arrived()).await.unwrap();
    hears_nothing(&mut trapped).await;
    says_and_hears(&mut free, "GETDEL: a trap springs once").await;
    caught.deliver();
    assert_eq!(hears(&mut trapped, 10).await, b"a GETDEL b");
}

#[tokio::test]
async fn a_caught_answer_can_be_lost() {
    let proxy = proxy().await;
    let mut one = client(&proxy).await;
    let mut caught = proxy.catch("x");
    one.write_all(b"x").await.unwrap();
    timeout(SOON, caught.arrived()).await.unwrap();
    caught.lose();
    assert_eq!(rest(&mut one).await, (vec![], None));
}

#[tokio::test]
async fn new_connections_lead_where_it_was_told_last() {
    let nowhere = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let proxy = FaultProxy::start(nowhere.local_addr().unwrap()).await.unwrap();
    drop(nowhere);
    assert_eq!(rest(&mut client(&proxy).await).await.0, b"");
    proxy.lead_to(echo().await);
    says_and_hears(&mut client(&proxy).await, "hello").await;
}

#[tokio::test]
async fn dropping_it_closes_its_port_and_its_connections() {
    let proxy = proxy().await;
    let address = proxy.address();
    let mut one = client(&proxy).await;
    says_and_hears(&mut one, "hello").await;
    drop(proxy);
    assert_eq!(rest(&mut one).await, (vec![], None));
    assert!(TcpStream::connect(address).await.is_err());
}
