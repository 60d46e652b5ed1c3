//! What a snapshot says of folders: what lies in one, what a record is beneath, what it holds.

use std::sync::Arc;

use model::{IntegrationItem, list::View};

use crate::{Arrangement, Snapshot, answers::Within, arrangement, tree::Tree};

/// What stands between the names of a path.
const BETWEEN: &str = " / ";

impl Snapshot {
    pub(crate) fn tree(&self) -> Arc<Tree> {
        self.grown.tree(|| Tree::of(&self.records, &self.sequence, &self.ids))
    }

    /// As [`Snapshot::arrange`], of what lies in the folder that the view is in, or at the top: folders
    /// first. Where the view leaves something out, of all that lies beneath, too.
    ///
    /// A folder that is not here holds nothing.
    #[must_use]
    pub fn arrange_in_folder(&self, view: &View) -> Arrangement {
        let within = Within {
            folder: view.place.folder.clone(),
            deep: view.is_narrowed(),
        };
        let folder = within.folder.as_deref().map(|id| self.ids.row(id, &self.records));
        let of_folder = |tree: &Tree| match folder {
            Some(None) => crate::bits::Bits::default(),
            Some(folder @ Some(_)) => tree.rows_in(folder, within.deep, self.records.len()),
            None => tree.rows_in(None, within.deep, self.records.len()),
        };
        let arranged = arrangement::arrange_within(
            (&self.records, &self.sequence, &self.answers),
            view,
            within.clone(),
            || {
                let tree = self.tree();
                (of_folder(&tree), tree)
            },
        );
        Arrangement {
            rows: arranged,
            _hold: Arc::clone(&self.hold),
        }
    }

    /// The type of the record of that id if it is a folder: if it holds others, or says that it may.
    #[must_use]
    pub fn folder_type(&self, id: &str) -> Option<String> {
        let row = self.ids.row(id, &self.records)?;
        let is_folder = self.records.is_directory(row) || self.tree().is_folder(row);
        is_folder.then(|| self.records.item_type(row).unwrap_or_default().into_owned())
    }

    /// The ids and names of the records above that one and of it itself, from the top down; empty when it
    /// is not here.
    #[must_use]
    pub fn path(&self, id: &str) -> Vec<(String, Option<String>)> {
        let mut rows = Vec::new();
        let mut next = self.ids.row(id, &self.records);
        while let Some(row) = next.filter(|row| !rows.contains(row)) {
            rows.push(row);
            next = self.parent_row(row);
        }
        let told = |row: u32| (self.records.id(row).to_owned(), self.records.name(row).map(Into::into));
        rows.into_iter().rev().map(told).collect()
    }

    fn parent_row(&self, row: u32) -> Option<u32> {
        let parent = self.records.parent(row)?;
        self.ids.row(&parent, &self.records)
    }

    /// As [`Snapshot::items`], with what is known of a record only by the others filled in, as they are
    /// now: that it is a folder, what it holds, where it lies.
    #[must_use]
    pub fn items_in_folders(&self, arrangement: &Arrangement, offset: usize, count: usize) -> Vec<IntegrationItem> {
        let (rows, tree) = (self.window(arrangement, offset, count), self.tree());
        let completed = |row: u32| {
            let mut item = self.records.item(row);
            self.complete(&tree, row, &mut item);
            item
        };
        rows.map(completed).collect()
    }

    fn complete(&self, tree: &Tree, row: u32, item: &mut IntegrationItem) {
        item.directory |= tree.is_folder(row);
        if item.children.is_empty() {
            let ids = tree.held_by(row).iter().map(|row| self.records.id(*row).to_owned());
            item.children = ids.collect();
        }
        if item.parent_path_or_name.is_none()
            && let Some(parent) = item.parent_id.as_deref()
        {
            let names = self
                .path(parent)
                .into_iter()
                .map(|(_, name)| name.unwrap_or_else(|| "No name".to_owned()));
            let names: Vec<String> = names.collect();
            item.parent_path_or_name = (!names.is_empty()).then(|| names.join(BETWEEN));
        }
    }
}
