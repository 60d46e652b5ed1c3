//! Pauses that all instances keep: after a failed refresh, and while a provider does not accept us.

use std::time::Duration;

use model::{ConnectionId, ProviderId};

use super::Inner;
use crate::{Principal, RateKey, StoreError, token_endpoint::TokenEndpointError};

/// A longer pause is not the user's to sit through, whatever the provider says.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// A shorter one is no pause.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);

fn refresh_key(principal: &Principal, id: &ConnectionId) -> RateKey {
    RateKey::new(&["refresh", &principal.organisation, &principal.user, id.as_str()])
}

fn client_key(provider: &ProviderId) -> RateKey {
    RateKey::new(&["client", provider.as_str()])
}

impl Inner {
    /// How long no refresh of the connection is to be tried.
    pub(super) async fn refresh_paused(
        &self,
        principal: &Principal,
        id: &ConnectionId,
    ) -> Result<Option<Duration>, StoreError> {
        self.ports.limits.paused(&refresh_key(principal, id)).await
    }

    /// How long the provider's token endpoint is left alone, because it does not accept us.
    pub(super) async fn client_paused(&self, provider: &ProviderId) -> Result<Option<Duration>, StoreError> {
        self.ports.limits.paused(&client_key(provider)).await
    }

    /// Lets no instance try again for a while after this failure.
    pub(super) async fn pause_after(
        &self,
        error: TokenEndpointError,
        principal: &Principal,
        id: &ConnectionId,
        provider: &ProviderId,
    ) -> Result<(), StoreError> {
        let key = match error {
            TokenEndpointError::Misconfigured => client_key(provider),
            _ => refresh_key(principal, id),
        };
        let wanted = error.retry_after().unwrap_or(self.ports.pacing.cool_down);
        self.ports
            .limits
            .pause(&key, wanted.clamp(SHORTEST_PAUSE, LONGEST_PAUSE))
            .await
    }

    /// Ends the pause of a connection that was renewed.
    pub(super) async fn end_pause(&self, principal: &Principal, id: &ConnectionId) {
        if let Err(error) = self.ports.limits.resume(&refresh_key(principal, id)).await {
            tracing::debug!(error = &error as &dyn std::error::Error, "a pause ends by itself");
        }
    }
}
