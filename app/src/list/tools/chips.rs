//! The filters, each as a chip that can be changed and taken away.

use leptos::prelude::*;
use model::list::Filter;

use super::Tools;
use crate::list::words;

/// One chip for each filter.
#[component]
pub fn Chips(tools: Tools) -> impl IntoView {
    let filters = tools.state.view.with_untracked(|view| view.filters.clone());
    filters.iter().map(|filter| chip(tools, filter)).collect_view()
}

fn chip(tools: Tools, filter: &Filter) -> impl IntoView + use<> {
    let words = words::of_filter(filter, &tools.state.column(&filter.column), false);
    let (id, removes) = (filter.column.to_string(), format!("Remove filter {words}"));
    view! {
        <span class="chip-filter">
            <button name="edit" value=id.clone() aria-haspopup="dialog"><bdi>{words}</bdi></button>
            <button name="drop" value=id aria-label=removes>"×"</button>
        </span>
    }
}
