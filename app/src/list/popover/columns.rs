//! Which columns are shown, and in which order.

use leptos::prelude::*;
use model::list::{Column, ColumnId, View};

use crate::list::{
    groups::grouped,
    state::explicit,
    tools::{Kept, Tools},
};

/// Those that are shown, to be put in order; then all that there are, to be chosen from.
#[component]
pub fn ColumnsForm(tools: Tools) -> impl IntoView {
    let (view, shown) = (tools.state.view.get_untracked(), tools.state.shown());
    let columns = tools.state.columns.get_untracked();
    view! {
        <form method="get">
            <Kept view=explicit(view.clone(), &shown) leaving=&[]/>
            <input type="hidden" name="pick" value="1"/>
            // The first button of the form is the one that Enter presses.
            <button class="primary" data-alive="hidden">"Show these"</button>
            <ul class="order" aria-label="Shown, in this order">
                {shown.into_iter().map(place).collect_view()}
            </ul>
            <button class="plain" name="usual" value="1">"Usual columns"</button>
            <input
                type="search"
                class="field"
                aria-label="Find a property"
                placeholder="Find a property"
                data-finds="fieldset label"
                hidden
                data-alive="shown"
            />
            {grouped(&columns).into_iter().map(|(group, columns)| choices(&view, group, columns)).collect_view()}
        </form>
    }
}

fn place(column: Column) -> impl IntoView {
    let (id, label) = (column.id.to_string(), column.label);
    view! {
        <li>
            <bdi>{label.clone()}</bdi>
            <button name="up" value=id.clone() aria-label=format!("Move {label} up")>"↑"</button>
            <button name="down" value=id aria-label=format!("Move {label} down")>"↓"</button>
        </li>
    }
}

fn choices(view: &View, group: &str, columns: Vec<&Column>) -> impl IntoView + use<> {
    let boxes = columns.into_iter().map(|column| {
        let (value, checked) = (column.id.to_string(), shows(view, &column.id, column.usual));
        view! {
            <label>
                <input type="checkbox" name="col" value=value checked=checked/>
                <bdi>{column.label.clone()}</bdi>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend>{group.to_owned()}</legend>
            {boxes.collect_view()}
        </fieldset>
    }
}

fn shows(view: &View, id: &ColumnId, usual: bool) -> bool {
    if view.columns.is_empty() {
        return usual;
    }
    view.columns.iter().any(|column| column.id == *id)
}
