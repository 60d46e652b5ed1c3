//! `Connections`: what can be done with connections, over the ports.

mod amend;
mod ask;
mod begin;
mod complete;
mod details;
mod disconnect;
mod flights;
mod items;
mod keep;
mod last_seen;
mod lists;
mod measure;
mod pacing;
mod pauses;
mod refresh;
mod renewal;
mod replay;
mod saving;
mod summaries;
mod update;

use std::sync::Arc;

use model::ProviderCard;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument as _;
use url::Url;

pub use self::{
    begin::{BeginError, redirect_uri},
    complete::{CompleteError, Completed},
    disconnect::DisconnectError,
    items::ItemsError,
    lists::{Export, Watching, WindowRequest},
    pacing::Pacing,
    update::UpdateError,
};
use self::{
    flights::Flights,
    last_seen::LastSeenPages,
    lists::{KindCounts, Shelf},
};
use crate::{
    Clock, Locks, PendingAuthorizations, ProviderDescriptor, RateLimits, Registry, SnapshotLogs, Spool, Vault,
    gate::Learned, rate_limits::Counts, token_endpoint::TokenEndpoint,
};

/// What [`Connections`] stands on.
pub struct Ports {
    /// The providers.
    pub registry: Registry,
    /// Where requests wait for their answer.
    pub pending: Arc<dyn PendingAuthorizations>,
    /// Where connections rest.
    pub vault: Arc<dyn Vault>,
    /// One task at a time for each connection.
    pub locks: Arc<dyn Locks>,
    /// How often a provider may be asked.
    pub limits: Arc<dyn RateLimits>,
    /// Where a connection waits that the store would not take; `None`: nowhere.
    pub spool: Option<Arc<dyn Spool>>,
    /// What instances tell each other of the lists that they read; `None`: there is one instance only.
    pub logs: Option<Arc<dyn SnapshotLogs>>,
    /// How much memory all snapshots together may take, in bytes.
    pub snapshot_memory: usize,
    /// The time, as the store tells it.
    pub clock: Arc<dyn Clock>,
    /// What goes out: see [`crate::http::client`].
    pub http: reqwest::Client,
    /// Where browsers reach us; redirect URIs are built from it and from nothing else.
    pub public_url: Url,
    /// How long it is patient.
    pub pacing: Pacing,
}

/// The flow. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Connections(Arc<Inner>);

struct Inner {
    ports: Ports,
    token_endpoint: TokenEndpoint,
    flights: Flights,
    last_seen: LastSeenPages,
    shelf: Shelf,
    kind_counts: KindCounts,
    learned: Arc<Learned>,
    /// What is asked of providers, counted with the other instances.
    counts: Arc<Counts>,
    tasks: TaskTracker,
    /// Cancelled when the process stops: what cannot be saved is spooled at once then.
    stopping: CancellationToken,
}

impl Inner {
    /// Runs to the end in a task of its own, whatever becomes of the caller.
    ///
    /// `None` when the task did not come to its end: it panicked, or the process is stopping.
    async fn run<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let ended = self.tasks.spawn(work.in_current_span()).await;
        ended
            .inspect_err(|error| tracing::error!(panicked = error.is_panic(), "a task ended early"))
            .ok()
    }
}

impl Connections {
    /// The flow over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        let counts = Counts::new(Arc::clone(&ports.limits), Arc::clone(&ports.clock));
        let token_endpoint = TokenEndpoint::new(ports.http.clone(), Arc::clone(&ports.clock));
        Self(Arc::new(Inner {
            ports,
            token_endpoint,
            flights: Flights::default(),
            last_seen: LastSeenPages::default(),
            shelf: Shelf::default(),
            kind_counts: KindCounts::default(),
            learned: Arc::default(),
            counts: Arc::new(counts),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
        }))
    }

    /// All providers as the start page shows them.
    #[must_use]
    pub fn providers(&self) -> Vec<ProviderCard> {
        self.0.ports.registry.cards()
    }

    /// All providers as data.
    pub fn descriptors(&self) -> impl Iterator<Item = &ProviderDescriptor> {
        self.0.ports.registry.descriptors()
    }

    /// Waits for the exchanges, refreshes and revocations that are under way.
    ///
    /// Call it once, when nothing new is let in any more.
    pub async fn drain(&self) {
        self.0.stopping.cancel();
        self.0.tasks.close();
        self.0.tasks.wait().await;
    }
}
