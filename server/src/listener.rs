//! Serving on a socket: what `axum::serve` does, with deadlines and bounds that it lacks.

mod activity;
mod connection;
mod moving;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

/// Connections at a time; further ones wait in the kernel's queue.
const MAX_CONNECTIONS: usize = 4096;

/// How long a stop waits for answers under way.
const GRACE: Duration = Duration::from_secs(10);

/// How long accepting pauses when the process is out of file descriptors or the like.
const EXHAUSTED_PAUSE: Duration = Duration::from_millis(100);

/// The address cannot be listened on.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address} ({variable})")]
pub struct ListenError {
    address: SocketAddr,
    variable: &'static str,
    source: io::Error,
}

/// A bound socket: connections queue up from now on.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
}

/// Binds the address, which stands in that variable. Port 0 takes any free port.
///
/// # Errors
/// When the address is taken, foreign or privileged.
pub async fn bind(address: SocketAddr, variable: &'static str) -> Result<Listener, ListenError> {
    let refused = |source| ListenError {
        address,
        variable,
        source,
    };
    let socket = TcpListener::bind(address).await.map_err(refused)?;
    let address = socket.local_addr().map_err(refused)?;
    Ok(Listener { socket, address })
}

impl Listener {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` completes, then gives the answers under way ten seconds to finish.
    pub async fn serve(self, router: Router, stop: impl Future<Output = ()>) {
        let (tell, told) = watch::channel(false);
        let mut connections = JoinSet::new();
        let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let mut stop = std::pin::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                ((stream, peer), place) = self.accept(&places) => {
                    // Answers are small: none waits for the acknowledgement of another.
                    stream.set_nodelay(true).ok();
                    let served = connection::serve(stream, peer, router.clone(), told.clone());
                    connections.spawn(async move {
                        served.await;
                        drop(place);
                    });
                }
                Some(_) = connections.join_next() => {}
            }
        }
        drop(self.socket);
        tell.send_replace(true);
        let finished = async { while connections.join_next().await.is_some() {} };
        if timeout(GRACE, finished).await.is_err() {
            tracing::warn!(open = connections.len(), "cut connections that did not finish");
        }
        connections.shutdown().await;
    }

    /// The next connection, when there is a place for it.
    async fn accept(&self, places: &Arc<Semaphore>) -> ((TcpStream, SocketAddr), Option<OwnedSemaphorePermit>) {
        // The semaphore is never closed, so there always is a permit in the end.
        let place = Arc::clone(places).acquire_owned().await.ok();
        loop {
            match self.socket.accept().await {
                Ok(visitor) => return (visitor, place),
                Err(error) if is_the_visitors(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "cannot accept connections");
                    sleep(EXHAUSTED_PAUSE).await;
                }
            }
        }
    }
}

/// Whether accepting failed because the other side has gone already.
fn is_the_visitors(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
    )
}

#[cfg(test)]
mod tests;
