//! What opens from the tools: one at a time, beneath them.

mod columns;
mod export;
mod filter;
mod sort;

use leptos::prelude::*;

use self::{columns::ColumnsForm, export::ExportMenu, filter::FilterForm, sort::SortMenu};
use super::{FORM, PLACE, opened::Opened, tools::Tools};

/// What stands open, if anything.
#[component]
pub fn Popover(tools: Tools) -> impl IntoView {
    let kind = tools.opened.with_untracked(Opened::word);
    let (title, content) = match kind {
        "filter" => ("Filter", view! { <FilterForm tools/> }.into_any()),
        "columns" => ("Columns", view! { <ColumnsForm tools/> }.into_any()),
        "sort" => ("Sort", view! { <SortMenu tools/> }.into_any()),
        "export" => ("Export", view! { <ExportMenu tools/> }.into_any()),
        _ => return None,
    };
    Some(view! {
        <div id=PLACE class=format!("popover {kind}") role="dialog" aria-labelledby="tool-title">
            <h2 id="tool-title">{title}</h2>
            <button class="close" form=FORM name="open" value="" aria-label="Close">"×"</button>
            {content}
        </div>
    })
}

#[cfg(test)]
mod tests;
