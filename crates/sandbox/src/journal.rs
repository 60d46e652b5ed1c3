//! What was asked of the sandbox, in order, without any secret.

mod entry;

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

pub use entry::JournalEntry;

/// Older entries are forgotten beyond this many, so that a load test does not fill the memory.
const CAPACITY: usize = 100_000;

/// The entries and whoever waits for them.
#[derive(Debug)]
pub(crate) struct Journal {
    entries: Mutex<Entries>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Entries {
    /// The number of the first entry in `kept`.
    first: u64,
    kept: VecDeque<JournalEntry>,
}

/// Names one entry until the journal is cleared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryNumber(u64);

impl Journal {
    pub(crate) fn new() -> Self {
        Self {
            entries: Mutex::default(),
            changed: watch::Sender::new(()),
        }
    }

    /// Adds a request at its arrival.
    pub(crate) fn open(&self, entry: JournalEntry) -> EntryNumber {
        let mut entries = self.lock();
        if entries.kept.len() == CAPACITY {
            entries.kept.pop_front();
            entries.first += 1;
        }
        let number = entries.first + entries.kept.len() as u64;
        entries.kept.push_back(entry);
        drop(entries);
        self.changed.send_replace(());
        EntryNumber(number)
    }

    /// Completes an entry; one that was cleared meanwhile stays cleared.
    pub(crate) fn amend(&self, EntryNumber(number): EntryNumber, amend: impl FnOnce(&mut JournalEntry)) {
        let mut entries = self.lock();
        let index = number
            .checked_sub(entries.first)
            .and_then(|index| usize::try_from(index).ok());
        if let Some(entry) = index.and_then(|index| entries.kept.get_mut(index)) {
            amend(entry);
        }
        drop(entries);
        self.changed.send_replace(());
    }

    /// Every entry, oldest first.
    pub(crate) fn entries(&self) -> Vec<JournalEntry> {
        self.lock().kept.iter().cloned().collect()
    }

    /// Forgets all entries.
    pub(crate) fn clear(&self) {
        let mut entries = self.lock();
        entries.first += entries.kept.len() as u64;
        entries.kept.clear();
    }

    /// Waits until the entries satisfy a condition.
    pub(crate) async fn until(&self, condition: impl Fn(&[JournalEntry]) -> bool) -> Vec<JournalEntry> {
        let mut changes = self.changed.subscribe();
        loop {
            let entries = self.entries();
            // The sender lives in `self`, so waiting for it cannot fail.
            if condition(&entries) || changes.changed().await.is_err() {
                return entries;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::*;
    use crate::fields::Fields;

    fn entry(uri: &str) -> JournalEntry {
        JournalEntry::of(
            &Method::GET,
            &uri.parse().unwrap(),
            &Fields::parse(b"client_secret=hush"),
        )
    }

    #[test]
    fn a_cleared_entry_is_not_amended_in_place_of_its_successor() {
        let journal = Journal::new();
        let old = journal.open(entry("/old"));
        journal.clear();
        journal.open(entry("/new"));

        journal.amend(old, |entry| entry.status = Some(500));

        assert_eq!(journal.entries()[0].status, None);
    }

    #[tokio::test]
    async fn whoever_waits_is_told_of_a_new_entry() {
        let journal = Journal::new();
        let waiting = journal.until(|entries| !entries.is_empty());
        let arriving = async { journal.open(entry("/new")) };

        let both = async { tokio::join!(waiting, arriving).0 };
        let told = tokio::time::timeout(std::time::Duration::from_secs(5), both)
            .await
            .unwrap();

        assert_eq!(told.len(), 1);
    }
}
