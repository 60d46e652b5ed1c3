//! The composition root: from settings to the services that the router serves.

use std::sync::Arc;

use hubspot::HubSpot;
use integrations::{
    Connections, Registry, SystemClock,
    connections::{Pacing, Ports},
};
use store::OpenError;
use url::Url;

use crate::{
    router::Services,
    settings::{ProviderSettings, Storage, Visitors},
    stopping::Stopping,
};

/// Opens the store and puts everything together. A Redis that is down does not stand in the way.
///
/// # Errors
/// When the store's file cannot be opened.
pub fn compose(
    public_url: Url,
    storage: Storage,
    providers: ProviderSettings,
    visitors: Visitors,
    http: reqwest::Client,
) -> Result<Services, OpenError> {
    let store = store::open(storage.location, storage.keyring, Arc::new(SystemClock))?;
    // Several instances share the store, and so its time (assurance R34).
    let clock = Arc::clone(&store.clock);
    let connections = Connections::new(Ports {
        registry: registry(providers, &http),
        pending: store.pending,
        vault: Arc::clone(&store.vault),
        locks: store.locks,
        limits: Arc::clone(&store.limits),
        spool: None,
        clock: Arc::clone(&clock),
        http,
        public_url: public_url.clone(),
        pacing: Pacing::default(),
    });
    Ok(Services {
        connections,
        sessions: store.sessions,
        vault: store.vault,
        limits: store.limits,
        visitors,
        stopping: Stopping::default(),
        clock,
        public_url,
    })
}

/// All providers, in the order in which they are shown.
#[must_use]
pub fn registry(providers: ProviderSettings, http: &reqwest::Client) -> Registry {
    Registry::new(vec![Arc::new(HubSpot::new(providers.hubspot, http.clone()))])
}
