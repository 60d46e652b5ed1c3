//! Where the reader is: from the browser's scroll position to rows and back, however many rows there are.

use std::ops::Range;

/// Browsers forget about elements that are much taller, in CSS pixels.
const TALLEST: f64 = 8_000_000.0;

/// The position in a list whose rows are all of one height. Lengths are in CSS pixels.
///
/// A list that is taller than an element may be is shown in a lower one: then the scroll bar stands for the
/// whole list, and small steps (a wheel, a key, a finger) still move by as many pixels as they say.
#[derive(Clone, Debug, PartialEq)]
pub struct Scroll {
    rows: u32,
    row_height: f64,
    /// How much of the list is on the screen.
    viewport: f64,
    /// How far the list has moved up.
    at: f64,
    /// The browser's scroll position, as far as we know.
    top: f64,
}

impl Scroll {
    /// At the top.
    pub fn new(rows: u32, row_height: f64, viewport: f64) -> Self {
        Self {
            rows,
            row_height,
            viewport,
            at: 0.0,
            top: 0.0,
        }
    }

    pub fn rows(&self) -> u32 {
        self.rows
    }

    pub fn row_height(&self) -> f64 {
        self.row_height
    }

    fn content(&self) -> f64 {
        f64::from(self.rows) * self.row_height
    }

    /// How tall the element must be that makes the scroll bar.
    pub fn height(&self) -> f64 {
        self.content().min(TALLEST)
    }

    fn is_short(&self) -> bool {
        self.content() <= TALLEST
    }

    fn furthest(&self) -> f64 {
        (self.content() - self.viewport).max(0.0)
    }

    fn furthest_top(&self) -> f64 {
        (self.height() - self.viewport).max(0.0)
    }

    /// How far from either end both positions are the same, so that the ends are reached step by step.
    fn margin(&self) -> f64 {
        self.viewport * 3.0
    }

    /// The scroll position that stands for where we are.
    fn fitting_top(&self) -> f64 {
        if self.is_short() {
            return self.at;
        }
        between(self.at, self.margin(), self.furthest(), self.furthest_top())
    }

    /// Where we are when the scroll position stands for that.
    fn fitting_at(&self, top: f64) -> f64 {
        between(top, self.margin(), self.furthest_top(), self.furthest())
    }

    /// The browser has scrolled. Gives the scroll position that it must be brought to, where the end of the
    /// element would be reached before the end of the list.
    pub fn scrolled(&mut self, top: f64) -> Option<f64> {
        let step = top - self.top;
        self.top = top;
        if self.is_short() {
            self.at = top.clamp(0.0, self.furthest());
            return None;
        }
        if step.abs() < 1.0 {
            return None;
        }
        if step.abs() > self.viewport.max(400.0) * 2.0 {
            self.at = self.fitting_at(top).clamp(0.0, self.furthest());
            return None;
        }
        self.at = (self.at + step).clamp(0.0, self.furthest());
        let at_an_end = top < self.margin() || top > self.furthest_top() - self.margin();
        if at_an_end { self.settle() } else { None }
    }

    /// The scroll position to bring the browser to once it rests; `None` when it is there.
    pub fn settle(&mut self) -> Option<f64> {
        let top = self.fitting_top();
        let apart = (top - self.top).abs() >= 1.0;
        apart.then(|| {
            self.top = top;
            top
        })
    }

    /// Moves there. Gives the scroll position to bring the browser to.
    pub fn go_to(&mut self, at: f64) -> f64 {
        self.at = at.clamp(0.0, self.furthest());
        self.top = self.fitting_top();
        self.top
    }

    /// Moves that row to the top.
    pub fn go_to_row(&mut self, row: u32) -> f64 {
        self.go_to(f64::from(row) * self.row_height)
    }

    /// Other rows, or another size: the first row stays where it is. Gives the new scroll position, if it must
    /// move.
    pub fn resize(&mut self, rows: u32, row_height: f64, viewport: f64) -> Option<f64> {
        let rows_up = self.at / self.row_height.max(1.0);
        (self.rows, self.row_height, self.viewport) = (rows, row_height, viewport);
        self.at = (rows_up * row_height).clamp(0.0, self.furthest());
        self.settle()
    }

    /// Rows have come or gone above: those on the screen stay there. Gives the new scroll position, if it must
    /// move.
    pub fn shift(&mut self, rows: i64) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a number of rows is far below 2^52")]
        let moved = rows as f64 * self.row_height;
        self.at = (self.at + moved).clamp(0.0, self.furthest());
        self.settle()
    }

    /// The first row of which anything is seen, and how much of it is not.
    pub fn first(&self) -> (u32, f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 ≤ at < rows × height"
        )]
        let first = (self.at / self.row_height.max(1.0)) as u32;
        (first, self.at - f64::from(first) * self.row_height)
    }

    /// How many rows are wholly on the screen: one at least.
    pub fn page(&self) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a screen is small"
        )]
        let page = (self.viewport / self.row_height.max(1.0)) as u32;
        page.max(1)
    }

    /// The rows of which anything is seen.
    pub fn visible(&self) -> Range<u32> {
        let (first, _) = self.first();
        first..(first + self.page() + 2).min(self.rows)
    }

    /// Where rows of a pool of `size` stand: those that are seen, and some around them.
    pub fn window(&self, size: u32) -> Range<u32> {
        let (first, _) = self.first();
        let start = first.saturating_sub(1).min(self.rows.saturating_sub(size));
        start..(start + size).min(self.rows)
    }

    /// Moves as little as shows the whole of that row. Gives the new scroll position, if it must move.
    pub fn reveal(&mut self, row: u32) -> Option<f64> {
        let (start, end) = (f64::from(row) * self.row_height, f64::from(row + 1) * self.row_height);
        if start < self.at {
            return Some(self.go_to(start));
        }
        (end > self.at + self.viewport).then(|| self.go_to(end - self.viewport))
    }
}

