//! The stage: one connection at the scripted provider, and as many instances as a test wants.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use model::{
    ConnectionId, ConnectionStatus, ProviderId,
    list::{Place, Progress, View, Window},
};
use tokio::time::{Instant, timeout};
use url::Url;

use super::{
    logs::MemoryLogs,
    provider::{Scripted, WRITE},
    vault::MapVault,
};
use crate::{
    Account, Clock, Connection, Connections, InProcessLocks, InProcessRateLimits, PendingAuthorization,
    PendingAuthorizations, Principal, Provider, Registry, SaveError, StoreError, TokenSet,
    connections::{ItemsError, Pacing, Ports, Watching, WindowRequest},
    http::client,
    secret::{AccessToken, State},
    session::SessionBinding,
};

/// Goes with tokio's clock, which tests let run.
#[derive(Clone)]
pub struct RunningClock(Instant);

impl RunningClock {
    pub fn new() -> Self {
        Self(Instant::now())
    }
}

impl Clock for RunningClock {
    fn now(&self) -> Timestamp {
        Timestamp::constant(1_900_000_800, 0) + self.0.elapsed()
    }
}

struct NoPending;

#[async_trait]
impl PendingAuthorizations for NoPending {
    async fn save(&self, _: &SessionBinding, _: &State, _: &PendingAuthorization) -> Result<(), SaveError> {
        Ok(())
    }

    async fn take(&self, _: &SessionBinding, _: &State) -> Result<Option<PendingAuthorization>, StoreError> {
        Ok(None)
    }
}

/// The first kind, at its top.
pub const HERE: Place = Place {
    kind: None,
    folder: None,
};

/// A world with one provider, and the instance that most tests ask.
pub struct Stage {
    pub provider: Arc<Scripted>,
    pub vault: Arc<MapVault>,
    pub logs: Arc<MemoryLogs>,
    pub app: Connections,
    locks: Arc<InProcessLocks>,
    clock: RunningClock,
}

impl Stage {
    /// The provider has so many records.
    pub fn with(records: u32) -> Self {
        Self::remembering(records, usize::MAX, false)
    }

    /// As above; lists may take so much memory, and the instances share what they read or do not.
    pub fn remembering(records: u32, memory: usize, shared: bool) -> Self {
        let clock = RunningClock::new();
        let provider = Arc::new(Scripted::new(clock.clone()));
        provider.put(0..records, "old");
        let (vault, logs, locks) = (Arc::default(), Arc::default(), Arc::default());
        let app = compose(
            provider.clone(),
            &vault,
            shared.then_some(&logs),
            &locks,
            &clock,
            memory,
        );
        let stage = Self {
            provider,
            vault,
            logs,
            app,
            locks,
            clock,
        };
        stage.vault.put(&ada(), &stage.connection(&id(1)));
        stage
    }

    /// Another instance on the same vault, logs and locks.
    pub fn beside(&self) -> Connections {
        self.with_locks(&self.locks)
    }

    /// As above, but it gets every lock that somebody else holds: as after a lease was lost unnoticed.
    pub fn beside_without_locks(&self) -> Connections {
        self.with_locks(&Arc::default())
    }

    fn with_locks(&self, locks: &Arc<InProcessLocks>) -> Connections {
        let (provider, logs) = (&self.provider, Some(&self.logs));
        compose(provider.clone(), &self.vault, logs, locks, &self.clock, usize::MAX)
    }

    /// The store is away altogether, or there again.
    pub fn break_store(&self, is_away: bool) {
        self.logs.fails.store(is_away, Ordering::SeqCst);
        self.vault.fails.store(is_away, Ordering::SeqCst);
    }

    pub fn connection(&self, id: &ConnectionId) -> Connection {
        connection_at(&self.clock, id)
    }

    /// The grant lets records be changed from now on.
    pub fn grant_changes(&self) {
        let mut connection = self.connection(&id(1));
        connection.tokens.scopes = vec![WRITE.to_owned()];
        self.save(&connection);
    }

    /// The connection as it stands from now on.
    pub fn save(&self, connection: &Connection) {
        self.vault.put(&ada(), connection);
    }

    pub async fn window(&self) -> Result<Window, ItemsError> {
        window(&self.app, &id(1), "").await
    }

    pub async fn watch(&self) -> Watching {
        self.app.watch(&ada(), &id(1), &HERE).await.unwrap()
    }

    /// Reads the whole list.
    pub async fn complete(&self) -> Progress {
        self.window().await.unwrap();
        until(&mut self.watch().await, Progress::is_complete).await
    }

    /// The ids that the list has.
    pub async fn ids(&self) -> Vec<u32> {
        let rows = self.window().await.unwrap().rows;
        let mut ids: Vec<u32> = rows.iter().map(|row| row.id.parse().unwrap()).collect();
        ids.sort_unstable();
        ids
    }
}

/// A connection that was made just now.
pub fn connection_at(clock: &RunningClock, id: &ConnectionId) -> Connection {
    Connection {
        id: id.clone(),
        provider: ProviderId::new("scripted").unwrap(),
        account: Account {
            id: "1".to_owned(),
            name: String::new(),
            label: String::new(),
            connected_by: None,
            home: None,
        },
        tokens: TokenSet {
            access_token: AccessToken::new("a"),
            refresh_token: None,
            obtained_at: clock.now(),
            expires_at: None,
            scopes: Vec::new(),
            serial: 1,
        },
        status: ConnectionStatus::Connected,
        connected_at: clock.now(),
        last_used_at: None,
        activity: Vec::new(),
    }
}

pub fn ada() -> Principal {
    Principal::new("local", "ada")
}

pub fn id(number: usize) -> ConnectionId {
    ConnectionId::new(format!("{number:022}")).unwrap()
}

pub async fn window(app: &Connections, id: &ConnectionId, query: &str) -> Result<Window, ItemsError> {
    let view = View::from_query(query);
    let request = WindowRequest {
        view: &view,
        offset: 0,
        count: Window::MOST_ROWS,
        anchor: None,
    };
    app.window(&ada(), id, request).await
}

/// Waits until the list is so far.
pub async fn until(watching: &mut Watching, is_so: impl Fn(&Progress) -> bool) -> Progress {
    let waiting = async {
        let mut now = watching.now();
        while !is_so(&now) {
            now = watching.next().await.expect("the list stays");
        }
        now
    };
    timeout(Duration::from_mins(20), waiting)
        .await
        .expect("it comes to that")
}

pub fn compose(
    provider: Arc<dyn Provider>,
    vault: &Arc<MapVault>,
    logs: Option<&Arc<MemoryLogs>>,
    locks: &Arc<InProcessLocks>,
    clock: &RunningClock,
    snapshot_memory: usize,
) -> Connections {
    let clock = Arc::new(clock.clone());
    Connections::new(Ports {
        registry: Registry::new(vec![provider]),
        pending: Arc::new(NoPending),
        vault: vault.clone(),
        locks: locks.clone(),
        limits: Arc::new(InProcessRateLimits::new(clock.clone())),
        spool: None,
        logs: logs.map(|logs| logs.clone() as _),
        snapshot_memory,
        clock,
        http: client().unwrap(),
        public_url: Url::parse("http://localhost:3000").unwrap(),
        pacing: Pacing::default(),
    })
}
