//! Records that were written through us: a list shows them at once, whatever its provider says of changes.

use std::sync::{Mutex, MutexGuard, PoisonError};

use model::IntegrationItem;
use tokio::sync::oneshot;

use super::{
    course::Stage,
    entry::Entry,
    feed::{Feed, Next},
    shelf::Shelf,
};
use crate::{connections::ItemsError, snapshot_log::ListName};

/// What waits to be shown.
#[derive(Default)]
pub(super) struct Written(Mutex<Vec<Waiting>>);

struct Waiting {
    item: IntegrationItem,
    shown: oneshot::Sender<()>,
}

impl Written {
    fn lock(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts one there; what is returned says when it is shown.
    fn put(&self, item: IntegrationItem) -> oneshot::Receiver<()> {
        let (shown, receiver) = oneshot::channel();
        self.lock().push(Waiting { item, shown });
        receiver
    }

    fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    fn items(&self) -> Vec<IntegrationItem> {
        self.lock().iter().map(|waiting| waiting.item.clone()).collect()
    }

    /// The first so many are shown.
    fn finish(&self, count: usize) {
        for waiting in self.lock().drain(..count) {
            // Whoever wrote it may have gone.
            waiting.shown.send(()).ok();
        }
    }
}

impl Shelf {
    /// Has the list of that name, if it is here, show a record as it is now. What is returned says when.
    pub(in crate::connections) fn show(&self, name: &ListName, item: IntegrationItem) -> Option<oneshot::Receiver<()>> {
        let list = self.standing(name)?;
        let shown = list.written.put(item);
        list.demand.wake();
        Some(shown)
    }

    /// Has the list of that name, if it is here, look for what has changed.
    pub(in crate::connections) fn look_again(&self, name: &ListName) {
        if let Some(list) = self.standing(name) {
            list.demand.refresh();
        }
    }
}

impl Feed {
    /// Whether something was written that the list can show already.
    pub(super) fn has_written(&self) -> bool {
        self.course.stage != Stage::Blank && !self.list.written.is_empty()
    }

    /// Lets the list have what was written, for all instances. What it has not read yet, it will read so.
    pub(super) async fn show_written(&mut self) -> Result<Next, ItemsError> {
        let mut changed = self.list.written.items();
        let count = changed.len();
        {
            let snapshot = self.list.read();
            changed.retain(|item| snapshot.contains(&item.id));
        }
        // A record with more properties than others would be found where they are not.
        let read = self.read_properties();
        for item in &mut changed {
            item.properties.retain(|name, _| read.contains(name));
        }
        if !changed.is_empty() {
            let removed = Vec::new();
            let next = self.record(Entry::Changed { changed, removed }).await?;
            if !matches!(next, Next::GoOn) {
                return Ok(next);
            }
        }
        self.list.written.finish(count);
        Ok(Next::GoOn)
    }
}
