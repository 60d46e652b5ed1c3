//! Counts all connections of all principals by their state.

use integrations::{StoreError, vault::Census};
use model::ConnectionStatus;

use super::SealedVault;
use crate::{keys::Resting, walk};

/// Opens each connection once.
pub(super) async fn census(vault: &SealedVault) -> Result<Census, StoreError> {
    let mut census = Census::default();
    for resting in walk::all(&*vault.backend).await? {
        let Resting::Connection { principal, id, key } = &resting else {
            continue;
        };
        let Some(sealed) = vault.backend.get(key).await? else {
            continue;
        };
        match vault
            .open(principal, id, &sealed)
            .map(|stored| stored.connection.status)
        {
            Some(ConnectionStatus::Connected) => census.connected += 1,
            Some(ConnectionStatus::ReconnectNeeded) => census.reconnect_needed += 1,
            None => census.unreadable += 1,
        }
    }
    Ok(census)
}
