//! What only a store in a file must do: survive, stay private, refuse a second process.

use std::{
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use integrations::{SessionId, VaultEntry, secret::State};
use store::{Keyring, Location, OpenError, Store, open};
use tempfile::TempDir;
use testkit::{builders, clock::ManualClock};

use crate::subject::at;

fn scratch() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    (folder, path)
}

fn reopened(path: &Path, keys: &str) -> Store {
    let location = format!("file:{}", path.display());
    at(&location, Keyring::parse(keys).unwrap(), ManualClock::default())
}

#[tokio::test]
async fn what_was_saved_survives_a_restart() {
    let (_folder, path) = scratch();
    let keys = Keyring::draw_entry("k1");
    let (state, id, session) = (State::draw(), SessionId::draw(), builders::session());
    let connection = builders::connection();

    let before = reopened(&path, &keys);
    before
        .pending
        .save(&session.binding, &state, &builders::pending())
        .await
        .unwrap();
    before.sessions.save(&id, &session).await.unwrap();
    before.vault.save(&session.principal, &connection).await.unwrap();
    drop(before);

    let after = reopened(&path, &keys);
    assert!(after.pending.take(&session.binding, &state).await.unwrap().is_some());
    assert!(after.sessions.load(&id).await.unwrap().is_some());
    let entry = after.vault.load(&session.principal, &connection.id).await.unwrap();
    assert!(matches!(entry, Some(VaultEntry::Open(_))));
}

#[tokio::test]
async fn a_file_that_is_in_use_is_refused_by_that_name() {
    let (_folder, path) = scratch();
    let _first = reopened(&path, &Keyring::draw_entry("k1"));
    let location = Location::parse(&format!("file:{}", path.display())).unwrap();
    let second = open(location, Keyring::draw(), Arc::new(ManualClock::default()));
    assert!(matches!(second.err(), Some(OpenError::InUse)));
}

#[test]
fn nobody_but_its_owner_may_read_the_file() {
    let (_folder, path) = scratch();
    let _store = reopened(&path, &Keyring::draw_entry("k1"));
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_file_of_another_kind_is_left_alone() {
    let (_folder, path) = scratch();
    let text = "precious ".repeat(1000);
    std::fs::write(&path, &text).unwrap();
    let location = Location::parse(&format!("file:{}", path.display())).unwrap();
    let opened = open(location, Keyring::draw(), Arc::new(ManualClock::default()));
    assert!(matches!(opened.err(), Some(OpenError::File(_))));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_folder_that_does_not_exist_is_an_error() {
    let location = Location::parse("file:/no/such/folder/store.redb").unwrap();
    let opened = open(location, Keyring::draw(), Arc::new(ManualClock::default()));
    assert!(matches!(opened.err(), Some(OpenError::File(_))));
}
