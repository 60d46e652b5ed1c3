//! A damaged record is shown as unreadable, stays, and can be replaced or removed.

use std::time::Duration;

use testkit::{builders, clock::ManualClock};

use super::*;
use crate::{Keyring, backend::embedded::Embedded};

fn vault() -> SealedVault {
    let backend = Embedded::in_memory(Arc::new(ManualClock::default())).unwrap();
    SealedVault {
        backend: Arc::new(backend),
        sealer: Sealer::new(Keyring::draw()),
    }
}

/// A vault with one connection whose bytes were changed.
async fn damaged(change: impl FnOnce(&mut Vec<u8>)) -> (SealedVault, Connection) {
    let (vault, connection) = (vault(), builders::connection());
    vault.save(&builders::principal(), &connection).await.unwrap();
    let key = RecordKey::connection(&builders::principal(), &connection.id).key();
    let mut sealed = vault.backend.get(&key).await.unwrap().unwrap();
    change(&mut sealed);
    vault.backend.put(&key, &sealed, Duration::from_mins(1)).await.unwrap();
    (vault, connection)
}

async fn shown_provider(vault: &SealedVault, id: &ConnectionId) -> ProviderId {
    let entry = vault.load(&builders::principal(), id).await.unwrap();
    let Some(VaultEntry::Unreadable { provider, id: shown }) = entry else {
        panic!("it opened, or is gone");
    };
    assert_eq!(shown, *id);
    assert_eq!(vault.list(&builders::principal()).await.unwrap().len(), 1);
    provider
}

#[tokio::test]
async fn a_damaged_secret_keeps_its_label() {
    let (vault, connection) = damaged(|sealed| *sealed.last_mut().unwrap() ^= 1).await;
    assert_eq!(shown_provider(&vault, &connection.id).await, connection.provider);
}

#[tokio::test]
async fn a_damaged_label_is_shown_as_unknown() {
    for length in [0, 10, 20, 30, 50] {
        let (vault, connection) = damaged(|sealed| sealed.truncate(length)).await;
        assert_eq!(shown_provider(&vault, &connection.id).await.as_str(), "unknown");
    }
}

#[tokio::test]
async fn a_damaged_record_can_be_replaced_however_little_is_left() {
    for length in [0, 10, 20, 30, 60] {
        let (vault, connection) = damaged(|sealed| sealed.truncate(length)).await;
        vault.save(&builders::principal(), &connection).await.unwrap();
        let entry = vault.load(&builders::principal(), &connection.id).await.unwrap();
        assert!(matches!(entry, Some(VaultEntry::Open(_))), "{length} bytes");
    }
}

#[tokio::test]
async fn a_damaged_record_can_be_removed() {
    let (vault, connection) = damaged(Vec::clear).await;
    assert!(vault.delete(&builders::principal(), &connection.id).await.unwrap());
    assert!(
        vault
            .load(&builders::principal(), &connection.id)
            .await
            .unwrap()
            .is_none()
    );
}
