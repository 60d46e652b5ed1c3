//! The vault: a principal's connections, each write counted, nobody else's in sight.

use std::sync::Arc;

use async_trait::async_trait;
use integrations::{
    Census, Connection, Generation, PingError, Principal, StoreError, Stored, Vault, VaultEntry,
    vault::CONNECTION_LIFETIME,
};
use model::{ConnectionId, ProviderId};

use crate::{
    backend::Backend,
    codec, key_check,
    keys::{Owner, RecordKey},
    sealing::{
        Place, Purpose, Sealer,
        header::{Header, next_generation, stamp},
    },
};

mod census;

/// How often a save begins anew because another writer was quicker. Each lost round is another's success.
const ROUNDS: usize = 100;

/// What an unreadable record is shown as when its label is damaged as well.
const UNKNOWN_PROVIDER: &str = "unknown";

/// So many other writers were quicker that something must be wrong.
#[derive(Debug, thiserror::Error)]
#[error("a connection is written to without end")]
struct Contended;

/// A vault on any backend.
pub(crate) struct SealedVault {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) sealer: Sealer,
}

/// Where a connection of the principal belongs.
pub(crate) fn place<'a>(principal: &'a Principal, key: &'a str) -> Place<'a> {
    Place {
        purpose: Purpose::Connection,
        owner: Some(principal),
        key,
        binding: None,
    }
}

#[async_trait]
impl Vault for SealedVault {
    async fn save(&self, principal: &Principal, connection: &Connection) -> Result<Generation, StoreError> {
        let key = RecordKey::connection(principal, &connection.id).key();
        for _ in 0..ROUNDS {
            let current = self.backend.get(&key).await?;
            let next = next_generation(current.as_deref());
            if self
                .write(principal, connection, current.as_deref().map(stamp), next)
                .await?
            {
                return Ok(Generation(next));
            }
        }
        Err(StoreError::new(Contended))
    }

    async fn update(
        &self,
        principal: &Principal,
        connection: &Connection,
        expected: Generation,
    ) -> Result<Option<Generation>, StoreError> {
        let next = expected.0.wrapping_add(1);
        let expected = expected.0.to_be_bytes();
        let done = self.write(principal, connection, Some(&expected), next).await?;
        Ok(done.then_some(Generation(next)))
    }

    async fn load(&self, principal: &Principal, id: &ConnectionId) -> Result<Option<VaultEntry>, StoreError> {
        let sealed = self.backend.get(&RecordKey::connection(principal, id).key()).await?;
        Ok(sealed.map(|sealed| self.entry(principal, id.clone(), &sealed)))
    }

    async fn list(&self, principal: &Principal) -> Result<Vec<VaultEntry>, StoreError> {
        let records = self.backend.list(&Owner::of(principal)).await?;
        let entry = |(name, sealed): (String, Vec<u8>)| {
            let id = ConnectionId::new(name).ok()?;
            Some(self.entry(principal, id, &sealed))
        };
        Ok(records.into_iter().filter_map(entry).collect())
    }

    async fn delete(&self, principal: &Principal, id: &ConnectionId) -> Result<bool, StoreError> {
        self.backend.delete(&RecordKey::connection(principal, id)).await
    }

    async fn census(&self) -> Result<Census, StoreError> {
        census::census(self).await
    }

    async fn ping(&self) -> Result<(), PingError> {
        key_check::check(&*self.backend, &self.sealer).await
    }
}

impl SealedVault {
    /// Writes if the record's stamp still is `expected`. Says whether it did.
    async fn write(
        &self,
        principal: &Principal,
        connection: &Connection,
        expected: Option<&[u8]>,
        generation: u64,
    ) -> Result<bool, StoreError> {
        let record = RecordKey::connection(principal, &connection.id);
        let plaintext = codec::connection::encode(connection);
        let key = record.key();
        let place = place(principal, &key);
        let sealed = self
            .sealer
            .seal(place, Some(&connection.provider), generation, &plaintext);
        self.backend.swap(&record, expected, &sealed, CONNECTION_LIFETIME).await
    }

    fn entry(&self, principal: &Principal, id: ConnectionId, sealed: &[u8]) -> VaultEntry {
        if let Some(stored) = self.open(principal, &id, sealed) {
            return VaultEntry::Open(Box::new(stored));
        }
        Purpose::Connection.count_unreadable();
        tracing::warn!(target: "audit", event = "crypt_decrypt_fail", connection = %id, "a connection does not open");
        let label = Header::read(sealed).and_then(|header| header.provider());
        #[expect(clippy::expect_used, reason = "the constant is a provider id")]
        let provider = label.unwrap_or_else(|| ProviderId::new(UNKNOWN_PROVIDER).expect("a provider id"));
        VaultEntry::Unreadable { id, provider }
    }

    fn open(&self, principal: &Principal, id: &ConnectionId, sealed: &[u8]) -> Option<Stored> {
        let key = RecordKey::connection(principal, id).key();
        let opened = self.sealer.open(place(principal, &key), sealed).ok()?;
        Some(Stored {
            connection: codec::connection::decode(id.clone(), opened.provider?, &opened.plaintext)?,
            generation: Generation(opened.generation),
        })
    }
}

#[cfg(test)]
mod tests;
