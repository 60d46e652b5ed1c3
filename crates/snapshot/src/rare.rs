//! What few records have, kept beside the columns.

use std::collections::HashMap;

use jiff::Timestamp;
use model::IntegrationItem;

/// The fields that few records have, of those that have any.
#[derive(Clone, Debug, Default)]
pub(crate) struct RareFields {
    rows: HashMap<u32, Box<Rare>>,
    bytes: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Rare {
    children: Vec<String>,
    mime_type: Option<String>,
    delta: Option<String>,
    drive_id: Option<String>,
    /// Times that are more exact than a millisecond.
    created: Option<Timestamp>,
    modified: Option<Timestamp>,
}

fn finer(time: Option<Timestamp>) -> Option<Timestamp> {
    time.filter(|time| time.subsec_nanosecond() % 1_000_000 != 0)
}

impl Rare {
    fn of(item: &IntegrationItem) -> Self {
        Self {
            children: item.children.clone(),
            mime_type: item.mime_type.clone(),
            delta: item.delta.clone(),
            drive_id: item.drive_id.clone(),
            created: finer(item.creation_time),
            modified: finer(item.last_modified_time),
        }
    }

    fn memory(&self) -> usize {
        let texts = [&self.mime_type, &self.delta, &self.drive_id];
        let own: usize = texts.into_iter().flatten().map(String::capacity).sum();
        let children: usize = self.children.iter().map(|id| size_of::<String>() + id.capacity()).sum();
        size_of::<Self>() + own + children
    }
}

impl RareFields {
    /// Keeps what is rare of the item of a row.
    pub(crate) fn put(&mut self, row: u32, item: &IntegrationItem) {
        let rare = Rare::of(item);
        if rare != Rare::default() {
            self.insert(row, rare);
        }
    }

    fn insert(&mut self, row: u32, rare: Rare) {
        self.bytes += rare.memory();
        self.rows.insert(row, Box::new(rare));
    }

    /// Gives the item of a row back what was rare of it.
    pub(crate) fn fill(&self, row: u32, item: &mut IntegrationItem) {
        let Some(rare) = self.rows.get(&row).map(|rare| Rare::clone(rare)) else {
            return;
        };
        item.children = rare.children;
        item.mime_type = rare.mime_type;
        item.delta = rare.delta;
        item.drive_id = rare.drive_id;
        item.creation_time = rare.created.or(item.creation_time);
        item.last_modified_time = rare.modified.or(item.last_modified_time);
    }

    /// The exact times of a row, where a millisecond is not exact enough: made, last changed.
    pub(crate) fn times(&self, row: u32) -> (Option<Timestamp>, Option<Timestamp>) {
        let rare = self.rows.get(&row);
        rare.map_or((None, None), |rare| (rare.created, rare.modified))
    }

    /// The same of these rows only, numbered anew in this order.
    pub(crate) fn gather(&self, rows: &[u32]) -> Self {
        let mut kept = Self::default();
        for (to, from) in (0..).zip(rows) {
            if let Some(rare) = self.rows.get(from) {
                kept.insert(to, Rare::clone(rare));
            }
        }
        kept
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        self.bytes + self.rows.capacity() * (size_of::<(u32, Box<Rare>)>() + 1)
    }
}
