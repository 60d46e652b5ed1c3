//! Starts a sandbox, and is the handle to the running one.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::{Router, middleware};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::config::SandboxConfig;
use crate::connection::{ResetSwitch, ResettableListener};
use crate::faults::Fault;
use crate::hubspot::contacts::ContactSet;
use crate::hubspot::portal::Portal;
use crate::journal::JournalEntry;
use crate::world::World;
use crate::{control, hubspot, intercept};

/// How long a stop waits for answers that are under way.
const GRACE: Duration = Duration::from_secs(3);

/// Starts sandboxes.
#[derive(Debug)]
pub struct Sandbox;

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Its secrets are public knowledge, so nobody else may reach it.
    #[error("refusing to listen on {0}: the sandbox listens on loopback only, such as 127.0.0.1:4010")]
    NotLoopback(SocketAddr),
    /// The address cannot be bound.
    #[error("cannot listen on {0}")]
    Bind(SocketAddr, #[source] io::Error),
}

impl Sandbox {
    /// Listens, and serves on a task of its own until the returned handle is dropped or stopped.
    ///
    /// # Errors
    /// When the address is not loopback or cannot be bound.
    pub async fn start(config: SandboxConfig) -> Result<RunningSandbox, StartError> {
        if !config.listen.ip().is_loopback() {
            return Err(StartError::NotLoopback(config.listen));
        }
        let listen = config.listen;
        let listener = TcpListener::bind(listen)
            .await
            .map_err(|error| StartError::Bind(listen, error))?;
        let address = listener.local_addr().map_err(|error| StartError::Bind(listen, error))?;
        let world = World::new(config);
        let service = router(&world).into_make_service_with_connect_info::<ResetSwitch>();
        let stop = world.stop.clone().cancelled_owned();
        let serving = axum::serve(ResettableListener(listener), service).with_graceful_shutdown(stop);
        let serving = tokio::spawn(async move { serving.await });
        Ok(RunningSandbox {
            address,
            world,
            serving: Some(serving),
        })
    }
}

fn router(world: &Arc<World>) -> Router {
    let intercept = middleware::from_fn_with_state(world.clone(), intercept::intercept);
    let providers = hubspot::router(world).layer(intercept);
    Router::new()
        .nest("/_sandbox", control::router())
        .merge(providers)
        .with_state(world.clone())
}

/// A sandbox that serves; it stops when this is dropped.
#[derive(Debug)]
pub struct RunningSandbox {
    address: SocketAddr,
    world: Arc<World>,
    serving: Option<JoinHandle<io::Result<()>>>,
}

impl RunningSandbox {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Such as `http://127.0.0.1:4010`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Moves the sandbox's clock forward: codes, tokens and rate windows age.
    pub fn advance(&self, by: Duration) {
        self.world.config.clock.advance(by);
    }

    /// Every request so far, oldest first; those of the remote control are not in it.
    #[must_use]
    pub fn journal(&self) -> Vec<JournalEntry> {
        self.world.journal.entries()
    }

    /// Waits until the journal satisfies a condition, and returns it.
    pub async fn journal_until(&self, condition: impl Fn(&[JournalEntry]) -> bool) -> Vec<JournalEntry> {
        self.world.journal.until(condition).await
    }

    /// Forgets the requests so far.
    pub fn clear_journal(&self) {
        self.world.journal.clear();
    }

    /// Plans a fault.
    ///
    /// # Panics
    /// When the fault's status, headers or base64 are impossible: a mistake in the test that asks.
    pub fn fault(&self, fault: Fault) {
        if let Err(error) = self.world.faults.plan(fault) {
            panic!("{error}");
        }
    }

    /// Forgets the faults that still wait.
    pub fn clear_faults(&self) {
        self.world.faults.clear();
    }

    /// Every access token issued so far has expired now.
    pub fn expire_tokens(&self) {
        let now = self.world.config.clock.now();
        self.world.hubspot.lock().grants.expire_access_tokens(now);
    }

    /// Every grant is gone, as if the user had uninstalled the app.
    ///
    /// With `access_tokens_too`, access tokens die at once; otherwise they live until they expire.
    pub fn revoke_tokens(&self, access_tokens_too: bool) {
        self.world.hubspot.lock().grants.revoke_all(access_tokens_too);
    }

    /// Replaces the contacts of the portal that consents.
    pub fn set_contacts(&self, contacts: ContactSet) {
        self.world.hubspot.lock().set_contacts(contacts);
    }

    /// The portal and user that consent from now on.
    pub fn set_portal(&self, portal: Portal) {
        self.world.hubspot.lock().set_portal(portal);
    }

    /// From now on only these of the requested scopes are granted; `None`: all.
    pub fn grant_only(&self, scopes: Option<Vec<String>>) {
        self.world.hubspot.lock().grantable = scopes;
    }

    /// Every code and token issued so far: what a leak test must find nowhere.
    #[must_use]
    pub fn issued_secrets(&self) -> Vec<String> {
        self.world.hubspot.lock().grants.issued_secrets()
    }

    /// Back to how it started; the clock is not set back.
    pub fn reset(&self) {
        self.world.reset();
    }

    /// Stops listening, lets go of whatever hangs, and waits for the answers under way.
    pub async fn stop(mut self) {
        self.world.stop.cancel();
        if let Some(serving) = self.serving.take() {
            // Whoever still reads an answer after the grace is cut off with the process.
            tokio::time::timeout(GRACE, serving).await.ok();
        }
    }
}

impl Drop for RunningSandbox {
    fn drop(&mut self) {
        self.world.stop.cancel();
    }
}
