//! `tributary serve`: runs until it is told to stop.

use std::{io, process::ExitCode, time::Duration};

use integrations::{Connections, http};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::timeout,
};

use super::CommandError;
use crate::{
    compose::compose,
    listener, router,
    settings::{Settings, is_loopback},
    telemetry,
};

/// How long a stop waits for exchanges, refreshes and revocations under way: what they bring must be saved.
const DRAIN: Duration = Duration::from_secs(15);

/// Serves until SIGINT or SIGTERM, then finishes what is under way.
pub(super) async fn run(settings: Settings) -> Result<ExitCode, CommandError> {
    let memory = settings.storage.location.is_memory();
    telemetry::start(settings.log)?;
    if memory && !is_loopback(&settings.public_url) {
        tracing::warn!("TRIBUTARY_STORE is memory: so all connections end with this process");
    }
    let mut stop = StopSignals::listen().map_err(CommandError::Signals)?;
    let socket = listener::bind(settings.listen).await?;
    let services = compose(
        settings.public_url,
        settings.storage,
        settings.providers,
        settings.visitors,
        http::client()?,
    )?;
    let connections = services.connections.clone();
    tracing::info!("listening on http://{}", socket.address());
    socket.serve(router::router(services), stop.received()).await;
    drain(&connections).await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

async fn drain(connections: &Connections) {
    if timeout(DRAIN, connections.drain()).await.is_err() {
        tracing::warn!("left calls to providers unfinished");
    }
}

/// SIGINT and SIGTERM, heard from when this is made.
struct StopSignals {
    interrupt: Signal,
    terminate: Signal,
}

impl StopSignals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Waits for either.
    async fn received(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        tracing::info!("stopping");
    }
}
