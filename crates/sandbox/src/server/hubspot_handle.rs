//! What the handle to a running sandbox does without naming a provider: it does it to HubSpot.

use std::net::SocketAddr;

use super::RunningSandbox;
use crate::faults::Fault;
use crate::hubspot::objects::ContactSet;
use crate::hubspot::objects::change::ContactChanges;
use crate::hubspot::objects::churn::{Churn, ChurnCounts};
use crate::hubspot::objects::truth::{Truth, TruthQuery};
use crate::hubspot::portal::Portal;
use crate::journal::JournalEntry;

impl RunningSandbox {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.hubspot.address()
    }

    /// Such as `http://127.0.0.1:4010`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.hubspot.base_url()
    }

    /// Every request so far, oldest first; those of the remote control are not in it.
    #[must_use]
    pub fn journal(&self) -> Vec<JournalEntry> {
        self.hubspot.journal()
    }

    /// Waits until the journal satisfies a condition, and returns it.
    pub async fn journal_until(&self, condition: impl Fn(&[JournalEntry]) -> bool) -> Vec<JournalEntry> {
        self.hubspot.journal_until(condition).await
    }

    /// Forgets the requests so far.
    pub fn clear_journal(&self) {
        self.hubspot.clear_journal();
    }

    /// Plans a fault.
    ///
    /// # Panics
    /// When the fault's status, headers or base64 are impossible: a mistake in the test that asks.
    pub fn fault(&self, fault: Fault) {
        self.hubspot.fault(fault);
    }

    /// Forgets the faults that still wait.
    pub fn clear_faults(&self) {
        self.hubspot.clear_faults();
    }

    /// Every access token issued so far has expired now.
    pub fn expire_tokens(&self) {
        self.hubspot.expire_tokens();
    }

    /// Every grant is gone, as if the user had uninstalled the app.
    ///
    /// With `access_tokens_too`, access tokens die at once; otherwise they live until they expire.
    pub fn revoke_tokens(&self, access_tokens_too: bool) {
        self.hubspot.revoke_tokens(access_tokens_too);
    }

    /// Replaces the contacts of the portal that consents.
    pub fn set_contacts(&self, contacts: ContactSet) {
        self.world.hubspot.lock().set_contacts(contacts);
    }

    /// Lets contacts be created, changed, archived and merged at the provider; returns the ids of the created ones.
    ///
    /// # Panics
    /// When a change names what is no live contact: a mistake in the test that asks.
    #[expect(
        clippy::must_use_candidate,
        reason = "what happens to the contacts is what was wanted"
    )]
    pub fn change_contacts(&self, changes: ContactChanges) -> Vec<String> {
        match self.world.change_contacts(changes) {
            Ok(created) => created,
            Err(error) => panic!("{error}"),
        }
    }

    /// Lets so many random things happen to contacts, the same for the same seed and the same contacts.
    #[expect(
        clippy::must_use_candidate,
        reason = "what happens to the contacts is what was wanted"
    )]
    pub fn churn(&self, churn: &Churn) -> ChurnCounts {
        self.world.churn(churn)
    }

    /// The live contacts as they are now: what a complete and current copy holds.
    #[must_use]
    pub fn truth(&self, asked: &TruthQuery) -> Truth {
        self.world.truth(asked)
    }

    /// The portal and user that consent from now on.
    pub fn set_portal(&self, portal: Portal) {
        self.world.hubspot.lock().set_portal(portal);
    }

    /// From now on only these of the requested scopes are granted; `None`: all.
    pub fn grant_only(&self, scopes: Option<Vec<String>>) {
        self.hubspot.grant_only(scopes);
    }

    /// Every code and token issued so far: what a leak test must find nowhere.
    #[must_use]
    pub fn issued_secrets(&self) -> Vec<String> {
        self.hubspot.issued_secrets()
    }

    /// HubSpot is back to how it started; the clock is not set back.
    pub fn reset(&self) {
        self.hubspot.reset();
    }
}
