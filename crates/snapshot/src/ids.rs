//! An index from the ids of records to their rows, which holds no id itself.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable, hash_table::OccupiedEntry};

use crate::records::Records;

/// The row of each record by its id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    rows: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Ids {
    /// The row of that record.
    pub(crate) fn row(&self, id: &str, records: &Records) -> Option<u32> {
        let hash = self.hasher.hash_one(id);
        self.rows.find(hash, |row| records.id(*row) == id).copied()
    }

    /// The record in that row is new, or has moved there.
    pub(crate) fn put(&mut self, row: u32, records: &Records) {
        let id = records.id(row);
        let hash = self.hasher.hash_one(id);
        if let Some(known) = self.rows.find_mut(hash, |known| records.id(*known) == id) {
            *known = row;
            return;
        }
        let hasher = &self.hasher;
        let rehash = |row: &u32| hasher.hash_one(records.id(*row));
        self.rows.insert_unique(hash, row, rehash);
    }

    /// The record in that row is gone. Says whether it was there.
    pub(crate) fn remove(&mut self, row: u32, records: &Records) -> bool {
        let hash = self.hasher.hash_one(records.id(row));
        let entry = self.rows.find_entry(hash, |known| *known == row);
        entry.map(OccupiedEntry::remove).is_ok()
    }

    /// An index of all rows.
    pub(crate) fn of_all(records: &Records) -> Self {
        let mut ids = Self::default();
        (0..records.len()).for_each(|row| ids.put(row, records));
        ids
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self, records: &Records) {
        let hasher = &self.hasher;
        self.rows.shrink_to_fit(|row| hasher.hash_one(records.id(*row)));
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        self.rows.allocation_size()
    }
}