/// From a length of `from` to one of `to`: the same near both ends, in proportion between them.
fn between(at: f64, margin: f64, from: f64, to: f64) -> f64 {
    if at <= margin {
        return at;
    }
    if at >= from - margin {
        return to - (from - at);
    }
    margin + (at - margin) / (from - 2.0 * margin) * (to - 2.0 * margin)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLION: u32 = 1_000_000;

    #[test]
    fn a_list_that_fits_scrolls_as_the_browser_does() {
        let mut scroll = Scroll::new(100_000, 40.0, 800.0);
        assert!((scroll.height() - 4_000_000.0).abs() < 0.1);
        assert_eq!(scroll.scrolled(1_230.0), None);
        assert_eq!(scroll.first(), (30, 30.0));
        assert_eq!(scroll.visible(), 30..52);
        assert_eq!(scroll.settle(), None);
    }

    #[test]
    fn a_list_that_is_too_tall_still_moves_by_small_steps() {
        let mut scroll = Scroll::new(MILLION, 40.0, 800.0);
        assert!((scroll.height() - TALLEST).abs() < 0.1);
        let top = scroll.go_to_row(500_000);
        assert_eq!(scroll.scrolled(top + 100.0), None);
        assert_eq!(scroll.first(), (500_002, 20.0));
        let settled = scroll.settle().unwrap();
        assert!((settled - top - 20.0).abs() < 1.0, "a fifth of the step: {settled}");
        assert_eq!(scroll.scrolled(settled), None);
        assert_eq!(scroll.first().0, 500_002);
    }

    #[test]
    fn the_scroll_bar_reaches_every_part_of_a_list_that_is_too_tall() {
        let mut scroll = Scroll::new(MILLION, 40.0, 800.0);
        scroll.scrolled(TALLEST - 800.0);
        assert_eq!(scroll.visible().end, MILLION);
        assert_eq!(scroll.first().0, MILLION - 20);
        scroll.scrolled(0.0);
        assert_eq!(scroll.first(), (0, 0.0));
        scroll.scrolled((TALLEST - 800.0) / 2.0);
        assert!((499_985..=499_995).contains(&scroll.first().0));
    }

    #[test]
    fn small_steps_come_to_the_very_ends() {
        let mut scroll = Scroll::new(MILLION, 40.0, 800.0);
        let mut top = scroll.go_to_row(600);
        let mut steps = 0;
        while scroll.first() != (0, 0.0) {
            top = (top - 100.0_f64).max(0.0);
            top = scroll.scrolled(top).unwrap_or(top);
            steps += 1;
            assert!(steps <= 240, "24,000 pixels in steps of 100");
        }
        assert_eq!(steps, 240);
    }

    #[test]
    fn rows_that_come_above_do_not_move_what_is_seen() {
        let mut scroll = Scroll::new(1_000, 40.0, 800.0);
        scroll.scrolled(4_010.0);
        assert_eq!(scroll.resize(1_010, 40.0, 800.0), None);
        let top = scroll.shift(10).unwrap();
        assert!((top - 4_410.0).abs() < 0.01);
        assert_eq!(scroll.first(), (110, 10.0));
    }

    #[test]
    fn lower_rows_keep_the_first_one() {
        let mut scroll = Scroll::new(1_000, 40.0, 800.0);
        scroll.go_to_row(100);
        scroll.resize(1_000, 32.0, 800.0);
        assert_eq!(scroll.first().0, 100);
        scroll.resize(5, 32.0, 800.0);
        assert_eq!(scroll.first(), (0, 0.0));
    }

    #[test]
    fn a_row_is_revealed_by_the_shortest_way() {
        let mut scroll = Scroll::new(1_000, 40.0, 800.0);
        assert_eq!(scroll.reveal(19), None);
        assert_eq!(scroll.reveal(20), Some(40.0));
        assert_eq!(scroll.reveal(1), None);
        assert_eq!(scroll.reveal(0), Some(0.0));
    }

    #[test]
    fn a_pool_stands_where_it_is_seen() {
        let mut scroll = Scroll::new(1_000, 40.0, 800.0);
        assert_eq!(scroll.window(24), 0..24);
        scroll.go_to_row(100);
        assert_eq!(scroll.window(24), 99..123);
        scroll.go_to_row(999);
        assert_eq!(scroll.window(24), 976..1_000);
        assert_eq!(Scroll::new(3, 40.0, 800.0).window(24), 0..3);
    }
}
