//! What the rows of an arrangement say: cells, whole records, where a record stands.

use model::{
    IntegrationItem,
    list::{ColumnId, Row},
};

use crate::{Arrangement, Snapshot};

impl Snapshot {
    /// Some rows of an arrangement, from `offset` on, with the values of these columns.
    #[must_use]
    pub fn rows(&self, arrangement: &Arrangement, offset: usize, count: usize, columns: &[ColumnId]) -> Vec<Row> {
        let rows = self.window(arrangement, offset, count);
        let cells = |row: u32| {
            columns
                .iter()
                .map(move |column| self.records.cell(row, column).map(cut))
        };
        rows.map(|row| Row {
            id: self.records.id(row).to_owned(),
            cells: cells(row).collect(),
            opens: None,
        })
        .collect()
    }

    /// The rows of an arrangement. One that another snapshot made may have rows that are not here.
    pub(crate) fn window<'a>(
        &'a self,
        arrangement: &'a Arrangement,
        offset: usize,
        count: usize,
    ) -> impl Iterator<Item = u32> + 'a {
        let rows = arrangement.rows.iter().skip(offset).take(count);
        rows.copied().filter(|row| *row < self.records.len())
    }

    /// Some records of an arrangement, whole, from `offset` on.
    #[must_use]
    pub fn items(&self, arrangement: &Arrangement, offset: usize, count: usize) -> Vec<IntegrationItem> {
        let rows = self.window(arrangement, offset, count);
        rows.map(|row| self.records.item(row)).collect()
    }

    /// Where that record stands in an arrangement, also when it was replaced since; `None` when it does
    /// not, or is gone.
    #[must_use]
    pub fn position(&self, arrangement: &Arrangement, id: &str) -> Option<usize> {
        let seat = self.sequence.seat(self.ids.row(id, &self.records)?)?;
        arrangement
            .rows
            .iter()
            .position(|row| self.sequence.seat(*row) == Some(seat))
    }
}

/// At most so many letters as a cell has.
fn cut(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(Row::LONGEST) {
        text.truncate(end);
    }
    text
}
