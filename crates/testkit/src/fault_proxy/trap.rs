//! Traps: a request that is waited for, and what becomes of its answer.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// An answer that is caught: the server has done what it was asked, and the client does not know it.
pub struct Caught {
    arrived: oneshot::Receiver<()>,
    verdict: oneshot::Sender<Verdict>,
}

/// What becomes of a caught answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Deliver,
    Lose,
}

impl Caught {
    /// Waits until the server has answered.
    ///
    /// # Panics
    /// When the connection or the proxy ended before.
    pub async fn arrived(&mut self) {
        (&mut self.arrived).await.expect("the request is answered");
    }

    /// The client gets it after all.
    pub fn deliver(self) {
        // An error means that the connection is gone, and the answer with it.
        let _ = self.verdict.send(Verdict::Deliver);
    }

    /// The connection is closed, and nobody gets it.
    pub fn lose(self) {
        let _ = self.verdict.send(Verdict::Lose);
    }
}

/// The other end of [`Caught`], at the connection that was trapped.
pub(super) struct Hold {
    arrived: oneshot::Sender<()>,
    verdict: oneshot::Receiver<Verdict>,
}

impl Hold {
    /// Says that the answer is there, and waits for what shall become of it. Whoever dropped the
    /// other end does not care: it is delivered.
    pub(super) async fn verdict(self) -> Verdict {
        let _ = self.arrived.send(());
        self.verdict.await.unwrap_or(Verdict::Deliver)
    }
}

/// The traps that wait for their request.
#[derive(Default)]
pub(super) struct Traps(Mutex<Vec<(Vec<u8>, Hold)>>);

impl Traps {
    pub(super) fn set(&self, needle: &str) -> Caught {
        let (says_arrived, arrived) = oneshot::channel();
        let (verdict, hears_verdict) = oneshot::channel();
        let hold = Hold {
            arrived: says_arrived,
            verdict: hears_verdict,
        };
        self.lock().push((needle.as_bytes().to_vec(), hold));
        Caught { arrived, verdict }
    }

    /// The first trap that waits for this request, if one does; it waits no longer.
    pub(super) fn spring(&self, request: &[u8]) -> Option<Hold> {
        let mut traps = self.lock();
        let waits_for = |needle: &[u8]| request.windows(needle.len()).any(|part| part == needle);
        let found = traps.iter().position(|(needle, _)| waits_for(needle))?;
        Some(traps.remove(found).1)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(Vec<u8>, Hold)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
