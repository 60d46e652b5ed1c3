//! The grid as the server sends it: HTML that works by itself, and that the engine takes over.

use leptos::{either::EitherOf4, prelude::*};
use model::list::{Column, Row, View, Window};

use super::{
    addresses,
    columns::classes,
    content::{Shape, Standing, content, row_class, shape, whole},
    dates::Clock,
    head::way,
};

/// From here on a text is likely to be cut, and can be read whole by pointing at it.
const LONG: usize = 28;

/// The frame, the header, the rows of the window.
#[component]
pub fn Grid(
    /// What is shown.
    view: View,
    /// The columns that are shown, in their order.
    columns: Vec<Column>,
    /// The rows.
    window: Window,
    /// The path of the page.
    base: String,
) -> impl IntoView {
    let class = if view.compact { "grid compact" } else { "grid" };
    let (rows, columns_count) = ((u64::from(window.matching) + 1).to_string(), columns.len().to_string());
    let page = Page {
        clock: Clock {
            // When the rows were true is as near to now as a page may know.
            now: window.progress.as_of.map(jiff::Timestamp::as_millisecond),
            ahead: |_| 0,
            zone: " UTC",
        },
        classes: classes(&columns),
        view,
        columns,
        base,
    };
    let heads: Vec<_> = (0..page.columns.len()).map(|at| page.head_cell(at)).collect();
    let indices = u64::from(window.offset) + 2..;
    let body: Vec<_> = indices
        .zip(&window.rows)
        .map(|(index, row)| page.row(index, row))
        .collect();
    view! {
        <div
            id="grid"
            class=class
            role="grid"
            aria-label="Items"
            aria-rowcount=rows
            aria-colcount=columns_count
            aria-multiselectable="true"
            tabindex="0"
        >
            <div class="grid-head" role="rowgroup">
                <div class="row" role="row" aria-rowindex="1">{heads}</div>
            </div>
            <div class="grid-body" role="rowgroup">{body}</div>
        </div>
        <p id="grid-says" class="unseen" role="status"></p>
    }
}

/// What all cells of a page need to know.
struct Page {
    view: View,
    columns: Vec<Column>,
    classes: Vec<String>,
    clock: Clock,
    base: String,
}

impl Page {
    /// A header cell: its link sorts.
    fn head_cell(&self, at: usize) -> impl IntoView + use<> {
        let column = &self.columns[at];
        let sorted = self.view.sorted_by(&column.id);
        let first = sorted
            .filter(|(rule, _)| *rule == 0)
            .map(|(_, direction)| way(direction));
        let further = sorted
            .filter(|(rule, _)| *rule > 0)
            .map(|(_, direction)| way(direction));
        let address = format!("{}{}", self.base, addresses::sorted(&self.view, &column.id));
        view! {
            <div
                class=self.classes[at].clone()
                role="columnheader"
                aria-colindex=(at + 1).to_string()
                aria-sort=first
                data-then=further
            >
                <a href=address rel="external">{column.label.clone()}</a>
            </div>
        }
    }

    fn row(&self, index: u64, row: &Row) -> impl IntoView + use<> {
        let is_open = self.view.record.as_ref() == Some(&row.id);
        let standing = if is_open { Standing::Open } else { Standing::Rests };
        let class = row_class(standing, row.opens.is_some());
        let cells: Vec<_> = (0..self.columns.len()).map(|at| self.cell(at, row)).collect();
        view! { <div class=class role="row" aria-rowindex=index.to_string()>{cells}</div> }
    }

    /// Right-to-left text is isolated by `dir`, so that it cannot turn its neighbours around.
    fn cell(&self, at: usize, row: &Row) -> impl IntoView + use<> {
        let column = &self.columns[at];
        let value = row.cells.get(at).and_then(Option::as_deref);
        let said = content(column, value, &self.clock);
        let class = if said.missing {
            format!("{} none", self.classes[at])
        } else {
            self.classes[at].clone()
        };
        let shape = shape(column);
        let title = whole(column, value, &self.clock)
            .filter(|whole| shape == Shape::Time || whole.chars().nth(LONG).is_some())
            .map(std::borrow::Cow::into_owned);
        let (text, reference) = (said.text.into_owned(), said.reference);
        let inner = match shape {
            // What leads nowhere is no link.
            Shape::Link if reference.is_none() => EitherOf4::A(text),
            Shape::Text => EitherOf4::A(text),
            Shape::Record => EitherOf4::B(view! { <a href=self.opening(row) rel="external">{text}</a> }),
            Shape::Link => {
                EitherOf4::C(view! { <a href=reference target="_blank" rel="noopener noreferrer">{text}</a> })
            }
            Shape::Time => EitherOf4::D(view! { <time datetime=reference>{text}</time> }),
        };
        view! { <div class=class role="gridcell" aria-colindex=(at + 1).to_string() dir="auto" title=title>{inner}</div> }
    }

    /// The address of this page with that record open, or inside that folder.
    fn opening(&self, row: &Row) -> String {
        if let Some(kind) = &row.opens {
            return format!("{}{}", self.base, addresses::into_folder(&self.view, kind, &row.id));
        }
        let open = View {
            record: Some(row.id.clone()),
            ..self.view.clone()
        };
        format!("{}?{}", self.base, open.to_query())
    }
}

#[cfg(test)]
mod tests;
