//! The rows that are selected, as ranges of positions: a hundred thousand cost no more than one.

use std::ops::Range;

/// Ranges that neither overlap nor touch, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    ranges: Vec<Range<u32>>,
    /// From where a range is drawn.
    anchor: Option<u32>,
    /// How far the last one was drawn.
    drawn_to: Option<u32>,
}

impl Selection {
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    pub fn count(&self) -> u32 {
        self.ranges
            .iter()
            .map(ExactSizeIterator::len)
            .sum::<usize>()
            .try_into()
            .unwrap_or(u32::MAX)
    }

    pub fn contains(&self, row: u32) -> bool {
        self.ranges.iter().any(|range| range.contains(&row))
    }

    /// The positions, from the first one.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.ranges.iter().cloned().flatten()
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub fn select_all(&mut self, rows: u32) {
        self.clear();
        self.add(0..rows);
    }

    /// Adds the row, or takes it away. Ranges are drawn from here.
    pub fn toggle(&mut self, row: u32) {
        if self.contains(row) {
            self.remove(row..row + 1);
        } else {
            self.add(row..row + 1);
        }
        (self.anchor, self.drawn_to) = (Some(row), None);
    }

    /// Draws the range from the last row that was chosen, or from `origin`, to this one; what was drawn from
    /// there before is drawn anew.
    pub fn draw_to(&mut self, row: u32, origin: u32) {
        let anchor = *self.anchor.get_or_insert(origin);
        if let Some(before) = self.drawn_to.replace(row) {
            self.remove(between(anchor, before));
        }
        self.add(between(anchor, row));
    }

    /// Rows have come or gone above.
    pub fn shift(&mut self, by: i64) {
        let moved = |row: u32| u32::try_from((i64::from(row) + by).max(0)).unwrap_or(u32::MAX);
        for range in &mut self.ranges {
            *range = moved(range.start)..moved(range.end);
        }
        self.ranges.retain(|range| !range.is_empty());
        self.anchor = self.anchor.map(moved);
        self.drawn_to = self.drawn_to.map(moved);
    }

    fn add(&mut self, mut new: Range<u32>) {
        if new.is_empty() {
            return;
        }
        self.ranges.retain(|range| {
            let apart = range.end < new.start || range.start > new.end;
            if !apart {
                new = range.start.min(new.start)..range.end.max(new.end);
            }
            apart
        });
        let at = self.ranges.partition_point(|range| range.start < new.start);
        self.ranges.insert(at, new);
    }

    fn remove(&mut self, gone: Range<u32>) {
        let mut left = Vec::with_capacity(self.ranges.len() + 1);
        for range in self.ranges.drain(..) {
            left.push(range.start..range.end.min(gone.start));
            left.push(range.start.max(gone.end)..range.end);
        }
        left.retain(|range| !range.is_empty());
        self.ranges = left;
    }
}

fn between(one: u32, other: u32) -> Range<u32> {
    one.min(other)..one.max(other) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(steps: impl FnOnce(&mut Selection)) -> Vec<u32> {
        let mut selection = Selection::default();
        steps(&mut selection);
        let rows: Vec<_> = selection.rows().collect();
        assert_eq!(selection.count() as usize, rows.len());
        assert!(rows.iter().all(|row| selection.contains(*row)));
        rows
    }

    #[test]
    fn a_row_is_added_and_taken_away() {
        assert_eq!(
            selected(|s| {
                s.toggle(5);
                s.toggle(2);
                s.toggle(3);
            }),
            [2, 3, 5]
        );
        assert_eq!(
            selected(|s| {
                s.toggle(5);
                s.toggle(5);
            }),
            [0; 0]
        );
    }

    #[test]
    fn a_range_follows_the_end_that_is_drawn() {
        assert_eq!(selected(|s| s.draw_to(7, 5)), [5, 6, 7]);
        assert_eq!(
            selected(|s| {
                s.draw_to(9, 5);
                s.draw_to(6, 0);
            }),
            [5, 6]
        );
        assert_eq!(
            selected(|s| {
                s.draw_to(7, 5);
                s.draw_to(3, 0);
            }),
            [3, 4, 5]
        );
    }

    #[test]
    fn a_second_range_stands_beside_the_first() {
        assert_eq!(
            selected(|s| {
                s.draw_to(2, 1);
                s.toggle(8);
                s.draw_to(9, 0);
            }),
            [1, 2, 8, 9]
        );
        assert_eq!(
            selected(|s| {
                s.draw_to(9, 1);
                s.toggle(5);
            }),
            [1, 2, 3, 4, 6, 7, 8, 9]
        );
    }

    #[test]
    fn all_of_a_million_rows_are_one_range() {
        let mut selection = Selection::default();
        selection.select_all(1_000_000);
        assert_eq!((selection.count(), selection.ranges.len()), (1_000_000, 1));
        selection.select_all(0);
        assert!(selection.is_empty());
    }

    #[test]
    fn a_selection_moves_with_its_rows() {
        assert_eq!(
            selected(|s| {
                s.draw_to(6, 5);
                s.shift(10);
            }),
            [15, 16]
        );
        assert_eq!(
            selected(|s| {
                s.draw_to(2, 0);
                s.shift(-2);
            }),
            [0]
        );
    }
}
