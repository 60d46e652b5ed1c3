//! The composition root: from settings to the services that the router serves.

use std::sync::Arc;

use airtable::Airtable;
use hubspot::HubSpot;
use integrations::{
    Connections, Registry, Spool,
    connections::{Pacing, Ports},
};
use notion::Notion;
use pipedrive::Pipedrive;
use store::Store;
use url::Url;

use crate::{
    router::Services,
    settings::{ProviderSettings, Visitors},
    stopping::Stopping,
};

/// What the app is put together from.
pub struct Parts {
    /// Where browsers reach us.
    pub public_url: Url,
    /// Where everything rests. A Redis that is down does not stand in the way.
    pub store: Store,
    /// Where a connection waits that the store does not take.
    pub spool: Option<Arc<dyn Spool>>,
    /// How much memory all lists together may take, in bytes.
    pub snapshot_memory: usize,
    /// What is said of each provider.
    pub providers: ProviderSettings,
    /// How often visitors may ask.
    pub visitors: Visitors,
    /// What goes out.
    pub http: reqwest::Client,
}

/// Puts everything together.
#[must_use]
pub fn compose(parts: Parts) -> Services {
    let Parts {
        public_url,
        store,
        spool,
        snapshot_memory,
        providers,
        visitors,
        http,
    } = parts;
    // Several instances share the store, and so its time (assurance R34).
    let clock = store.clock;
    let connections = Connections::new(Ports {
        registry: registry(providers, &http),
        pending: store.pending,
        vault: Arc::clone(&store.vault),
        locks: store.locks,
        limits: Arc::clone(&store.limits),
        spool,
        logs: store.logs,
        snapshot_memory,
        clock: Arc::clone(&clock),
        http,
        public_url: public_url.clone(),
        pacing: Pacing::default(),
    });
    Services {
        connections,
        sessions: store.sessions,
        vault: store.vault,
        limits: store.limits,
        visitors,
        stopping: Stopping::default(),
        clock,
        public_url,
    }
}

/// All providers, in the order in which they are shown.
#[must_use]
pub fn registry(providers: ProviderSettings, http: &reqwest::Client) -> Registry {
    Registry::new(vec![
        Arc::new(HubSpot::new(providers.hubspot, http.clone())),
        Arc::new(Airtable::new(providers.airtable, http.clone())),
        Arc::new(Notion::new(providers.notion, http.clone())),
        Arc::new(Pipedrive::new(providers.pipedrive, http.clone())),
    ])
}
