//! How long the flow is patient: with the store, with siblings, and callers with it.

use std::time::Duration;

/// The waits of the flow. Tests shorten them; nothing else has a reason to.
#[derive(Clone, Copy, Debug)]
pub struct Pacing {
    /// How long a caller waits for a refresh or an exchange, which goes on without it.
    pub caller_patience: Duration,
    /// How long saving is tried before the connection goes to the spool.
    pub save_patience: Duration,
    /// How long after a refused refresh the record is looked at once more: a sibling that lost its
    /// lease may be about to save what it got.
    pub second_look: Duration,
    /// How long no refresh is tried after one that failed, where the provider does not say.
    pub cool_down: Duration,
}

impl Default for Pacing {
    fn default() -> Self {
        Self {
            caller_patience: Duration::from_secs(13),
            save_patience: Duration::from_secs(30),
            second_look: Duration::from_secs(2),
            cool_down: Duration::from_secs(30),
        }
    }
}
