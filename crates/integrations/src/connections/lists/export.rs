//! Exports: the records of a view, some at a time, to be written elsewhere.

use std::sync::Arc;

use model::{
    ConnectionId, IntegrationItem,
    list::{Column, Place, Progress, View},
};
use snapshot::Arrangement;

use super::{demand::Looking, shelved::Shelved};
use crate::{
    Principal,
    connections::{Connections, ItemsError},
};

/// How many records an export takes at a time.
const PORTION: usize = 500;

/// The records of a view, some at a time, as they were when this was made.
pub struct Export {
    list: Arc<Shelved>,
    arrangement: Arrangement,
    at: usize,
    _looking: Looking,
    /// The columns of the view, or all that have been read.
    pub columns: Vec<Column>,
    /// How far the list was.
    pub progress: Progress,
}

impl Export {
    /// The next records; `None` after the last ones.
    pub fn next_items(&mut self) -> Option<Vec<IntegrationItem>> {
        let items = self.list.items(&self.list.read(), &self.arrangement, self.at, PORTION);
        self.at += items.len();
        (!items.is_empty()).then_some(items)
    }
}

impl Connections {
    /// The records of a view, or all of the place's list (`None`), to be written elsewhere.
    ///
    /// # Errors
    /// See [`ItemsError`].
    pub async fn export(
        &self,
        principal: &Principal,
        id: &ConnectionId,
        place: &Place,
        view: Option<&View>,
    ) -> Result<Export, ItemsError> {
        let (source, list) = self.list_of(principal, id, place, view).await?;
        let looking = list.demand.watch();
        let (arrived, known) = tokio::join!(
            list.arrived(self.0.ports.pacing.caller_patience),
            source.columns_of(&list)
        );
        arrived?;
        let columns = chosen(&list, &known?, view);
        let (arranging, view) = (Arc::clone(&list), view.cloned());
        let arrange = move || {
            let snapshot = arranging.read();
            match view {
                Some(view) => arranging.arrange(&snapshot, &view),
                None => snapshot.arrange(&View::default()),
            }
        };
        let arranged = tokio::task::spawn_blocking(arrange).await;
        Ok(Export {
            arrangement: arranged.map_err(|_| ItemsError::Interrupted)?,
            progress: list.progress(),
            list,
            at: 0,
            _looking: looking,
            columns,
        })
    }
}

/// The columns that the view shows, in its order; or all that have been read.
fn chosen(list: &Shelved, known: &[Column], view: Option<&View>) -> Vec<Column> {
    let Some(view) = view else {
        let extra = list.demand.wanted();
        let is_read = |column: &&Column| match &column.id {
            model::list::ColumnId::Property(name) => column.usual || extra.contains(name),
            _ => true,
        };
        return known.iter().filter(is_read).cloned().collect();
    };
    if view.columns.is_empty() {
        return known.iter().filter(|column| column.usual).cloned().collect();
    }
    let shown = view.columns.iter();
    let chosen = shown.filter_map(|shown| known.iter().find(|column| column.id == shown.id));
    chosen.cloned().collect()
}
