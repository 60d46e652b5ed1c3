//! How far the reading of a list is: the sum of its entries, and therefore the same on all instances.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{IntegrationItem, PageCursor};
use snapshot::Snapshot;

use super::entry::Entry;

/// How many properties by name are taken note of; a provider's usual ones are far fewer.
const MOST_SEEN: usize = 512;

/// How far the reading is.
#[derive(Debug, Default)]
pub(super) struct Course {
    pub(super) stage: Stage,
    /// Properties that are read beyond the usual ones.
    pub(super) extra: BTreeSet<String>,
    /// Properties that came without being asked for by name.
    pub(super) seen: BTreeSet<String>,
    /// When the last reading of all pages began.
    pub(super) read_at: Option<Timestamp>,
    /// When the list was last as the provider had it.
    pub(super) as_of: Option<Timestamp>,
    /// Whether the provider counts another number of records, and nobody knows why yet.
    pub(super) doubtful: bool,
    /// How many records have come since the present reading of pages began.
    pub(super) passed: u64,
    /// How many entries there were since the last page.
    pub(super) tail: u32,
    sweeping: bool,
}

/// What is to be done next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing has begun.
    #[default]
    Blank,
    /// The page at this cursor is to be read.
    Pages(Option<PageCursor>),
    /// All pages came; what changed meanwhile is to be looked up.
    CatchingUp,
    /// The page at this cursor is to be read once more, for these properties.
    Supplement(BTreeSet<String>, Option<PageCursor>),
    /// All is here, and is to be kept true.
    Kept,
}

impl Course {
    /// Puts the entry into the snapshot, and comes one step further.
    pub(super) fn apply(&mut self, entry: Entry, snapshot: &mut Snapshot) {
        self.tail += 1;
        match entry {
            Entry::Begin { at, extra, .. } => self.begin(at, extra, snapshot),
            Entry::Supplement { properties } => {
                self.extra.extend(properties.iter().cloned());
                self.passed = 0;
                self.stage = Stage::Supplement(properties, None);
            }
            Entry::Page { items, next } => self.take_page(items, next, snapshot),
            Entry::Changed { changed, removed } => {
                snapshot.upsert(changed);
                if !removed.is_empty() {
                    snapshot.remove(removed.iter().map(String::as_str));
                }
            }
            Entry::Fresh { as_of, doubtful, .. } => {
                self.as_of = as_of;
                self.doubtful = doubtful;
                if self.stage == Stage::CatchingUp {
                    self.stage = Stage::Kept;
                }
            }
        }
    }

    /// Forgets how far the reading was; what is here stays until another one has ended.
    pub(super) fn forget(&mut self) {
        *self = Self {
            extra: std::mem::take(&mut self.extra),
            seen: std::mem::take(&mut self.seen),
            as_of: self.as_of,
            ..Self::default()
        };
    }

    fn begin(&mut self, at: Timestamp, extra: BTreeSet<String>, snapshot: &mut Snapshot) {
        self.sweeping = !snapshot.is_empty();
        if self.sweeping {
            snapshot.begin_sweep();
        }
        *self = Self {
            stage: Stage::Pages(None),
            extra,
            read_at: Some(at),
            as_of: self.as_of,
            seen: std::mem::take(&mut self.seen),
            sweeping: self.sweeping,
            ..Self::default()
        };
    }

    fn take_page(&mut self, items: Vec<IntegrationItem>, next: Option<PageCursor>, snapshot: &mut Snapshot) {
        self.passed += items.len() as u64;
        self.tail = 0;
        if let Stage::Supplement(properties, _) = &self.stage {
            snapshot.supplement(items);
            self.stage = match next {
                Some(_) => Stage::Supplement(properties.clone(), next),
                None => Stage::Kept,
            };
            return;
        }
        self.see(&items);
        snapshot.upsert(items);
        if next.is_some() {
            self.stage = Stage::Pages(next);
            return;
        }
        if std::mem::take(&mut self.sweeping) {
            snapshot.end_sweep();
        }
        self.stage = Stage::CatchingUp;
    }

    /// Takes note of what comes by itself: later questions name it, or it would be lost.
    fn see(&mut self, items: &[IntegrationItem]) {
        for name in items.iter().flat_map(|item| item.properties.keys()) {
            if !self.seen.contains(name) && self.seen.len() < MOST_SEEN {
                self.seen.insert(name.clone());
            }
        }
    }

    /// Whether pages are being read.
    pub(super) fn reads_pages(&self) -> bool {
        matches!(self.stage, Stage::Pages(_) | Stage::Supplement(..))
    }

    /// Whether all records are here, as they were at `as_of`.
    pub(super) fn is_complete(&self) -> bool {
        self.stage == Stage::Kept && !self.doubtful
    }
}
