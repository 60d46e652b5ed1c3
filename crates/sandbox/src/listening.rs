//! Listens for one stand-in, on loopback only.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::connection::{ResetSwitch, ResettableListener};
use crate::server::StartError;

/// A listener that nobody is served at yet.
pub(crate) struct Bound {
    pub(crate) address: SocketAddr,
    listener: TcpListener,
}

/// Takes the address; port `0` takes a free one.
pub(crate) async fn bind(wanted: SocketAddr) -> Result<Bound, StartError> {
    if !wanted.ip().is_loopback() {
        return Err(StartError::NotLoopback(wanted));
    }
    let failed = |error| StartError::Bind(wanted, error);
    let listener = TcpListener::bind(wanted).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok(Bound { address, listener })
}

/// Serves on a task of its own until told to stop.
pub(crate) fn serve(bound: Bound, router: Router, stop: &CancellationToken) -> JoinHandle<io::Result<()>> {
    let service = router.into_make_service_with_connect_info::<ResetSwitch>();
    let serving = axum::serve(ResettableListener(bound.listener), service);
    let serving = serving.with_graceful_shutdown(stop.clone().cancelled_owned());
    tokio::spawn(async move { serving.await })
}
