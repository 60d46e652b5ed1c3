//! What the sandbox's handle and its remote control need of every stand-in.

use std::fmt::Debug;
use std::sync::Arc;

use jiff::Timestamp;

use crate::front::Front;

/// A provider that the sandbox plays.
pub(crate) trait StandIn: Debug + Send + Sync {
    fn front(&self) -> &Arc<Front>;

    fn tokens(&self) -> &dyn Tokens;

    /// Back to how it started, but for its front.
    fn start_over(&self);

    /// Back to how it started.
    fn reset(&self) {
        self.front().reset();
        self.start_over();
    }
}

/// The tokens of a stand-in, in a test's hands.
pub(crate) trait Tokens {
    /// All access tokens expire now; returns how many had not yet.
    fn expire(&self, now: Timestamp) -> usize;

    /// All grants are gone; returns how many were left.
    fn revoke(&self, access_tokens_too: bool) -> usize;

    /// From now on only these of the requested scopes are granted; `None`: all.
    fn grant_only(&self, scopes: Option<Vec<String>>);

    /// Who consents from now on, in the provider's own terms.
    fn set_account(&self, account: serde_json::Value) -> Result<(), serde_json::Error>;

    /// Every code and token ever issued.
    fn issued_secrets(&self) -> Vec<String>;
}
