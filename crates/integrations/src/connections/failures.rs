//! Refreshes that failed, so that whoever waited for one does not try it again in turn.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use model::ConnectionId;

use crate::{Generation, token_endpoint::TokenEndpointError};

/// The last failure of each connection whose last refresh failed.
#[derive(Debug, Default)]
pub(super) struct Failures(Mutex<HashMap<ConnectionId, Failure>>);

#[derive(Clone, Copy, Debug)]
struct Failure {
    /// How many in a row.
    count: u64,
    generation: Generation,
    error: TokenEndpointError,
}

impl Failures {
    /// How many refreshes of the connection have failed in a row.
    pub(super) fn count(&self, id: &ConnectionId) -> u64 {
        self.lock().get(id).map_or(0, |failure| failure.count)
    }

    /// What came of an attempt at this generation that was made after `seen` had failed.
    pub(super) fn since(&self, id: &ConnectionId, seen: u64, generation: Generation) -> Option<TokenEndpointError> {
        let failure = self.lock().get(id).copied()?;
        (failure.count > seen && failure.generation == generation).then_some(failure.error)
    }

    /// Another one failed.
    pub(super) fn record(&self, id: &ConnectionId, generation: Generation, error: TokenEndpointError) {
        let mut failures = self.lock();
        let count = failures.get(id).map_or(0, |failure| failure.count) + 1;
        failures.insert(
            id.clone(),
            Failure {
                count,
                generation,
                error,
            },
        );
    }

    /// It works again, or is gone.
    pub(super) fn forget(&self, id: &ConnectionId) {
        self.lock().remove(id);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ConnectionId, Failure>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
