//! Which records lie in which: the folders of a list.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{bits::Bits, ids::Ids, records::Records, sequence::Sequence};

/// The rows by what holds them.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    held: HashMap<u32, Vec<u32>>,
    tops: Vec<u32>,
    /// Every row that holds others, and every one that says that it may.
    folders: Bits,
}

impl Tree {
    /// The tree of all records. One whose parent is not here stands at the top, and so does one whose
    /// parents lead round in a circle.
    pub(crate) fn of(records: &Records, sequence: &Sequence, ids: &Ids) -> Self {
        let mut tree = Self::default();
        let mut rows_of: HashMap<Cow<'_, str>, Option<u32>> = HashMap::new();
        for row in sequence.rows() {
            if records.is_directory(row) {
                tree.folders.set(row);
            }
            let parent = records.parent(row).and_then(|id| {
                let known = rows_of.get(&id).copied();
                known.unwrap_or_else(|| {
                    let found = ids.row(&id, records);
                    rows_of.insert(id, found);
                    found
                })
            });
            match parent.filter(|parent| *parent != row) {
                Some(parent) => {
                    tree.folders.set(parent);
                    tree.held.entry(parent).or_default().push(row);
                }
                None => tree.tops.push(row),
            }
        }
        tree.bring_up_circles(records, sequence);
        tree
    }

    fn bring_up_circles(&mut self, records: &Records, sequence: &Sequence) {
        let mut reached = Bits::none(records.len() as usize);
        self.tops.iter().for_each(|row| self.reach(*row, &mut reached));
        if reached.count() == sequence.len() {
            return;
        }
        let mut lost: Vec<u32> = sequence.rows().filter(|row| !reached.has(*row)).collect();
        lost.retain(|row| {
            let is_new = !reached.has(*row);
            self.reach(*row, &mut reached);
            is_new
        });
        self.tops.extend(lost);
    }

    /// Puts the row and all beneath it in.
    fn reach(&self, row: u32, reached: &mut Bits) {
        let mut waiting = vec![row];
        while let Some(row) = waiting.pop() {
            if reached.has(row) {
                continue;
            }
            reached.set(row);
            waiting.extend(self.held_by(row));
        }
    }

    /// The rows that lie in a row.
    pub(crate) fn held_by(&self, row: u32) -> &[u32] {
        self.held.get(&row).map_or(&[], Vec::as_slice)
    }

    /// Whether a row is a folder.
    pub(crate) fn is_folder(&self, row: u32) -> bool {
        self.folders.has(row)
    }

    /// The rows in that folder, or at the top; with `deep`, all beneath it as well.
    pub(crate) fn rows_in(&self, folder: Option<u32>, deep: bool, rows: u32) -> Bits {
        let mut found = Bits::none(rows as usize);
        let own = folder.map_or(self.tops.as_slice(), |folder| self.held_by(folder));
        for row in own {
            if deep {
                self.reach(*row, &mut found);
            } else {
                found.set(*row);
            }
        }
        found
    }
}

/// The tree, grown when somebody asks for it, until the records change.
#[derive(Debug, Default)]
pub(crate) struct Grown(Mutex<Option<Arc<Tree>>>);

impl Grown {
    fn lock(&self) -> MutexGuard<'_, Option<Arc<Tree>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The tree.
    pub(crate) fn tree(&self, grow: impl FnOnce() -> Tree) -> Arc<Tree> {
        Arc::clone(self.lock().get_or_insert_with(|| Arc::new(grow())))
    }

    /// The records have changed.
    pub(crate) fn forget(&mut self) {
        *self.0.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
