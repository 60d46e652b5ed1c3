//! How much of each kind the embedded store takes: beyond it new ones are refused, and none is evicted (assurance R44).

use crate::keys::Kind;

/// The most of each kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caps {
    pub(super) pending: u64,
    pub(super) sessions: u64,
    pub(super) connections: u64,
}

impl Caps {
    /// What fits into the memory of a small machine.
    pub(super) const USUAL: Self = Self {
        pending: 100_000,
        sessions: 100_000,
        connections: 10_000,
    };

    /// The most of that kind.
    pub(super) fn of(self, kind: Kind) -> u64 {
        match kind {
            Kind::Pending => self.pending,
            Kind::Session => self.sessions,
            Kind::Connection => self.connections,
        }
    }
}

/// There is no room for one more of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the embedded store is full")]
pub(super) struct Full;
