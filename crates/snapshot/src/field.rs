//! A field of the records: its values, and in which order they stand.

use model::list::ColumnType;

use crate::{
    columns::{Column, Text, Times},
    moments::Moment,
    orders::{
        Kept,
        key::{RowRanks, Rows},
    },
};

/// A column with its order.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) column: Column,
    column_type: ColumnType,
    kept: Kept,
}

impl Field {
    /// A field of nothing yet, which is a dictionary as long as it has no more than so many distinct
    /// values.
    pub(crate) fn new(column_type: ColumnType, few: usize) -> Self {
        Self::of(Column::new(few), column_type)
    }

    fn of(column: Column, column_type: ColumnType) -> Self {
        Self {
            column,
            column_type,
            kept: Kept::default(),
        }
    }

    /// One whose values are all different.
    pub(crate) fn of_texts() -> Self {
        Self::of(Column::Text(Text::default()), ColumnType::Text)
    }

    /// One of times.
    pub(crate) fn of_times() -> Self {
        Self::of(Column::Times(Times::default()), ColumnType::Instant)
    }

    /// Says what the values are.
    pub(crate) fn set_type(&mut self, column_type: ColumnType) {
        if self.column_type != column_type {
            (self.column_type, self.kept) = (column_type, Kept::default());
        }
    }

    /// Puts a value in for a row that has none.
    pub(crate) fn put(&mut self, row: u32, text: &str) {
        let is_kept_otherwise = self.column.put(row, text);
        if is_kept_otherwise {
            self.kept = Kept::default();
        } else if !matches!(self.column, Column::Dictionary(_)) {
            self.kept.filled(row);
        }
    }

    /// Puts a time in for a row that has none, into a field of times.
    pub(crate) fn put_moment(&mut self, row: u32, moment: Moment) {
        if let Column::Times(column) = &mut self.column {
            column.put(row, moment);
            self.kept.filled(row);
        }
    }

    /// The ranks of its rows.
    pub(crate) fn ranks(&self) -> RowRanks<'_> {
        let column_type = self.column_type;
        let ranks = match &self.column {
            Column::Dictionary(column) => self.kept.ranks(&Rows(column.values(), column_type)),
            Column::Times(column) => self.kept.ranks(&Rows(column, column_type)),
            Column::Text(column) => self.kept.ranks(&Rows(column, column_type)),
        };
        RowRanks::new(&self.column, ranks)
    }

    /// The same of these rows only, numbered anew in this order.
    pub(crate) fn gather(&self, rows: &[u32]) -> Self {
        Self::of(self.column.gather(rows), self.column_type)
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        self.column.memory() + self.kept.memory()
    }
}
