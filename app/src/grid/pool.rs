//! The pool: as many rows as are seen, which show whatever is scrolled to.

use std::ops::Range;

use model::list::{Row, View};
use web_sys::HtmlElement;

use super::{
    addresses::into_folder,
    dates::Clock,
    painted::{Look, Mould, PaintedRow},
};

/// More rows are never in the document.
const MOST: u32 = 80;

/// Positions are counted from a near row: browsers round far ones.
const NEAR: u32 = 4_096;

/// What the rows are to show.
pub struct Scene<'a> {
    /// The positions that are seen, and some around them.
    pub range: Range<u32>,
    pub row_height: f64,
    pub clock: Clock,
    /// The view on the screen.
    pub view: &'a View,
    /// What stands before the id in the address of a record.
    pub address: &'a str,
    /// Counts changes of what rows say.
    pub edition: u64,
}

/// The rows in the document.
#[derive(Default)]
pub struct Pool {
    moulds: Vec<Mould>,
    rows: Vec<PaintedRow>,
    /// The edition that each row shows.
    editions: Vec<u64>,
    /// Which row of the pool comes first in the document; it stands for the first one on the screen while the
    /// document is in order.
    leader: usize,
}

impl Pool {
    /// As many rows as a screen of that height needs, and one more at either end.
    pub fn size_for(page: u32) -> u32 {
        page.saturating_add(4).min(MOST)
    }

    pub fn size(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(MOST)
    }

    /// Makes all rows anew, of these columns.
    pub fn rebuild(&mut self, moulds: Vec<Mould>, size: u32, sheet: &HtmlElement) {
        sheet.set_text_content(None);
        self.rows.clear();
        self.editions.clear();
        self.moulds = moulds;
        self.resize(size, sheet);
    }

    /// Adds rows, or takes some away.
    pub fn resize(&mut self, size: u32, sheet: &HtmlElement) {
        let size = size as usize;
        if size == self.rows.len() {
            return;
        }
        for gone in self.rows.drain(size.min(self.rows.len())..) {
            gone.element.remove();
        }
        self.editions.truncate(size);
        while self.rows.len() < size {
            let Some(row) = PaintedRow::new(&self.moulds) else {
                return;
            };
            self.rows.push(row);
            self.editions.push(0);
        }
        // They stand in the document as they were added, wherever they are placed next.
        for row in &self.rows {
            drop(sheet.append_child(&row.element));
        }
        self.leader = 0;
    }

    /// Paints the scene. Gives the row from whose top the rows are placed.
    pub fn paint<'a>(
        &mut self,
        scene: &Scene<'_>,
        row_at: impl Fn(u32) -> Option<&'a Row>,
        look_of: impl Fn(u32, Option<&Row>) -> Look,
    ) -> u32 {
        let base = scene.range.start - scene.range.start % NEAR;
        let size = self.size();
        let address = |row: &Row| match &row.opens {
            Some(kind) => into_folder(scene.view, kind, &row.id),
            None => record_address(scene.address, &row.id),
        };
        for at in scene.range.clone() {
            let slot = (at % size) as usize;
            let painted = &mut self.rows[slot];
            let row = row_at(at);
            let is_new = painted.at() != Some(at) || self.editions[slot] != scene.edition;
            painted.place(at, f64::from(at - base) * scene.row_height);
            if is_new {
                painted.write(&self.moulds, row, &scene.clock, address);
                self.editions[slot] = scene.edition;
            }
            painted.look(look_of(at, row));
        }
        self.hide_outside(&scene.range);
        base
    }

    fn hide_outside(&mut self, range: &Range<u32>) {
        if range.len() == self.rows.len() {
            return;
        }
        for row in &mut self.rows {
            if row.at().is_none_or(|at| !range.contains(&at)) {
                row.hide();
            }
        }
    }

    /// The cell at that position, when it is in the document.
    pub fn cell(&self, row: u32, column: usize) -> Option<&HtmlElement> {
        let painted = self.rows.iter().find(|painted| painted.at() == Some(row))?;
        painted.cell(column)
    }

    /// The cells of a column, in all rows.
    pub fn column(&self, column: usize) -> impl Iterator<Item = &HtmlElement> {
        self.rows.iter().filter_map(move |row| row.cell(column))
    }

    /// Brings the rows into the order in which they are seen: readers of the document meet them so.
    pub fn put_in_order(&mut self, sheet: &HtmlElement) {
        let placed = self.rows.iter().enumerate().filter(|(_, row)| row.at().is_some());
        let leader = placed.min_by_key(|(_, row)| row.at()).map_or(0, |(slot, _)| slot);
        if self.leader == leader {
            return;
        }
        self.leader = leader;
        let (late, early) = self.rows.split_at(leader);
        for row in early.iter().chain(late) {
            drop(sheet.append_child(&row.element));
        }
    }
}

fn record_address(prefix: &str, id: &str) -> String {
    let mut written = model::query::Written::default();
    written.add("record", id);
    format!("{prefix}{}", written.finish())
}
