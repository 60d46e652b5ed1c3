//! A request that we sent to a provider and have not heard back from.

use std::time::Duration;

use async_trait::async_trait;
use model::{ConnectionId, ProviderId};
use url::Url;

use crate::{
    Principal, ReturnTo, StoreError,
    secret::{CodeVerifier, State},
    session::SessionBinding,
};

/// How long the user has to consent (assurance T06).
pub const PENDING_LIFETIME: Duration = Duration::from_mins(10);

/// What we must remember until the browser comes back.
#[derive(Clone, Debug)]
pub struct PendingAuthorization {
    /// Whom we asked: the answer must arrive at this provider's path (RFC 9700 §4.4).
    pub provider: ProviderId,
    /// Who began.
    pub principal: Principal,
    /// The redirect URI that was sent; the exchange repeats it (RFC 6749 §4.1.3).
    pub redirect_uri: Url,
    /// The PKCE secret behind the challenge that was sent; `None` for a provider that refuses PKCE.
    pub verifier: Option<CodeVerifier>,
    /// The scopes that were asked for.
    pub scopes: Vec<String>,
    /// Where the user wanted to end.
    pub return_to: Option<ReturnTo>,
    /// Which connection the user wants to renew, if any: another account does not replace it unasked.
    pub renews: Option<ConnectionId>,
}

/// How many requests of one session may wait for their answer at a time (assurance T61).
pub const MAX_PENDING_PER_SESSION: u32 = 10;

/// Why a pending authorization is not kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The session has [`MAX_PENDING_PER_SESSION`] already.
    #[error("too many connections were begun and not finished")]
    TooMany {
        /// When the oldest of them ends by itself.
        retry_after: Duration,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where pending authorizations wait.
#[async_trait]
pub trait PendingAuthorizations: Send + Sync + 'static {
    /// Keeps `pending` under `state` for [`PENDING_LIFETIME`], bound to the session, unless too many of
    /// the session wait already.
    async fn save(
        &self,
        binding: &SessionBinding,
        state: &State,
        pending: &PendingAuthorization,
    ) -> Result<(), SaveError>;

    /// Removes whatever waits under `state`, and returns it if this session began it.
    ///
    /// Atomic: of any number of concurrent calls at most one gets `Some`. A call with another
    /// binding gets `None` and uses the state up, so a stolen answer is worth nothing afterwards.
    async fn take(&self, binding: &SessionBinding, state: &State) -> Result<Option<PendingAuthorization>, StoreError>;
}
