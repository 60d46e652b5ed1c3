//! A snapshot: all records of one kind of one connection, in memory, ready to be searched, sorted and filtered.
//!
//! It does no I/O and knows no time. Whoever holds it reads the provider and puts in what came.
//!
//! Records are kept in columns, each in the way that takes least room. A record that changes gets a new
//! row and keeps its place in the sequence, so that an [`Arrangement`] of before can still be read; rows
//! that nobody needs are given back when they are more than a quarter and nobody holds an arrangement.

mod answers;
mod arrangement;
mod bits;
mod columns;
mod field;
mod filters;
mod fold;
mod folders;
mod ids;
mod letters;
mod moments;
mod orders;
mod rare;
mod reading;
mod records;
mod search;
mod sequence;
mod tree;

use std::{collections::BTreeMap, fmt, sync::Arc};

use jiff::Timestamp;
use model::{
    IntegrationItem,
    list::{ColumnType, View},
};

pub use arrangement::Arrangement;

use crate::{answers::Answers, ids::Ids, records::Records, sequence::Sequence, tree::Grown};

/// All records of one kind.
#[derive(Default)]
pub struct Snapshot {
    types: BTreeMap<String, ColumnType>,
    records: Records,
    sequence: Sequence,
    ids: Ids,
    answers: Answers,
    grown: Grown,
    hold: Arc<()>,
    version: u64,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Snapshot");
        shown.field("len", &self.len()).field("version", &self.version);
        shown.finish_non_exhaustive()
    }
}

/// A length as a number of rows. More rows than fit would take more memory than there is.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Snapshot {
    /// Says what the values of properties are: those of a type that is not told are text.
    pub fn set_types(&mut self, types: BTreeMap<String, ColumnType>) {
        self.records.set_types(&types);
        self.types = types;
        self.changed();
    }

    /// Puts records in: new ones at the end, known ones (by their id) in their place, over what was there.
    pub fn upsert(&mut self, items: impl IntoIterator<Item = IntegrationItem>) {
        let mut is_changed = false;
        for item in items {
            let known = self.ids.row(&item.id, &self.records);
            if let Some(row) = known {
                self.sequence.meet(row);
                if self.records.item(row) == item {
                    continue;
                }
            }
            self.put(&item, known);
            is_changed = true;
        }
        if is_changed {
            self.changed();
        }
    }

    fn put(&mut self, item: &IntegrationItem, known: Option<u32>) {
        let row = self.records.push(item, &self.types);
        match known {
            Some(from) => self.sequence.move_to(from, row),
            None => self.sequence.append(row),
        }
        self.ids.put(row, &self.records);
    }

    /// Adds the properties of these records to those that are here already; records that are not here
    /// stay away.
    pub fn supplement(&mut self, items: impl IntoIterator<Item = IntegrationItem>) {
        let mut is_changed = false;
        for item in items {
            if let Some(row) = self.ids.row(&item.id, &self.records) {
                is_changed |= self.add(row, item.properties);
            }
        }
        if is_changed {
            self.changed();
        }
    }

    /// Fills gaps where they are; only a row with another value is replaced.
    fn add(&mut self, row: u32, properties: BTreeMap<String, String>) -> bool {
        let is_other = |(name, value): (&String, &String)| {
            let known = self.records.property(row, name);
            known.is_some_and(|known| known != value.as_str())
        };
        if properties.iter().any(is_other) {
            let mut item = self.records.item(row);
            item.properties.extend(properties);
            self.put(&item, Some(row));
            return true;
        }
        let mut is_changed = false;
        for (name, value) in &properties {
            if self.records.property(row, name).is_none() {
                self.records.put_property(row, name, value, &self.types);
                is_changed = true;
            }
        }
        is_changed
    }

    /// Takes records out.
    pub fn remove<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) {
        let rows = ids.into_iter().filter_map(|id| self.ids.row(id, &self.records));
        let rows: Vec<u32> = rows.collect();
        self.take_out(&rows);
    }

    fn take_out(&mut self, rows: &[u32]) {
        let before = self.len();
        for row in rows {
            if self.ids.remove(*row, &self.records) {
                self.sequence.remove(*row);
            }
        }
        if self.len() < before {
            self.changed();
        }
    }

    /// Begins to look which records are still there: [`Self::end_sweep`] takes out those that were not
    /// put in since.
    pub fn begin_sweep(&mut self) {
        self.sequence.begin_sweep();
    }

    /// Takes out what was not put in since the sweep began, and says how many that were.
    pub fn end_sweep(&mut self) -> usize {
        let rows = self.sequence.end_sweep();
        self.take_out(&rows);
        rows.len()
    }

    fn changed(&mut self) {
        self.version += 1;
        self.answers.forget();
        self.grown.forget();
        self.compact();
    }

    /// Gives rows back that nobody needs, unless somebody holds an arrangement: it would show others.
    fn compact(&mut self) {
        let is_held = Arc::strong_count(&self.hold) > 1;
        if is_held || self.sequence.dead() * 4 <= self.records.len() as usize {
            return;
        }
        let rows: Vec<u32> = self.sequence.rows().collect();
        self.records = self.records.gather(&rows);
        self.sequence.close_ranks();
        self.ids = Ids::of_all(&self.records);
    }

    /// Readies it for questions once nothing more is expected: gives memory back, sorts ahead.
    pub fn settle(&mut self) {
        self.answers.forget();
        self.grown.forget();
        self.compact();
        self.records.shrink();
        self.sequence.shrink();
        self.ids.shrink(&self.records);
        self.records.rank();
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sequence.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Counts changes. What changes nothing is not counted.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// How much memory it takes, in bytes: what it has asked for, used or not.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.records.memory() + self.sequence.memory() + self.ids.memory() + self.answers.memory()
    }

    /// Whether there is a record of that id.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.ids.row(id, &self.records).is_some()
    }

    /// When the record of that id last changed, if there is one and that is known.
    #[must_use]
    pub fn modified(&self, id: &str) -> Option<Timestamp> {
        let row = self.ids.row(id, &self.records)?;
        self.records.item(row).last_modified_time
    }

    /// Which rows match the view's search and filters, in the order of its sort.
    ///
    /// Letters are compared whatever their case and accents; every word of a search must occur in the
    /// name, the id or a property. An empty text is no value. What a column's type cannot read stands
    /// behind what it can, and rows without a value stand last either way.
    #[must_use]
    pub fn arrange(&self, view: &View) -> Arrangement {
        Arrangement {
            rows: arrangement::arrange(&self.records, &self.sequence, &self.answers, view),
            _hold: Arc::clone(&self.hold),
        }
    }
}

#[cfg(test)]
mod tests;
