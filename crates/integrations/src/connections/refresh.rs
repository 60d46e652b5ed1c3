//! Live tokens: what can be used now, refreshed once whoever asks.

use std::sync::Arc;

use futures::FutureExt as _;
use jiff::{SignedDuration, Timestamp};
use model::ConnectionId;
use tokio::time::timeout;
use tracing::Instrument as _;

use super::{
    Connections, Inner,
    flights::{Flight, FlightKey},
};
use crate::{LockError, Principal, StoreError, Stored, TokenSet, token_endpoint::TokenEndpointError};

/// With more than this left, a token is used while somebody else renews it.
const SPARE: SignedDuration = SignedDuration::from_mins(1);

/// Why there is no token to use.
#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum LiveError {
    #[error("the principal has no such connection")]
    NotFound,
    #[error("only the user can renew this connection")]
    ReconnectRequired,
    #[error("the token could not be refreshed")]
    Refresh(#[source] TokenEndpointError),
    #[error("the vault failed")]
    Store(#[from] StoreError),
    #[error("somebody else is refreshing the token")]
    Busy,
    #[error("the task ended early")]
    Interrupted,
}

impl From<LockError> for LiveError {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Busy => Self::Busy,
            LockError::Store(error) => Self::Store(error),
        }
    }
}

impl LiveError {
    /// Whether a token that still lives may be used all the same.
    fn may_pass(&self) -> bool {
        !matches!(self, Self::NotFound | Self::ReconnectRequired)
    }
}

/// Whether the caller can do without the refresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Urgency {
    /// The token still lives for a while: let somebody else do it if somebody is at it.
    Spare,
    /// There is no other token to use.
    Needed,
}

impl Urgency {
    fn of(tokens: &TokenSet, now: Timestamp) -> Self {
        let lives_on = |expires_at: Timestamp| expires_at.duration_since(now) > SPARE;
        if tokens.expires_at.is_none_or(lives_on) {
            Self::Spare
        } else {
            Self::Needed
        }
    }
}

impl Connections {
    /// The connection with an access token that lives: refreshed when it is time, early enough that
    /// a refresh that fails for now does no harm yet.
    pub(super) async fn live(&self, principal: &Principal, id: &ConnectionId) -> Result<Arc<Stored>, LiveError> {
        let stored = Arc::new(self.0.usable(principal, id).await?);
        let (tokens, now) = (&stored.connection.tokens, self.0.ports.clock.now());
        if !tokens.needs_refresh(now) {
            return Ok(stored);
        }
        let urgency = Urgency::of(tokens, now);
        match self.refresh(principal, id, tokens.serial, urgency).await {
            Err(error) if error.may_pass() && !tokens.is_expired(now) => {
                tracing::debug!(connection = %id, error = &error as &dyn std::error::Error, "the old token is used");
                Ok(stored)
            }
            outcome => outcome,
        }
    }

    /// Has the token set of that serial succeeded by another one, unless that was done already.
    ///
    /// All callers in this process share one flight. It is a task of its own: a caller that goes
    /// away, or waits no longer, loses no rotated token.
    pub(super) async fn refresh(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        serial: u64,
        urgency: Urgency,
    ) -> Result<Arc<Stored>, LiveError> {
        let key = FlightKey {
            principal: principal.clone(),
            id: id.clone(),
            serial,
            urgency,
        };
        let this = Arc::clone(&self.0);
        let (flight, began) = self.0.flights.join(key.clone(), move || {
            let renewal = Arc::clone(&this);
            let task = async move { renewal.renew(&key).await };
            async move { this.run(task).await.unwrap_or(Err(LiveError::Interrupted)) }.boxed()
        });
        if began {
            self.0.see_home(flight.clone());
        } else if urgency == Urgency::Spare {
            return Err(LiveError::Busy);
        }
        let patience = self.0.ports.pacing.caller_patience;
        timeout(patience, flight).await.unwrap_or(Err(LiveError::Busy))
    }
}

impl Inner {
    /// Stays with the flight until it ended. A flight that all callers left would otherwise stand
    /// for ever, and whoever came later would join it.
    fn see_home(self: &Arc<Self>, flight: Flight) {
        let this = Arc::clone(self);
        let landing = async move {
            // Its callers are told what came of it, those who are still there.
            let _ = flight.await;
            this.flights.forget_ended();
        };
        self.tasks.spawn(landing.in_current_span());
    }
}
