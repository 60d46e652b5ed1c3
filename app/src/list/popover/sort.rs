//! By what the list is sorted: for screens that are too narrow for a header row.

use leptos::prelude::*;
use model::list::{Column, Direction};

use crate::list::{FORM, tools::Tools};

/// The columns that are shown; each goes on from ascending to descending to unsorted.
#[component]
pub fn SortMenu(tools: Tools) -> impl IntoView {
    let rules = tools.state.shown().into_iter().map(|column| rule(tools, column));
    view! { <ul class="menu">{rules.collect_view()}</ul> }
}

fn rule(tools: Tools, column: Column) -> impl IntoView {
    let sorted = tools.state.view.with_untracked(|view| view.sorted_by(&column.id));
    let way = sorted.map(|(_, direction)| match direction {
        Direction::Ascending => "ascending",
        Direction::Descending => "descending",
    });
    view! {
        <li>
            <button form=FORM name="by" value=column.id.to_string() aria-pressed=way.is_some().to_string()>
                <span>{column.label}</span>
                {way.map(|way| view! { <span class="quiet">{way}</span> })}
            </button>
        </li>
    }
}
