//! Pending authorizations: kept for ten minutes, taken once, opened only for the browser that began.

use std::sync::Arc;

use async_trait::async_trait;
use integrations::{
    PendingAuthorization, PendingAuthorizations, SaveError, StoreError, pending::PENDING_LIFETIME, secret::State,
    session::SessionBinding,
};

use crate::{
    backend::Backend,
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
        Ok(self.backend.put(&key, &sealed, PENDING_LIFETIME).await?)
    }

    async fn take(&self, binding: &SessionBinding, state: &State) -> Result<Option<PendingAuthorization>, StoreError> {
        let key = keys::pending(state);
        let Some(sealed) = self.backend.take(&key).await? else {
            return Ok(None);
        };
        let pending = self.open(place(binding, &key), &sealed);
        if pending.is_none() {
            tracing::warn!(
                event = "crypt_decrypt_fail",
                "a pending authorization does not open for this session"
            );
        }
        Ok(pending)
    }
}

impl SealedPending {
    fn open(&self, place: Place<'_>, sealed: &[u8]) -> Option<PendingAuthorization> {
        let opened = self.sealer.open(place, sealed).ok()?;
        codec::pending::decode(opened.provider?, &opened.plaintext)
    }
}
