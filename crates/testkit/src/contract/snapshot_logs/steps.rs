//! What a claim about logs does with a store, each step of which works.

use futures::{StreamExt as _, stream};
use integrations::snapshot_log::{ListName, LogId};

use super::{Store, list, log};

/// How many entries are written side by side: a store's deadlines are for calm waters.
const WRITTEN_AT_ONCE: usize = 16;

/// That log is the current one from now on.
pub(super) async fn begin(store: Store<'_>, list: &ListName, log: &LogId) {
    store.begin(list, log).await.expect("beginning works");
}

/// Whether the entry was written.
pub(super) async fn append(store: Store<'_>, list: &ListName, log: &LogId, index: u32, entry: &[u8]) -> bool {
    let appended = store.append(list, log, index, entry).await;
    appended.expect("appending works")
}

/// Which log is current.
pub(super) async fn current(store: Store<'_>, list: &ListName) -> Option<LogId> {
    store.current(list).await.expect("asking works")
}

/// That entry.
pub(super) async fn read(store: Store<'_>, list: &ListName, log: &LogId, index: u32) -> Option<Vec<u8>> {
    store.read(list, log, index).await.expect("reading works")
}

/// So many of its entries live on.
pub(super) async fn keep(store: Store<'_>, list: &ListName, log: &LogId, length: u32) {
    store.keep(list, log, length).await.expect("keeping works");
}

/// No log is left.
pub(super) async fn forget(store: Store<'_>, list: &ListName) {
    store.forget(list).await.expect("forgetting works");
}

/// A list with a log `a` that has so many entries, each its index.
pub(super) async fn filled(store: Store<'_>, length: u32) -> (ListName, LogId) {
    let (list, log) = (list(), log("a"));
    begin(store, &list, &log).await;
    let entries = stream::iter(0..length).map(async |index| {
        let entry = index.to_be_bytes();
        assert!(append(store, &list, &log, index, &entry).await);
    });
    entries.buffer_unordered(WRITTEN_AT_ONCE).collect::<Vec<()>>().await;
    (list, log)
}

/// How many of the first entries are there.
pub(super) async fn count(store: Store<'_>, list: &ListName, log: &LogId, length: u32) -> u32 {
    let found = stream::iter(0..length).map(async |index| {
        let entry = read(store, list, log, index).await;
        if let Some(entry) = &entry {
            assert_eq!(entry[..], index.to_be_bytes(), "entry {index}");
        }
        u32::from(entry.is_some())
    });
    found
        .buffer_unordered(WRITTEN_AT_ONCE)
        .fold(0, async |sum, one| sum + one)
        .await
}
