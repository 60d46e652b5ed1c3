//! One renewal: take the lease, look again, redeem the refresh token, save what it brought.

use std::{sync::Arc, time::Duration};

use model::{ActivityEvent, ConnectionId, ConnectionStatus};
use tokio::time::{sleep, timeout};

use super::{
    Inner,
    amend::audit,
    flights::{FlightKey, Outcome},
    refresh::{LiveError, Urgency},
};
use crate::{
    Connection, Lock, Principal, Stored, VaultEntry,
    locks::LOCK_PATIENCE,
    random,
    token_endpoint::{Grant, TokenEndpointError},
};

/// How long between two looks at what the holder of the lease does.
const SHORTEST_LOOK: Duration = Duration::from_millis(25);
/// As above, at most beyond it: many who wait must not look all at once.
const LOOK_SPREAD: Duration = Duration::from_millis(175);

/// What came of waiting for the lease.
enum Turn {
    /// It is ours.
    Ours(Lock),
    /// Nothing is left to do: its holder has renewed the token set.
    Done(Arc<Stored>),
}

impl Inner {
    /// The record, if it can be used at all.
    pub(super) async fn usable(&self, principal: &Principal, id: &ConnectionId) -> Result<Stored, LiveError> {
        match self.ports.vault.load(principal, id).await? {
            None => Err(LiveError::NotFound),
            Some(VaultEntry::Unreadable { .. }) => Err(LiveError::ReconnectRequired),
            Some(VaultEntry::Open(stored)) if stored.connection.status == ConnectionStatus::ReconnectNeeded => {
                Err(LiveError::ReconnectRequired)
            }
            Some(VaultEntry::Open(stored)) => Ok(*stored),
        }
    }

    /// Renews the token set, alone among all instances.
    pub(super) async fn renew(&self, flight: &FlightKey) -> Outcome {
        let turn = timeout(LOCK_PATIENCE, self.turn(flight)).await;
        let lock = match turn.map_err(|_| LiveError::Busy)?? {
            Turn::Ours(lock) => lock,
            Turn::Done(stored) => return Ok(stored),
        };
        let outcome = self
            .renew_under_lease(&flight.principal, &flight.id, flight.serial)
            .await;
        lock.release().await;
        outcome
    }

    /// Waits for the lease, or for its holder to have done the work.
    async fn turn(&self, flight: &FlightKey) -> Result<Turn, LiveError> {
        let FlightKey {
            principal,
            id,
            serial,
            urgency,
        } = flight;
        loop {
            if let Some(lock) = self.ports.locks.try_acquire(principal, id.as_str()).await? {
                return Ok(Turn::Ours(lock));
            }
            if *urgency == Urgency::Spare {
                return Err(LiveError::Busy);
            }
            sleep(SHORTEST_LOOK + random::up_to(LOOK_SPREAD)).await;
            let stored = self.usable(principal, id).await?;
            if stored.connection.tokens.serial != *serial {
                return Ok(Turn::Done(Arc::new(stored)));
            }
        }
    }

    async fn renew_under_lease(&self, principal: &Principal, id: &ConnectionId, serial: u64) -> Outcome {
        self.replay_renewed(principal, id).await?;
        let stored = self.usable(principal, id).await?;
        if stored.connection.tokens.serial != serial {
            return Ok(Arc::new(stored)); // Whoever held the lease before us has renewed.
        }
        self.check_pauses(principal, &stored.connection).await?;
        let connection = &stored.connection;
        let Some(refresh_token) = connection.tokens.refresh_token.clone() else {
            return self.require_reconnect(principal, id, serial).await;
        };
        let registered = self.ports.registry.get(&connection.provider);
        let provider = registered.ok_or(LiveError::ReconnectRequired)?;
        let (grant, granted) = (Grant::RefreshToken(refresh_token), &connection.tokens.scopes);
        let redeemed = self.token_endpoint.redeem(provider.descriptor(), &grant, granted).await;
        count_refresh(&connection.provider, redeemed.as_ref().err().copied());
        match redeemed {
            Ok(redeemed) => {
                let tokens = connection.tokens.succeeded_by(redeemed.tokens);
                let renewed = Connection {
                    tokens,
                    ..stored.connection
                };
                self.save_renewed(principal, renewed).await
            }
            Err(TokenEndpointError::Refused) => self.refused(principal, id, serial).await,
            Err(error) => Err(self.failed(principal, connection, error).await),
        }
    }

