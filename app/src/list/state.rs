//! What the parts of the list share: the view, which is the truth, and what is known of the records.

use std::sync::Arc;

use leptos::prelude::*;
use model::{
    ConnectionId,
    list::{Column, ColumnId, ColumnType, Progress, ShownColumn, View},
};

/// The list on this page. Its parts read and write these signals, and know nothing else of each other.
#[derive(Clone, Copy)]
pub struct ListState {
    /// Whose records.
    pub connection: StoredValue<ConnectionId>,
    /// Where they are, as people call it.
    pub provider: StoredValue<Arc<str>>,
    /// What is shown. The address follows it, and the grid.
    pub view: RwSignal<View>,
    /// The columns that are known: at first those of the page, later all of the account's.
    pub columns: RwSignal<Arc<Vec<Column>>>,
    /// How many rows match the view.
    pub matching: RwSignal<u32>,
    /// How far the list is.
    pub progress: RwSignal<Progress>,
    /// The position of the record that stands open, where the grid knows it.
    pub open_at: RwSignal<Option<u32>>,
    /// Set by whoever wants the grid to open the next (1) or the previous (-1) record.
    pub step: RwSignal<i32>,
}

impl ListState {
    /// The columns that are shown, in their order: those of the view, or the usual ones.
    pub fn shown(&self) -> Vec<Column> {
        self.view.with(|view| self.columns.with(|columns| shown(view, columns)))
    }

    /// The column of that id. One that is not known is called by its id.
    pub fn column(&self, id: &ColumnId) -> Column {
        self.columns.with(|columns| find(id, columns))
    }
}

/// The columns that a view shows of these, in its order. One that is not known is called by its id.
pub fn shown(view: &View, columns: &[Column]) -> Vec<Column> {
    if view.columns.is_empty() {
        return columns.iter().filter(|column| column.usual).cloned().collect();
    }
    let chosen = view.columns.iter();
    chosen.map(|column| find(&column.id, columns)).collect()
}

/// The view with its columns named, also where they are the usual ones.
pub fn explicit(mut view: View, shown: &[Column]) -> View {
    if view.columns.is_empty() {
        let named = |column: &Column| ShownColumn {
            id: column.id.clone(),
            width: None,
        };
        view.columns = shown.iter().map(named).collect();
    }
    view
}

fn find(id: &ColumnId, columns: &[Column]) -> Column {
    let known = columns.iter().find(|column| column.id == *id);
    known.cloned().unwrap_or_else(|| unknown(id))
}

fn unknown(id: &ColumnId) -> Column {
    Column::new(id.clone(), id.to_string(), ColumnType::Text)
}
