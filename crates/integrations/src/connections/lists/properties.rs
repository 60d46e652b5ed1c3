//! Which properties of the records are read: the usual ones, and those that somebody chose.

use std::collections::BTreeSet;

use model::list::ColumnId;

use super::{columns::is_unusual, feed::Feed};

impl Feed {
    /// Learns which of the wanted properties there are. While that is not known, they are left for later.
    pub(super) async fn learn_which_are_wanted(&mut self) {
        if self.list.demand.wanted().is_empty() {
            return;
        }
        if let Ok(columns) = self.source.columns_of(&self.list).await {
            self.list.demand.want_only(|name| is_unusual(&columns, name));
        }
    }

    /// The properties that are wanted, that there are, and that were not read yet.
    pub(super) fn missing(&self) -> BTreeSet<String> {
        let mut wanted = self.list.demand.wanted();
        if wanted.is_empty() {
            return wanted;
        }
        let Some(columns) = self.list.columns.latest() else {
            return BTreeSet::new();
        };
        let is_read = |name: &String| self.course.seen.contains(name) || self.course.extra.contains(name);
        wanted.retain(|name| !is_read(name) && is_unusual(&columns, name));
        wanted
    }

    /// What to name in a question; `None`: the provider's usual properties.
    pub(super) fn properties(&self) -> Option<Vec<String>> {
        let extra = &self.course.extra;
        if extra.is_empty() {
            return None;
        }
        Some(self.read_properties().into_iter().collect())
    }

    /// The properties that are read: those that came by themselves, those that somebody chose, and those
    /// of the usual columns, where no record has had one yet.
    pub(super) fn read_properties(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self.course.extra.union(&self.course.seen).cloned().collect();
        for column in self.list.columns.latest().iter().flat_map(|columns| columns.iter()) {
            if let (true, ColumnId::Property(name)) = (column.usual, &column.id) {
                names.insert(name.clone());
            }
        }
        names
    }
}
