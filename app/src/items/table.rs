//! The table of records. Its roles are written out: on narrow screens the style sheet lays it out
//! as a list, and browsers then forget that it is a table.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Row, listing::Phase, row::RecordRow};

const COLUMNS: [&str; 7] = ["Name", "E-mail", "Phone", "Company", "Created", "Modified", "Record"];

/// The rows that match, and rows of the same height for those on their way.
#[component]
pub fn Table(
    /// What to show.
    rows: Memo<Vec<Row>>,
    /// What is under way.
    phase: Memo<Phase>,
    /// Where the records are.
    provider: Arc<str>,
) -> impl IntoView {
    let loading = move || phase.get() == Phase::Loading;
    let nothing = move || rows.with(Vec::is_empty) && !loading();
    view! {
        <table role="table" aria-label="Items" hidden=nothing aria-busy=move || loading().to_string()>
            <Columns/>
            <tbody role="rowgroup">
                <For
                    each=move || rows.get()
                    key=|(position, _)| *position
                    children=move |(_, item)| view! { <RecordRow item provider=Arc::clone(&provider)/> }
                />
                {move || loading().then(skeleton)}
            </tbody>
        </table>
    }
}

/// The header row.
#[component]
pub fn Columns() -> impl IntoView {
    let heads = COLUMNS.map(|name| view! { <th role="columnheader" scope="col">{name}</th> });
    view! {
        <thead role="rowgroup">
            <tr role="row">{heads.into_iter().collect_view()}</tr>
        </thead>
    }
}

/// Three empty rows.
fn skeleton() -> impl IntoView {
    let row = || view! { <tr class="skeleton" aria-hidden="true">{COLUMNS.map(|_| view! { <td><span/></td> }).into_iter().collect_view()}</tr> };
    (row(), row(), row())
}
