//! The first page of a list: whether it is here, what became of attempts to get it, who waits for it.

use std::time::Duration;

use tokio::time::timeout;

use super::shelved::Shelved;
use crate::connections::ItemsError;

/// What became of the first page.
#[derive(Clone, Debug, Default)]
pub(super) struct FirstPage {
    here: bool,
    attempts: u64,
    failure: Option<ItemsError>,
    /// The feed waits after a failure; whoever asks now has it try again.
    paused: bool,
}

impl Shelved {
    /// Has a feed that waits after a failure try again.
    pub(super) fn ask_again(&self) {
        self.first.send_if_modified(|first| {
            first.paused = false;
            false
        });
        self.demand.wake();
    }

    /// Waits for the first page, with an attempt of its own where earlier ones failed.
    pub(super) async fn arrived(&self, patience: Duration) -> Result<(), ItemsError> {
        let mut first = self.first.subscribe();
        let seen = first.borrow().clone();
        if seen.here {
            return Ok(());
        }
        if seen.paused {
            self.ask_again();
        }
        let ended = first.wait_for(|first| first.here || first.attempts > seen.attempts);
        match timeout(patience, ended).await {
            Ok(Ok(first)) if !first.here => Err(first.failure.clone().unwrap_or(ItemsError::Interrupted)),
            _ => Ok(()),
        }
    }

    /// Whether anything came yet.
    pub(super) fn is_here(&self) -> bool {
        self.first.borrow().here
    }

    /// The first page is here.
    pub(super) fn arrive(&self) {
        self.first
            .send_if_modified(|first| !std::mem::replace(&mut first.here, true));
    }

    /// An attempt failed. The feed waits now, until [`Self::may_wait`] says otherwise.
    pub(super) fn fail(&self, failure: &ItemsError) {
        self.first.send_modify(|first| {
            first.attempts += 1;
            first.failure = Some(failure.clone());
            first.paused = true;
        });
    }

    /// The feed waits now, though nothing failed.
    pub(super) fn wait(&self) {
        self.first.send_if_modified(|first| {
            first.paused = true;
            false
        });
    }

    /// Whether nobody has asked for another attempt since the last one failed.
    pub(super) fn may_wait(&self) -> bool {
        self.first.borrow().paused
    }
}
