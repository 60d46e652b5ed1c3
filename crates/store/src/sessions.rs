//! Sessions: found by the digest of the cookie, for half a year after they were last saved.

use std::sync::Arc;

use async_trait::async_trait;
use integrations::{Session, SessionId, Sessions, StoreError, session::SESSION_LIFETIME};

use crate::{
    backend::Backend,
    codec, keys,
    sealing::{Place, Purpose, Sealer},
};

/// Sessions on any backend.
pub(crate) struct SealedSessions {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) sealer: Sealer,
}

/// Where a session belongs.
pub(crate) fn place(key: &str) -> Place<'_> {
    Place {
        purpose: Purpose::Session,
        owner: None,
        key,
        binding: None,
    }
}

#[async_trait]
impl Sessions for SealedSessions {
    async fn save(&self, id: &SessionId, session: &Session) -> Result<(), StoreError> {
        let key = keys::session(id);
        let record = codec::session::encode(session);
        let sealed = self.sealer.seal(place(&key), None, 0, &record);
        self.backend.put(&key, &sealed, SESSION_LIFETIME).await
    }

    async fn load(&self, id: &SessionId) -> Result<Option<Session>, StoreError> {
        let key = keys::session(id);
        let Some(sealed) = self.backend.get(&key).await? else {
            return Ok(None);
        };
        let session = self.open(&key, &sealed);
        if session.is_none() {
            Purpose::Session.count_unreadable();
            tracing::warn!(target: "audit", event = "crypt_decrypt_fail", "a session does not open");
        }
        Ok(session)
    }
}

impl SealedSessions {
    fn open(&self, key: &str, sealed: &[u8]) -> Option<Session> {
        let opened = self.sealer.open(place(key), sealed).ok()?;
        codec::session::decode(&opened.plaintext)
    }
}

#[cfg(test)]
mod tests;
