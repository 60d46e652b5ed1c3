//! `tributary serve`: runs until it is told to stop.

use std::{io, net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use integrations::{Connections, SystemClock, http};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::oneshot,
    time::{Instant, timeout, timeout_at},
};

use super::CommandError;
use crate::{
    compose::{Parts, compose},
    listener,
    metrics::Metrics,
    router,
    settings::{Settings, is_loopback},
    stopping::Stopping,
    telemetry, upkeep,
};

/// How long answers, exchanges, refreshes and revocations have to end once nobody is let in any more: what
/// they bring must be saved. With the usual delay before it, a stop takes less than twenty seconds.
const LAST_CALL: Duration = Duration::from_secs(14);

/// Serves until SIGINT or SIGTERM, then finishes what is under way.
pub(super) async fn run(settings: Settings) -> Result<ExitCode, CommandError> {
    let memory = settings.storage.location.is_memory();
    telemetry::start(settings.log)?;
    if memory && !is_loopback(&settings.public_url) {
        tracing::warn!("TRIBUTARY_STORE is memory: so all connections end with this process");
    }
    if settings.visitors.trusted_proxies.is_empty() && !is_loopback(&settings.public_url) {
        tracing::warn!("TRIBUTARY_TRUSTED_PROXIES is empty: behind a proxy, all visitors share one limit");
    }
    let signals = StopSignals::listen().map_err(CommandError::Signals)?;
    let socket = listener::bind(settings.listen, "TRIBUTARY_LISTEN").await?;
    let store = store::open(
        settings.storage.location,
        settings.storage.keyring,
        Arc::new(SystemClock),
    )?;
    if let Some(address) = settings.metrics_listen {
        show_metrics(address).await?;
        tokio::spawn(upkeep::count_connections(Arc::clone(&store.vault)));
    }
    let findings = upkeep::tell_findings(store.clone());
    let spool = settings.spool_dir.map(|folder| store.spool(&folder)).transpose()?;
    let services = compose(Parts {
        public_url: settings.public_url,
        store,
        spool,
        snapshot_memory: settings.snapshot_memory,
        providers: settings.providers,
        visitors: settings.visitors,
        http: http::client()?,
    });
    tokio::spawn(upkeep::replay_spool(services.connections.clone()));
    let (connections, stopping) = (services.connections.clone(), services.stopping.clone());
    tracing::info!("listening on http://{}", socket.address());
    tokio::spawn(findings);
    tracing::info!(target: "audit", event = "sys_startup", version = env!("CARGO_PKG_VERSION"), "started");
    let (close, closed) = oneshot::channel();
    let served = socket.serve(router::router(services), async { closed.await.unwrap_or(()) });
    let stopped = async {
        stop(signals, &stopping, settings.drain_delay).await;
        close.send(()).ok();
        Instant::now() + LAST_CALL
    };
    let ((), deadline) = tokio::join!(served, stopped);
    drain(&connections, deadline).await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// Counts, and shows what was counted at an address of its own, until the process ends.
async fn show_metrics(address: SocketAddr) -> Result<(), CommandError> {
    let socket = listener::bind(address, "TRIBUTARY_METRICS_LISTEN").await?;
    let metrics = Metrics::start(&SystemClock)?;
    tracing::info!("metrics at http://{}/metrics", socket.address());
    tokio::spawn(metrics.clone().upkeep());
    tokio::spawn(socket.serve(metrics.router(), std::future::pending()));
    Ok(())
}

/// Completes when nobody is to be let in any more. From the signal on `/readyz` says so, and load
/// balancers have `delay` to hear it; a second signal ends that.
async fn stop(mut signals: StopSignals, stopping: &Stopping, delay: Duration) {
    signals.received().await;
    stopping.begin();
    tracing::info!(target: "audit", event = "sys_shutdown", "stopping");
    timeout(delay, signals.received()).await.ok();
}

async fn drain(connections: &Connections, deadline: Instant) {
    if timeout_at(deadline, connections.drain()).await.is_err() {
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
    }
}
