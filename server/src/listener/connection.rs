//! One connection: HTTP/1.1 or HTTP/2, within deadlines and bounds (assurance T60).

use std::{convert::Infallible, net::SocketAddr, pin::pin, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::watch,
    time::{Instant, timeout},
};
use tower::Service as _;

use super::{
    GRACE,
    activity::{Activity, UnderWay},
    moving::Moving,
};
use crate::{held::Held, lasting::lasts};

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

/// A connection on which nothing was asked and nothing made for so long is closed, even if an HTTP/2 peer
/// answers pings…
const MAX_REST: Duration = Duration::from_mins(1);

/// … and if it does not agree to that so long, it is cut.
const FAREWELL: Duration = Duration::from_secs(10);

/// From a request to the last byte of its answer. We need a fraction of it; whoever reads more slowly holds
/// what others need. An answer that lasts must move within this time.
const MAX_ANSWER: Duration = Duration::from_mins(2);

/// The longest that an answer lasts, however it moves.
const MAX_LASTING: Duration = Duration::from_hours(1);

/// Serves until the connection ends by itself, is told to stop, rests too long, takes too long over an answer,
/// or never comes to a request.
pub(super) async fn serve<S>(stream: S, peer: SocketAddr, router: Router, mut stop: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let activity = Activity::default();
    let begun = activity.clone();
    let service = service_fn(move |request| {
        let under_way = begun.begin(Instant::now() + MAX_ANSWER);
        answer(router.clone(), peer, under_way, request)
    });
    let builder = builder();
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let patience = tokio::select! {
        ended = connection.as_mut() => return note(ended),
        // Hyper's own deadline begins only after it has seen enough bytes to tell HTTP/1.1 from HTTP/2,
        // so a visitor who sends fewer would stay for ever.
        () = activity.never_begins(HEADER_READ) => return,
        () = activity.overdue() => return,
        () = activity.rests(MAX_REST) => FAREWELL,
        // Whoever tells us to stop waits no longer than this either.
        _ = stop.wait_for(|stop| *stop) => GRACE,
    };
    connection.as_mut().graceful_shutdown();
    if let Ok(ended) = timeout(patience, connection).await {
        note(ended);
    }
}

fn note<E: std::fmt::Display>(ended: Result<(), E>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended");
    }
}

/// Tells the router who is at the other end. The request is under way until its answer has been sent.
async fn answer(
    mut router: Router,
    peer: SocketAddr,
    under_way: UnderWay,
    mut request: Request<Incoming>,
) -> Result<Response, Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.call(request.map(Body::new)).await?;
    if lasts(&response) {
        let ends = Instant::now() + MAX_LASTING;
        return Ok(response.map(|body| Body::new(Moving::new(body, under_way, MAX_ANSWER, ends))));
    }
    Ok(response.map(|body| Body::new(Held::new(body, under_way))))
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

#[cfg(test)]
mod tests;
