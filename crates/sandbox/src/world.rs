//! Everything that one running sandbox knows, shared by its routes.

use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::sync::CancellationToken;

use crate::config::{Consent, Denial, SandboxConfig};
use crate::faults::Faults;
use crate::hubspot::state::HubSpot;
use crate::journal::Journal;

/// The state of one sandbox.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) config: SandboxConfig,
    pub(crate) journal: Journal,
    pub(crate) faults: Faults,
    pub(crate) hubspot: HubSpot,
    /// Cancelled when the sandbox stops: whatever hangs lets go.
    pub(crate) stop: CancellationToken,
    decision: Mutex<Decision>,
}

/// How consent is decided; the remote control may change it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decision {
    pub(crate) consent: Consent,
    pub(crate) denial: Denial,
}

impl World {
    pub(crate) fn new(config: SandboxConfig) -> Arc<Self> {
        Arc::new(Self {
            journal: Journal::new(),
            faults: Faults::default(),
            hubspot: HubSpot::new(&config),
            stop: CancellationToken::new(),
            decision: Mutex::new(Decision::of(&config)),
            config,
        })
    }

    pub(crate) fn decision(&self) -> Decision {
        *self.decision.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn decide(&self, change: impl FnOnce(&mut Decision)) {
        change(&mut self.decision.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Back to how it started: no journal, no faults, no grants, the first contacts.
    pub(crate) fn reset(&self) {
        self.journal.clear();
        self.faults.clear();
        self.hubspot.reset(&self.config);
        self.decide(|decision| *decision = Decision::of(&self.config));
    }
}

impl Decision {
    fn of(config: &SandboxConfig) -> Self {
        Self {
            consent: config.consent,
            denial: config.denial,
        }
    }
}
