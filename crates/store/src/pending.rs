//! Pending authorizations: kept for ten minutes, taken once, opened only for the browser that began.

use std::sync::Arc;

use async_trait::async_trait;
use integrations::{
    PendingAuthorization, PendingAuthorizations, SaveError, StoreError,
    pending::{MAX_PENDING_PER_SESSION, PENDING_LIFETIME},
    secret::State,
    session::SessionBinding,
};

use crate::{
    backend::{Backend, Entry},
    codec, keys,
    sealing::{Place, Purpose, Sealer},
};

/// Pending authorizations on any backend.
pub(crate) struct SealedPending {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) sealer: Sealer,
}

/// RFC 9700 §4.7, CVE-2025-68158: being in the store proves nothing. The session's binding is part of
/// the associated data, so only the browser that began can open the record.
fn place<'a>(binding: &SessionBinding, key: &'a str) -> Place<'a> {
    Place {
        purpose: Purpose::Pending,
        owner: None,
        key,
        binding: Some(binding.digest()),
    }
}

#[async_trait]
impl PendingAuthorizations for SealedPending {
    async fn save(
        &self,
        binding: &SessionBinding,
        state: &State,
        pending: &PendingAuthorization,
    ) -> Result<(), SaveError> {
        let key = keys::pending(state);
        let record = codec::pending::encode(pending);
        let sealed = self
            .sealer
            .seal(place(binding, &key), Some(&pending.provider), 0, &record);
        self.enter(binding, &key).await?;
        let put = self.backend.put(&key, &sealed, PENDING_LIFETIME).await;
        if put.is_err() {
            self.leave(binding, &key).await;
        }
        Ok(put?)
    }

    async fn take(&self, binding: &SessionBinding, state: &State) -> Result<Option<PendingAuthorization>, StoreError> {
        let key = keys::pending(state);
        let Some(sealed) = self.backend.take(&key).await? else {
            return Ok(None);
        };
        let pending = self.open(place(binding, &key), &sealed);
        if pending.is_some() {
            self.leave(binding, &key).await;
        } else {
            Purpose::Pending.count_unreadable();
            tracing::warn!(
                target: "audit", event = "crypt_decrypt_fail",
                "a pending authorization does not open for this session"
            );
        }
        Ok(pending)
    }
}

impl SealedPending {
    /// Takes one of the session's places. They are counted apart from what waits, which may rest on
    /// another server of a cluster (assurance T61).
    async fn enter(&self, binding: &SessionBinding, key: &str) -> Result<(), SaveError> {
        let room = keys::waiting_room(binding);
        let entry = self
            .backend
            .enter(&room, key, MAX_PENDING_PER_SESSION, PENDING_LIFETIME);
        match entry.await? {
            Entry::Entered => Ok(()),
            Entry::Full(retry_after) => Err(SaveError::TooMany { retry_after }),
        }
    }

    /// Gives the place back. Where that fails it is free in ten minutes; nobody need hear of it.
    async fn leave(&self, binding: &SessionBinding, key: &str) {
        if let Err(error) = self.backend.leave(&keys::waiting_room(binding), key).await {
            let cause = std::error::Error::source(&error);
            tracing::warn!(cause, "a place of a session is not free yet");
        }
    }

    fn open(&self, place: Place<'_>, sealed: &[u8]) -> Option<PendingAuthorization> {
        let opened = self.sealer.open(place, sealed).ok()?;
        codec::pending::decode(opened.provider?, &opened.plaintext)
    }
}
