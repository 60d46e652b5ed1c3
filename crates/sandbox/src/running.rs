//! The handle to one stand-in that runs: what it was asked, what shall happen to it.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::config::{Consent, Denial};
use crate::faults::Fault;
use crate::journal::JournalEntry;
use crate::stand_in::StandIn;

/// One provider of a running sandbox, with its own listener, journal, faults and tokens.
#[derive(Debug)]
pub struct RunningStandIn {
    address: SocketAddr,
    stand_in: Arc<dyn StandIn>,
}

impl RunningStandIn {
    pub(crate) fn new(address: SocketAddr, stand_in: Arc<dyn StandIn>) -> Self {
        Self { address, stand_in }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Such as `http://127.0.0.1:4011`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far, oldest first; those of the remote control are not in it.
    #[must_use]
    pub fn journal(&self) -> Vec<JournalEntry> {
        self.stand_in.front().journal.entries()
    }

    /// Waits until the journal satisfies a condition, and returns it.
    pub async fn journal_until(&self, condition: impl Fn(&[JournalEntry]) -> bool) -> Vec<JournalEntry> {
        self.stand_in.front().journal.until(condition).await
    }

    /// Forgets the requests so far.
    pub fn clear_journal(&self) {
        self.stand_in.front().journal.clear();
    }

    /// Plans a fault.
    ///
    /// # Panics
    /// When the fault's status, headers or base64 are impossible: a mistake in the test that asks.
    pub fn fault(&self, fault: Fault) {
        if let Err(error) = self.stand_in.front().faults.plan(fault) {
            panic!("{error}");
        }
    }

    /// Forgets the faults that still wait.
    pub fn clear_faults(&self) {
        self.stand_in.front().faults.clear();
    }

    /// Every access token issued so far has expired now.
    pub fn expire_tokens(&self) {
        self.stand_in.tokens().expire(self.stand_in.front().now());
    }

    /// Every grant is gone, as if the user had taken the access away at the provider.
    ///
    /// With `access_tokens_too`, access tokens die at once; otherwise they live until they expire.
    pub fn revoke_tokens(&self, access_tokens_too: bool) {
        self.stand_in.tokens().revoke(access_tokens_too);
    }

    /// From now on only these of the requested scopes are granted; `None`: all.
    pub fn grant_only(&self, scopes: Option<Vec<String>>) {
        self.stand_in.tokens().grant_only(scopes);
    }

    /// The account that consents from now on, as JSON in the provider's own terms.
    ///
    /// # Panics
    /// When that is no account of this provider: a mistake in the test that asks.
    pub fn set_account(&self, account: serde_json::Value) {
        if let Err(error) = self.stand_in.tokens().set_account(account) {
            panic!("{error}");
        }
    }

    /// Who decides at the consent page from now on, and what a denial does.
    pub fn set_consent(&self, consent: Consent, denial: Denial) {
        self.stand_in.front().decide(|decision| {
            decision.consent = consent;
            decision.denial = denial;
        });
    }

    /// Every code and token issued so far: what a leak test must find nowhere.
    #[must_use]
    pub fn issued_secrets(&self) -> Vec<String> {
        self.stand_in.tokens().issued_secrets()
    }

    /// Back to how it started; the clock is not set back.
    pub fn reset(&self) {
        self.stand_in.reset();
    }
}
