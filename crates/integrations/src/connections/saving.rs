//! Saving what a provider gave us: insist, then spool. A rotated token exists nowhere else.

use std::{sync::Arc, time::Duration};

use backon::{ExponentialBuilder, Retryable as _};
use model::{ActivityEvent, ConnectionStatus};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Inner, amend::audit, flights::Outcome, refresh::LiveError};
use crate::{Access, Connection, Gate, Principal, Provider, StoreError, Stored, TokenSet, provider::AccountFacts};

/// The shortest and the longest pause between two attempts to save.
const PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));

impl Inner {
    /// Saves the token set that succeeded another one.
    ///
    /// A record with a set of the same serial or a later one stays: whoever wrote it had a newer grant.
    /// One with an earlier set is overwritten, whichever: after a failover the store may have gone
    /// back in time, and ours is the set that the provider honours.
    pub(super) async fn save_renewed(&self, principal: &Principal, renewed: Connection) -> Outcome {
        match self
            .insist(async || self.write_renewed(principal, &renewed).await)
            .await
        {
            Ok(Some(stored)) => {
                self.end_pause(principal, &renewed.id).await;
                audit(&renewed, ActivityEvent::Refreshed);
                Ok(Arc::new(stored))
            }
            Ok(None) => {
                self.give_back(&renewed).await;
                Err(LiveError::NotFound)
            }
            Err(error) => {
                self.spool(principal, &renewed).await;
                Err(LiveError::Store(error))
            }
        }
    }

    /// One attempt. `None` when the connection is gone.
    pub(super) async fn write_renewed(
        &self,
        principal: &Principal,
        renewed: &Connection,
    ) -> Result<Option<Stored>, StoreError> {
        let now = self.ports.clock.now();
        self.amend(principal, &renewed.id, |current| {
            // Serials are counted anew where a record that did not open was replaced.
            let same_grant = current.connected_at <= renewed.connected_at;
            let ours_is_newer = same_grant && current.tokens.serial < renewed.tokens.serial;
            if ours_is_newer {
                current.tokens = renewed.tokens.clone();
                current.status = ConnectionStatus::Connected;
                current.note(ActivityEvent::Refreshed, now);
            }
            ours_is_newer
        })
        .await
    }

    /// Does it until it succeeds, for as long as the pacing says, or until the process stops.
    pub(super) async fn insist<T, F>(&self, work: impl FnMut() -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        insist_for(self.ports.pacing.save_patience, &self.stopping, work).await
    }

    /// Keeps a connection on this machine until the store takes it. Says whether it is kept.
    pub(super) async fn spool(&self, principal: &Principal, connection: &Connection) -> bool {
        let Some(spool) = &self.ports.spool else {
            tracing::error!(
                target: "audit", event = "token_lost",
                connection = %connection.id,
                "the store does not take a token set, and there is no TRIBUTARY_SPOOL_DIR to keep it in"
            );
            return false;
        };
        let kept = spool.keep(principal, connection).await;
        match &kept {
            Ok(()) => tracing::warn!(
                target: "audit",
                event = "token_spooled",
                connection = %connection.id,
                "a token set was spooled"
            ),
            Err(error) => tracing::error!(
                target: "audit", event = "token_lost",
                connection = %connection.id,
                error = error as &dyn std::error::Error,
                "a token set could not be spooled"
            ),
        }
        kept.is_ok()
    }

    /// A grant that nobody keeps must not live on at the provider, where nobody would know of it.
    pub(super) async fn give_back(&self, connection: &Connection) {
        let Some(provider) = self.ports.registry.get(&connection.provider) else {
            return;
        };
        let access = Access {
            token: connection.tokens.access_token.clone(),
            account: None,
            scopes: connection.tokens.scopes.clone(),
            gate: Gate::open(),
            facts: AccountFacts::new(),
        };
        revoke(provider.as_ref(), &access, &connection.tokens).await;
    }
}

/// Asks the provider to forget a grant; that it does not is worth a line.
pub(super) async fn revoke(provider: &dyn Provider, access: &Access, tokens: &TokenSet) {
    if let Err(error) = provider.revoke(access, tokens).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a grant that was not kept lives on at the provider"
        );
    }
}

/// What the attempts take counts: a lease does not last for ever, and whoever gets it next would
/// redeem what was redeemed already.
async fn insist_for<T, F>(
    patience: Duration,
    stopping: &CancellationToken,
    work: impl FnMut() -> F,
) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    let begun = Instant::now();
    let pauses = ExponentialBuilder::default()
        .with_min_delay(PAUSES.0)
        .with_max_delay(PAUSES.1)
        .with_jitter()
        .without_max_times();
    work.retry(pauses)
        .when(|_| !stopping.is_cancelled() && begun.elapsed() < patience)
        .notify(|error, _| tracing::warn!(error = error as &dyn std::error::Error, "saving is tried again"))
        .await
}

#[cfg(test)]
mod tests {
    use tokio::time::sleep;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    async fn fails_after(seconds: u64) -> Result<(), StoreError> {
        sleep(Duration::from_secs(seconds)).await;
        Err(StoreError::new(std::io::Error::other("away")))
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_store_is_insisted_with_no_longer_than_one_that_fails_at_once() {
        for slow in [0, 1, 10] {
            let begun = Instant::now();
            let outcome = insist_for(PATIENCE, &CancellationToken::new(), || fails_after(slow)).await;
            assert!(outcome.is_err());
            // One more pause with its jitter, and one more attempt.
            let longest = PATIENCE + 2 * PAUSES.1 + Duration::from_secs(slow);
            assert!((PATIENCE..=longest).contains(&begun.elapsed()), "{:?}", begun.elapsed());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_insists_while_the_process_stops() {
        let stopping = CancellationToken::new();
        stopping.cancel();
        let begun = Instant::now();
        assert!(insist_for(PATIENCE, &stopping, || fails_after(1)).await.is_err());
        assert_eq!(begun.elapsed(), Duration::from_secs(1), "one attempt");
    }
}
