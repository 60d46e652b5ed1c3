//! Ports that count how often they were asked; that of pending authorizations notes the verifiers, and panics on request.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use async_trait::async_trait;
use integrations::{
    PendingAuthorization, PendingAuthorizations, SaveError, Session, SessionId, Sessions, StoreError, secret::State,
    session::SessionBinding,
};

pub struct CountingPending {
    inner: Arc<dyn PendingAuthorizations>,
    calls: AtomicUsize,
    verifiers: Mutex<Vec<String>>,
    panics: AtomicBool,
}

impl CountingPending {
    pub fn new(inner: Arc<dyn PendingAuthorizations>) -> Self {
        Self {
            inner,
            calls: AtomicUsize::new(0),
            verifiers: Mutex::default(),
            panics: AtomicBool::new(false),
        }
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// The next save panics.
    pub fn panic_once(&self) {
        self.panics.store(true, Ordering::SeqCst);
    }

    /// What a leak test must find nowhere.
    pub fn verifiers(&self) -> Vec<String> {
        self.verifiers.lock().unwrap().clone()
    }
}

#[async_trait]
impl PendingAuthorizations for CountingPending {
    async fn save(
        &self,
        binding: &SessionBinding,
        state: &State,
        pending: &PendingAuthorization,
    ) -> Result<(), SaveError> {
        assert!(!self.panics.swap(false, Ordering::SeqCst), "canary");
        self.calls.fetch_add(1, Ordering::SeqCst);
        self.verifiers
            .lock()
            .unwrap()
            .extend(pending.verifier.iter().map(|verifier| verifier.reveal().to_owned()));
        self.inner.save(binding, state, pending).await
    }

    async fn take(&self, binding: &SessionBinding, state: &State) -> Result<Option<PendingAuthorization>, StoreError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        self.inner.take(binding, state).await
    }
}

pub struct CountingSessions {
    inner: Arc<dyn Sessions>,
    saves: AtomicUsize,
}

impl CountingSessions {
    pub fn new(inner: Arc<dyn Sessions>) -> Self {
        Self {
            inner,
            saves: AtomicUsize::new(0),
        }
    }

    pub fn saves(&self) -> usize {
        self.saves.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Sessions for CountingSessions {
    async fn save(&self, id: &SessionId, session: &Session) -> Result<(), StoreError> {
        self.saves.fetch_add(1, Ordering::SeqCst);
        self.inner.save(id, session).await
    }

    async fn load(&self, id: &SessionId) -> Result<Option<Session>, StoreError> {
        self.inner.load(id).await
    }
}
