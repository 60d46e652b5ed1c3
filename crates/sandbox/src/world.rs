//! Everything that the sandbox's HubSpot knows, shared by its routes.

mod contacts;

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::config::SandboxConfig;
use crate::front::Front;
use crate::hubspot::state::HubSpot;
use crate::stand_in::{StandIn, Tokens};

/// HubSpot with its front.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) config: Arc<SandboxConfig>,
    pub(crate) front: Arc<Front>,
    pub(crate) hubspot: HubSpot,
}

impl World {
    pub(crate) fn new(config: &Arc<SandboxConfig>, stop: &CancellationToken) -> Arc<Self> {
        Arc::new(Self {
            config: config.clone(),
            front: Front::new(config, stop),
            hubspot: HubSpot::new(config),
        })
    }
}

impl StandIn for World {
    fn front(&self) -> &Arc<Front> {
        &self.front
    }

    fn tokens(&self) -> &dyn Tokens {
        &self.hubspot
    }

    fn start_over(&self) {
        self.hubspot.reset(&self.config);
    }
}
