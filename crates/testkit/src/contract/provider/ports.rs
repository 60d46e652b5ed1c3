//! The ports of a flow whose store is not the matter: maps.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use integrations::{
    Census, Connection, Generation, InProcessLocks, InProcessRateLimits, PendingAuthorization, PendingAuthorizations,
    PingError, Principal, Provider, Registry, SaveError, StoreError, Stored, SystemClock, Vault, VaultEntry,
    connections::{Pacing, Ports},
    secret::State,
    session::SessionBinding,
};
use model::ConnectionId;
use url::Url;

/// Where the browser of the flow comes back to; stand-ins know it.
const PUBLIC_URL: &str = "http://localhost:3000";

/// Connections in a map.
#[derive(Default)]
pub(super) struct MapVault(Mutex<HashMap<(Principal, ConnectionId), Stored>>);

impl MapVault {
    fn lock(&self) -> MutexGuard<'_, HashMap<(Principal, ConnectionId), Stored>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes it if what is there has that generation.
    fn write(&self, principal: &Principal, connection: &Connection, expected: Option<u64>) -> Option<Generation> {
        let (key, mut records) = ((principal.clone(), connection.id.clone()), self.lock());
        let current = records.get(&key).map_or(0, |stored| stored.generation.0);
        if expected.is_some_and(|expected| expected != current) {
            return None;
        }
        let (generation, connection) = (Generation(current + 1), connection.clone());
        records.insert(key, Stored { connection, generation });
        Some(generation)
    }
}

#[async_trait]
impl Vault for MapVault {
    async fn save(&self, principal: &Principal, connection: &Connection) -> Result<Generation, StoreError> {
        Ok(self.write(principal, connection, None).expect("nothing was expected"))
    }

    async fn update(
        &self,
        principal: &Principal,
        connection: &Connection,
        expected: Generation,
    ) -> Result<Option<Generation>, StoreError> {
        Ok(self.write(principal, connection, Some(expected.0)))
    }

    async fn load(&self, principal: &Principal, id: &ConnectionId) -> Result<Option<VaultEntry>, StoreError> {
        let found = self.lock().get(&(principal.clone(), id.clone())).cloned();
        Ok(found.map(|stored| VaultEntry::Open(Box::new(stored))))
    }

    async fn list(&self, principal: &Principal) -> Result<Vec<VaultEntry>, StoreError> {
        let records = self.lock();
        let own = records.iter().filter(|((owner, _), _)| owner == principal);
        Ok(own
            .map(|(_, stored)| VaultEntry::Open(Box::new(stored.clone())))
            .collect())
    }

    async fn delete(&self, principal: &Principal, id: &ConnectionId) -> Result<bool, StoreError> {
        Ok(self.lock().remove(&(principal.clone(), id.clone())).is_some())
    }

    async fn census(&self) -> Result<Census, StoreError> {
        Ok(Census::default())
    }

    async fn ping(&self) -> Result<(), PingError> {
        Ok(())
    }
}

/// Pending authorizations in a map, of one session.
#[derive(Default)]
pub(super) struct MapPending(Mutex<HashMap<String, PendingAuthorization>>);

impl MapPending {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, PendingAuthorization>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl PendingAuthorizations for MapPending {
    async fn save(&self, _: &SessionBinding, state: &State, pending: &PendingAuthorization) -> Result<(), SaveError> {
        self.lock().insert(state.reveal().to_owned(), pending.clone());
        Ok(())
    }

    async fn take(&self, _: &SessionBinding, state: &State) -> Result<Option<PendingAuthorization>, StoreError> {
        Ok(self.lock().remove(state.reveal()))
    }
}

/// All ports of a flow with that provider.
pub(super) fn ports(
    provider: &Arc<dyn Provider>,
    pending: &Arc<MapPending>,
    vault: &Arc<MapVault>,
    http: &reqwest::Client,
) -> Ports {
    let (pending, vault) = (Arc::clone(pending), Arc::clone(vault));
    Ports {
        registry: Registry::new(vec![Arc::clone(provider)]),
        pending,
        vault,
        locks: Arc::new(InProcessLocks::default()),
        limits: Arc::new(InProcessRateLimits::new(Arc::new(SystemClock))),
        spool: None,
        logs: None,
        snapshot_memory: usize::MAX,
        clock: Arc::new(SystemClock),
        http: http.clone(),
        public_url: Url::parse(PUBLIC_URL).expect("a URL"),
        pacing: Pacing::default(),
    }
}
