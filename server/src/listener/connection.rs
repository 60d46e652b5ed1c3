//! One connection: HTTP/1.1 or HTTP/2, within deadlines and bounds (assurance T60).

use std::{convert::Infallible, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::Watcher},
};
use tokio::{net::TcpStream, sync::Notify, time::timeout};
use tower::Service as _;

/// How long a request's head may take, and how long a connection may rest between requests.
const HEADER_READ: Duration = Duration::from_secs(10);

/// Header fields in a request.
const MAX_HEADERS: usize = 64;

/// Bytes of a request's head.
const MAX_HEAD: u16 = 16 * 1024;

/// Requests under way on one HTTP/2 connection.
const MAX_STREAMS: u32 = 100;

/// After this long without a word, an HTTP/2 peer is asked whether it lives…
const PING_AFTER: Duration = Duration::from_secs(20);

/// … and has this long to say so.
const PONG_WITHIN: Duration = Duration::from_secs(10);

/// Serves until the connection ends by itself, is told to stop, or never comes to a request.
pub(super) async fn serve(stream: TcpStream, peer: SocketAddr, router: Router, watcher: Watcher) {
    // Answers are small: none waits for the acknowledgement of another.
    stream.set_nodelay(true).ok();
    let begun = Arc::new(Notify::new());
    let first_request = Arc::clone(&begun);
    let service = service_fn(move |request: Request<Incoming>| {
        first_request.notify_one();
        answer(router.clone(), peer, request)
    });
    let builder = builder();
    let connection = pin!(watcher.watch(builder.serve_connection(TokioIo::new(stream), service)));
    let ended = tokio::select! {
        ended = connection => ended,
        () = never_begins(&begun) => return,
    };
    if let Err(error) = ended {
        tracing::debug!(error, "connection ended");
    }
}

/// Tells the router who is at the other end as well.
async fn answer(mut router: Router, peer: SocketAddr, mut request: Request<Incoming>) -> Result<Response, Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    router.call(request.map(Body::new)).await
}

/// Completes when the first request does not come in time.
///
/// Hyper's own deadline begins only after it has seen enough bytes to tell HTTP/1.1 from HTTP/2,
/// so a visitor who sends fewer would stay for ever.
async fn never_begins(begun: &Notify) {
    if timeout(HEADER_READ, begun.notified()).await.is_ok() {
        std::future::pending::<()>().await;
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_READ)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD.into());
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING_AFTER)
        .keep_alive_timeout(PONG_WITHIN)
        .max_concurrent_streams(MAX_STREAMS)
        .max_header_list_size(MAX_HEAD.into());
    builder
}
