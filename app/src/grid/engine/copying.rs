//! Copying rows, those too that are not here yet.

use leptos::{prelude::*, task::spawn_local};
use model::list::{Row, Window};
use web_sys::js_sys::Promise;

use super::{super::tsv, Engine, clock};
use crate::{browser::ask::list_window, number::grouped};

/// More rows are for an export.
const MOST: usize = 10_000;

impl Engine {
    /// Copies the selected rows, or the active cell. Not when text is marked: that is what people mean then.
    pub(super) fn copy(&mut self) -> bool {
        if marks_text() {
            return false;
        }
        if self.selection.is_empty() {
            return self.copy_cell();
        }
        let wanted: Vec<u32> = self.selection.rows().take(MOST).collect();
        if wanted.iter().all(|at| self.held.row(*at).is_some()) {
            let rows: Vec<_> = wanted.iter().filter_map(|at| self.held.row(*at)).cloned().collect();
            self.put_on_clipboard(&rows);
        } else {
            self.frame.say("Copying…");
            self.fetch_and_copy(wanted);
        }
        true
    }

    fn copy_cell(&self) -> bool {
        let column = self.active.column;
        let row = self.active.row.and_then(|at| self.held.row(at));
        let (Some(row), Some(described)) = (row, self.columns.get(column)) else {
            return false;
        };
        let text = tsv::cell(described, row.cells.get(column).and_then(Option::as_deref), &clock());
        write(&text);
        self.frame.say("Copied");
        true
    }

    fn put_on_clipboard(&self, rows: &[Row]) {
        write(&tsv::table(&self.columns, rows.iter(), &clock()));
        let said = match (rows.len(), self.selection.count()) {
            (1, _) => "1 row copied".to_owned(),
            (copied, selected) if copied < selected as usize => {
                format!(
                    "The first {} of {} rows copied",
                    grouped(count(copied)),
                    grouped(selected)
                )
            }
            (copied, _) => format!("{} rows copied", grouped(count(copied))),
        };
        self.frame.say(&said);
    }

    fn fetch_and_copy(&self, wanted: Vec<u32>) {
        let connection = self.state.connection.with_value(ToString::to_string);
        let (question, me) = (self.asking.question().to_owned(), self.me.clone());
        spawn_local(async move {
            let rows = fetch(connection, question.clone(), &wanted).await;
            let Some(engine) = me.upgrade() else { return };
            let engine = engine.borrow();
            match rows {
                Some(rows) if engine.asking.question() == question => engine.put_on_clipboard(&rows),
                Some(_) => {}
                None => engine.frame.say("Not copied: the rows could not be loaded. Try again."),
            }
        });
    }
}

/// Fetches those rows, as many at a time as the server gives. `None` when one portion did not come.
async fn fetch(connection: String, question: String, wanted: &[u32]) -> Option<Vec<Row>> {
    let mut rows = Vec::with_capacity(wanted.len());
    let mut left = wanted;
    while let Some(first) = left.first() {
        let near = left.partition_point(|at| at - first < Window::MOST_ROWS);
        let (now, later) = left.split_at(near);
        let count = now.last()? - first + 1;
        let window = list_window(connection.clone(), question.clone(), *first, count, None)
            .await
            .ok()?;
        let row = |at: &u32| window.rows.get((at - window.offset) as usize).cloned();
        rows.extend(now.iter().filter_map(row));
        left = later;
    }
    Some(rows)
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn marks_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// A browser that refuses says so itself.
fn write(text: &str) {
    let _written: Promise = window().navigator().clipboard().write_text(text);
}
