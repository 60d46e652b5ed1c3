//! What stands before every stand-in: the journal, the faults, how consent is decided.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::config::{Consent, Denial, SandboxConfig};
use crate::faults::Faults;
use crate::journal::Journal;

/// One stand-in's own; the configuration and the clock in it are shared by all.
#[derive(Debug)]
pub(crate) struct Front {
    pub(crate) config: Arc<SandboxConfig>,
    pub(crate) journal: Journal,
    pub(crate) faults: Faults,
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

impl Front {
    pub(crate) fn new(config: &Arc<SandboxConfig>, stop: &CancellationToken) -> Arc<Self> {
        Arc::new(Self {
            config: config.clone(),
            journal: Journal::new(),
            faults: Faults::default(),
            stop: stop.clone(),
            decision: Mutex::new(Decision::of(config)),
        })
    }

    /// The time, for everybody in this sandbox.
    pub(crate) fn now(&self) -> Timestamp {
        self.config.clock.now()
    }

    /// So much later than now.
    pub(crate) fn in_future(&self, by: Duration) -> Timestamp {
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        self.now().saturating_add(by).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn decision(&self) -> Decision {
        *self.decision.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn decide(&self, change: impl FnOnce(&mut Decision)) {
        change(&mut self.decision.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Back to how it started: no journal, no faults, the first way to decide.
    pub(crate) fn reset(&self) {
        self.journal.clear();
        self.faults.clear();
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
