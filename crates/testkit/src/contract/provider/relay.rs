//! A relay before a stand-in: it keeps every request as it was sent, and changes answers on request.

mod answer;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use http_body_util::BodyExt as _;
use hyper::{Request, Response, body::Incoming, header, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use integrations::http::client;
use tokio::{net::TcpListener, task::AbortHandle};

use self::answer::Body;
pub(super) use self::answer::{Answer, Change};

/// Headers that belong to one connection and not to the message (RFC 9110 §7.6.1), or that whoever
/// sends a body writes anew.
const OF_THE_CONNECTION: [header::HeaderName; 6] = [
    header::ACCEPT_ENCODING,
    header::CONNECTION,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::HOST,
    header::TRANSFER_ENCODING,
];

/// A request as it was sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) method: String,
    /// Path and query, as they stand in the first line.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Sent {
    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

/// The relay. It stops when it is dropped.
pub(super) struct Relay {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: AbortHandle,
}

struct Shared {
    stand_in: String,
    http: reqwest::Client,
    sent: Mutex<Vec<Sent>>,
    change: Mutex<Option<Change>>,
}

impl Relay {
    /// Before the stand-in at that base URL.
    pub(super) async fn before(stand_in: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            stand_in: stand_in.to_owned(),
            http: client().expect("a client"),
            sent: Mutex::default(),
            change: Mutex::default(),
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&shared))).abort_handle();
        Self { address, shared, task }
    }

    /// Where it listens, without a slash at the end.
    pub(super) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far, in order.
    pub(super) fn sent(&self) -> Vec<Sent> {
        lock(&self.shared.sent).clone()
    }

    /// How many requests there were so far.
    pub(super) fn count(&self) -> usize {
        lock(&self.shared.sent).len()
    }

    /// From now on every good answer in JSON is changed so.
    pub(super) fn change_answers(&self, change: impl Fn(&mut Answer) + Send + Sync + 'static) {
        *lock(&self.shared.change) = Some(Arc::new(change));
    }

    /// From now on no answer is changed.
    pub(super) fn leave_answers(&self) {
        *lock(&self.shared.change) = None;
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        let service = service_fn(move |request| {
            let shared = Arc::clone(&shared);
            async move { shared.relay(request).await }
        });
        // Whoever goes away in the middle of an answer has reasons.
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

impl Shared {
    /// Sends the request on. An error cuts the connection, as the stand-in did.
    async fn relay(&self, request: Request<Incoming>) -> Result<Response<Body>, reqwest::Error> {
        let (head, body) = request.into_parts();
        let body = body.collect().await.map(http_body_util::Collected::to_bytes);
        let body = body.unwrap_or_default();
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let headers = head.headers.iter();
        lock(&self.sent).push(Sent {
            method: head.method.to_string(),
            target: target.to_owned(),
            headers: headers
                .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
                .collect(),
            body: text(&body),
        });
        let mut headers = head.headers;
        for name in OF_THE_CONNECTION {
            headers.remove(name);
        }
        let request = self.http.request(head.method, format!("{}{target}", self.stand_in));
        let answer = request.headers(headers).body(body).send().await?;
        let change = lock(&self.change).clone();
        answer::pass_on(answer, change).await
    }
}
