//! The rows that are held in the browser, and which to ask for next.

use std::{collections::BTreeMap, ops::Range};

use model::list::Row;

/// How many rows are asked for at a time.
pub const BLOCK: u32 = 100;

/// More are not held.
const MOST: usize = 2_000;

/// Rows of one view by their positions.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Each with the age in which it came.
    rows: BTreeMap<u32, (u32, Row)>,
    age: u32,
}

impl Held {
    /// The row at that position, as far as we know.
    pub fn row(&self, at: u32) -> Option<&Row> {
        self.rows.get(&at).map(|(_, row)| row)
    }

    /// Where that record stands.
    pub fn position_of(&self, id: &str) -> Option<u32> {
        self.rows.iter().find(|(_, (_, row))| row.id == id).map(|(at, _)| *at)
    }

    /// Keeps these rows, and lets the furthest ones go.
    pub fn put(&mut self, offset: u32, rows: Vec<Row>) {
        let near = offset;
        let age = self.age;
        self.rows.extend((offset..).zip(rows.into_iter().map(|row| (age, row))));
        while self.rows.len() > MOST {
            let (first, last) = (self.rows.first_key_value(), self.rows.last_key_value());
            let (Some((&first, _)), Some((&last, _))) = (first, last) else {
                return;
            };
            let furthest = if near.abs_diff(first) > near.abs_diff(last) {
                first
            } else {
                last
            };
            self.rows.remove(&furthest);
        }
    }

    /// Forgets all rows.
    pub fn clear(&mut self) {
        self.rows.clear();
    }

    /// The list has changed: what is held may still be shown, but must be asked for again.
    pub fn outdate(&mut self) {
        self.age += 1;
    }

    /// The block to ask for: one that is seen, or else the next one in the direction of motion. None that is
    /// among those `asked` for.
    pub fn wanted(&self, seen: &Range<u32>, downwards: bool, count: u32, asked: &[u32]) -> Option<u32> {
        let is_wanted = |start: &u32| !asked.contains(start) && !self.holds(*start..(start + BLOCK).min(count));
        let last = block_of(seen.end.saturating_sub(1));
        let mut blocks = (block_of(seen.start)..=last).step_by(BLOCK as usize);
        let ahead = if downwards {
            last.checked_add(BLOCK)
        } else {
            block_of(seen.start).checked_sub(BLOCK)
        };
        blocks.find(is_wanted).or_else(|| ahead.filter(is_wanted))
    }

    /// Whether all of these are here as they are now. A range that is empty lacks nothing.
    pub fn holds(&self, range: Range<u32>) -> bool {
        let count = range.end.saturating_sub(range.start);
        let here = |range| self.rows.range(range).filter(|(_, (age, _))| *age == self.age).count();
        count == 0 || here(range) == count as usize
    }

    /// Puts the cells of all rows into another order: `from` says for each new cell which one it was.
    pub fn rearrange(&mut self, from: &[usize]) {
        for (_, row) in self.rows.values_mut() {
            row.cells = from.iter().map(|at| row.cells.get(*at).cloned().flatten()).collect();
        }
    }
}

/// Where the block of that row begins.
pub fn block_of(row: u32) -> u32 {
    row - row % BLOCK
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(range: Range<u32>) -> Vec<Row> {
        let row = |at: u32| Row {
            id: at.to_string(),
            cells: vec![Some(format!("a{at}")), Some(format!("b{at}"))],
            opens: None,
        };
        range.map(row).collect()
    }

    fn held(ranges: &[(u32, u32)]) -> Held {
        let mut held = Held::default();
        for (start, end) in ranges {
            held.put(*start, rows(*start..*end));
        }
        held
    }

    #[test]
    fn what_is_seen_is_asked_for_first_and_then_what_comes_next() {
        let none = held(&[]);
        assert_eq!(none.wanted(&(150..210), true, 1_000, &[]), Some(100));
        assert_eq!(none.wanted(&(150..210), true, 1_000, &[100]), Some(200));
        let seen = held(&[(100, 300)]);
        assert_eq!(seen.wanted(&(150..210), true, 1_000, &[]), Some(300));
        assert_eq!(seen.wanted(&(150..210), false, 1_000, &[]), Some(0));
        assert_eq!(seen.wanted(&(150..210), false, 1_000, &[0]), None);
    }

    #[test]
    fn nothing_is_asked_for_beyond_the_ends() {
        let all = held(&[(0, 130)]);
        assert_eq!(all.wanted(&(90..130), true, 130, &[]), None);
        assert_eq!(all.wanted(&(0..30), false, 130, &[]), None);
        assert_eq!(held(&[]).wanted(&(0..0), true, 0, &[]), None);
    }

    #[test]
    fn the_furthest_rows_leave_first() {
        let mut held = held(&[(0, 1_000), (5_000, 6_000)]);
        held.put(6_000, rows(6_000..6_100));
        assert_eq!(held.row(99), None);
        assert_eq!(held.row(100).unwrap().id, "100");
        assert!(held.holds(5_000..6_100));
        assert_eq!(held.rows.len(), MOST);
        held.put(50, rows(50..100));
        assert!(held.holds(50..100));
        assert_eq!(held.row(6_099), None);
    }

    #[test]
    fn cells_follow_their_columns() {
        let mut held = held(&[(0, 1)]);
        held.rearrange(&[1, 0]);
        let cells: Vec<_> = held.row(0).unwrap().cells.iter().flatten().collect();
        assert_eq!(cells, ["b0", "a0"]);
        held.rearrange(&[0]);
        assert_eq!(held.row(0).unwrap().cells, [Some("b0".to_owned())]);
    }

    #[test]
    fn what_is_out_of_date_is_shown_until_it_comes_anew() {
        let mut held = held(&[(0, 100)]);
        held.outdate();
        assert_eq!(held.row(7).unwrap().id, "7");
        assert_eq!(held.wanted(&(0..20), true, 100, &[]), Some(0));
        held.put(0, rows(0..100));
        assert_eq!(held.wanted(&(0..20), true, 100, &[]), None);
    }

    #[test]
    fn a_record_is_found_where_it_is_held() {
        let held = held(&[(40, 60)]);
        assert_eq!(held.position_of("47"), Some(47));
        assert_eq!(held.position_of("7"), None);
    }
}
