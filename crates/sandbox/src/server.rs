//! Starts a sandbox: a listener for every stand-in, one clock for all.

mod hubspot_handle;
mod running_sandbox;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::{Router, middleware};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub use running_sandbox::RunningSandbox;

use crate::airtable::Airtable;
use crate::config::SandboxConfig;
use crate::listening::{Bound, bind, serve};
use crate::notion::Notion;
use crate::pipedrive::Pipedrive;
use crate::running::RunningStandIn;
use crate::stand_in::StandIn;
use crate::world::World;
use crate::{control, hubspot, intercept};

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
    /// Listens, and serves on tasks of its own until the returned handle is dropped or stopped.
    ///
    /// # Errors
    /// When an address is not loopback or cannot be bound.
    pub async fn start(config: SandboxConfig) -> Result<RunningSandbox, StartError> {
        let hubspot = bind(config.listen).await?;
        let airtable = bind_for(config.airtable.clone(), |own| own.listen).await?;
        let notion = bind_for(config.notion.clone(), |own| own.listen).await?;
        let pipedrive = bind_for(config.pipedrive.clone(), |own| own.listen).await?;
        let mut opening = Opening {
            config: Arc::new(config),
            stop: CancellationToken::new(),
            serving: Vec::new(),
        };
        let world = World::new(&opening.config, &opening.stop);
        let routes = hubspot::router(&world).with_state(world.clone());
        let control = control::hubspot::router(world.clone());
        Ok(RunningSandbox {
            hubspot: opening.open(hubspot, world.clone(), routes, control),
            airtable: airtable.map(|(bound, own)| {
                let airtable = Airtable::new(&opening.config, &own, &opening.stop);
                opening.open(bound, airtable.clone(), airtable.router(), Router::new())
            }),
            notion: notion.map(|(bound, own)| {
                let notion = Notion::new(&opening.config, &own, &opening.stop);
                opening.open(bound, notion.clone(), notion.router(), Router::new())
            }),
            pipedrive: pipedrive.map(|(bound, own)| {
                let pipedrive = Pipedrive::new(&opening.config, &own, &opening.stop);
                opening.open(bound, pipedrive.clone(), pipedrive.router(), Router::new())
            }),
            world,
            stop: opening.stop,
            serving: opening.serving,
        })
    }
}

/// Takes the address of a stand-in that was asked for.
async fn bind_for<C>(own: Option<C>, listen: impl Fn(&C) -> SocketAddr) -> Result<Option<(Bound, C)>, StartError> {
    match own {
        Some(own) => Ok(Some((bind(listen(&own)).await?, own))),
        None => Ok(None),
    }
}

/// A sandbox on its way to serve.
struct Opening {
    config: Arc<SandboxConfig>,
    stop: CancellationToken,
    serving: Vec<JoinHandle<io::Result<()>>>,
}

impl Opening {
    /// Serves a stand-in: its routes behind its front, the remote control beside them.
    fn open(&mut self, bound: Bound, stand_in: Arc<dyn StandIn>, routes: Router, control: Router) -> RunningStandIn {
        let address = bound.address;
        let intercept = middleware::from_fn_with_state(stand_in.front().clone(), intercept::intercept);
        let all = Router::new()
            .nest("/_sandbox", control::router(stand_in.clone()).merge(control))
            .merge(routes.layer(intercept));
        self.serving.push(serve(bound, all, &self.stop));
        RunningStandIn::new(address, stand_in)
    }
}