    /// A refresh that failed a moment ago, here or elsewhere, is not tried again yet.
    async fn check_pauses(&self, principal: &Principal, connection: &Connection) -> Result<(), LiveError> {
        if self.client_paused(&connection.provider).await?.is_some() {
            return Err(LiveError::Refresh(TokenEndpointError::Misconfigured));
        }
        let Some(wait) = self.refresh_paused(principal, &connection.id).await? else {
            return Ok(());
        };
        let retry_after = Some(wait);
        let throttled = connection
            .activity
            .last()
            .is_some_and(|last| last.event == ActivityEvent::Throttled);
        Err(LiveError::Refresh(if throttled {
            TokenEndpointError::Throttled { retry_after }
        } else {
            TokenEndpointError::Unavailable { retry_after }
        }))
    }

    /// The provider does not honour the refresh token. A sibling may have used it a moment ago and
    /// be about to save what it got: only a record that stays as it is needs the user.
    async fn refused(&self, principal: &Principal, id: &ConnectionId, serial: u64) -> Outcome {
        for wait in [Duration::ZERO, self.ports.pacing.second_look] {
            sleep(wait).await;
            let stored = self.usable(principal, id).await?;
            if stored.connection.tokens.serial != serial {
                return Ok(Arc::new(stored));
            }
        }
        self.require_reconnect(principal, id, serial).await
    }

    /// Marks the connection: only the user can renew it. The record stays, and stays as it is when
    /// another token set than that of `serial` stands there by now.
    pub(super) async fn require_reconnect(&self, principal: &Principal, id: &ConnectionId, serial: u64) -> Outcome {
        let now = self.ports.clock.now();
        let marked = self.amend(principal, id, |connection| {
            let ours = connection.tokens.serial == serial;
            if ours {
                connection.status = ConnectionStatus::ReconnectNeeded;
                connection.note(ActivityEvent::ReconnectNeeded, now);
            }
            ours
        });
        match marked.await? {
            None => Err(LiveError::NotFound),
            Some(stored) if stored.connection.status == ConnectionStatus::ReconnectNeeded => {
                audit(&stored.connection, ActivityEvent::ReconnectNeeded);
                Err(LiveError::ReconnectRequired)
            }
            Some(stored) => Ok(Arc::new(stored)),
        }
    }

    /// Remembers the failure for all instances, and says it to the owner.
    async fn failed(&self, principal: &Principal, connection: &Connection, error: TokenEndpointError) -> LiveError {
        let Connection { id, provider, .. } = connection;
        let event = match error {
            TokenEndpointError::Throttled { .. } => ActivityEvent::Throttled,
            TokenEndpointError::Misconfigured => ActivityEvent::Misconfigured,
            _ => ActivityEvent::ProviderUnavailable,
        };
        if error == TokenEndpointError::Misconfigured {
            tracing::error!(
                target: "audit", event = "misconfigured",
                provider = %provider,
                "the provider does not accept our client credentials: check its settings; no connection was touched"
            );
        }
        self.note(principal, connection, event).await;
        match self.pause_after(error, principal, id, provider).await {
            Ok(()) => LiveError::Refresh(error),
            Err(error) => LiveError::Store(error),
        }
    }
}

fn count_refresh(provider: &model::ProviderId, error: Option<TokenEndpointError>) {
    let outcome = match error {
        None => "renewed",
        Some(TokenEndpointError::Refused) => "refused",
        Some(TokenEndpointError::Misconfigured) => "misconfigured",
        Some(TokenEndpointError::Throttled { .. }) => "throttled",
        Some(TokenEndpointError::Unavailable { .. }) => "unavailable",
        Some(TokenEndpointError::Malformed) => "malformed",
    };
    metrics::counter!("tributary_refreshes_total", "provider" => provider.to_string(), "outcome" => outcome)
        .increment(1);
}
