//! The spool: connections that the store would not take, each sealed in a file of its own, on this machine.
//!
//! A file is written beside its place, brought to the disk, and moved there: after a crash at any
//! moment there is the old one, the new one or none, and never half of one (assurance R05).

use std::{
    collections::HashSet,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use integrations::{Connection, Principal, Spool, Spooled, StoreError};
use model::ConnectionId;
use sha2::{Digest as _, Sha256};
use tokio::{sync::Mutex as AsyncMutex, task::spawn_blocking};

mod folder;

use self::folder::Folder;
use crate::{
    codec,
    sealing::{Place, Purpose, Sealer},
};

/// Why there is no spool.
#[derive(Debug, thiserror::Error)]
#[error("the spool's folder cannot be made")]
pub struct SpoolError(#[from] std::io::Error);

/// A spool in a folder that only this process uses.
pub(crate) struct SealedSpool {
    folder: Arc<Folder>,
    sealer: Sealer,
    /// One at a time: what is removed must be what was listed.
    turn: AsyncMutex<()>,
    /// The files that were complained of.
    unreadable: Mutex<HashSet<String>>,
}

fn place(file: &str) -> Place<'_> {
    Place {
        purpose: Purpose::Spool,
        owner: None,
        key: file,
        binding: None,
    }
}

/// What the file of a connection is called. It shows neither whose it is nor which.
fn file_of(principal: &Principal, id: &ConnectionId) -> String {
    let mut digest = Sha256::new();
    for part in [&principal.organisation, &principal.user, id.as_str()] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    URL_SAFE_NO_PAD.encode(digest.finalize())
}

/// Names one version of a file: a later one of the same connection has another name.
fn version_of(file: &str, sealed: &[u8]) -> String {
    format!("{file}.{}", URL_SAFE_NO_PAD.encode(Sha256::digest(sealed)))
}

impl SealedSpool {
    /// A spool in that folder, which is made where there is none.
    pub(crate) fn new(folder: &Path, sealer: Sealer) -> Result<Self, SpoolError> {
        Ok(Self {
            folder: Arc::new(Folder::made(folder)?),
            sealer,
            turn: AsyncMutex::default(),
            unreadable: Mutex::default(),
        })
    }

    /// Works on the folder, off the runtime: disks are slow.
    async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Folder) -> std::io::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let folder = Arc::clone(&self.folder);
        spawn_blocking(move || work(&folder))
            .await
            .map_err(StoreError::new)?
            .map_err(StoreError::new)
    }

    fn open(&self, file: &str, sealed: &[u8]) -> Option<Spooled> {
        let opened = self.sealer.open(place(file), sealed).ok()?;
        let (principal, connection) = codec::spooled::decode(opened.provider?, &opened.plaintext)?;
        Some(Spooled {
            name: version_of(file, sealed),
            principal,
            connection,
        })
    }

    /// Says once that a file does not open: a spool is listed again and again.
    fn complain(&self, file: &str) {
        let mut unreadable = self.unreadable.lock().unwrap_or_else(PoisonError::into_inner);
        if unreadable.insert(file.to_owned()) {
            Purpose::Spool.count_unreadable();
            tracing::warn!(target: "audit", event = "crypt_decrypt_fail", file, "a spooled connection does not open");
        }
    }
}

#[async_trait]
impl Spool for SealedSpool {
    async fn keep(&self, principal: &Principal, connection: &Connection) -> Result<(), StoreError> {
        let file = file_of(principal, &connection.id);
        let record = codec::spooled::encode(principal, connection);
        let sealed = self.sealer.seal(place(&file), Some(&connection.provider), 0, &record);
        let _turn = self.turn.lock().await;
        self.on_disk(move |folder| folder.write(&file, &sealed)).await
    }

    async fn list(&self) -> Result<Vec<Spooled>, StoreError> {
        let files = {
            let _turn = self.turn.lock().await;
            self.on_disk(Folder::read_all).await?
        };
        let mut spooled = Vec::new();
        for (file, sealed) in files {
            match self.open(&file, &sealed) {
                Some(one) => spooled.push(one),
                None => self.complain(&file),
            }
        }
        Ok(spooled)
    }

    async fn remove(&self, spooled: &Spooled) -> Result<(), StoreError> {
        let (file, version) = (
            file_of(&spooled.principal, &spooled.connection.id),
            spooled.name.clone(),
        );
        let _turn = self.turn.lock().await;
        self.on_disk(move |folder| folder.remove_if(&file, |sealed| version_of(&file, sealed) == version))
            .await
    }
}

#[cfg(test)]
mod tests;
