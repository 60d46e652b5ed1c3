//! A filter: of which column, and what its values must be.

mod fields;

use leptos::prelude::*;
use model::list::{Column, ColumnId};

use self::fields::Fields;
use crate::list::{
    FIELDS_LOADING, FORM,
    groups::grouped,
    opened::Opened,
    tools::{Kept, Tools},
};

/// First the column; once there is one, what fits its type.
#[component]
pub fn FilterForm(tools: Tools) -> impl IntoView {
    let view = tools.state.view.get_untracked();
    let chosen = match tools.opened.get_untracked() {
        Opened::Filter(column) => column,
        _ => None,
    };
    let rest = match &chosen {
        Some(id) => {
            let (id, column) = (id.to_string(), tools.state.column(id));
            let filter = view.filters.iter().find(|filter| filter.column == column.id);
            let test = filter.map(|filter| filter.test.clone());
            let set = test.is_some();
            view! {
                <Fields column test/>
                <div class="row">
                    {set.then(|| view! { <button form=FORM name="drop" value=id>"Remove"</button> })}
                    <button class="primary">"Apply"</button>
                </div>
            }
            .into_any()
        }
        None => view! {
            <button class="primary" data-alive="hidden">"Choose"</button>
            <template id=FIELDS_LOADING>
                // Whoever tabs on before the fields are there waits here, and is taken to them.
                <div class="skeleton" role="status" aria-label="Loading the fields" tabindex="0"><span/><span/></div>
            </template>
        }
        .into_any(),
    };
    view! {
        <form method="get">
            <Kept view leaving=&["from"]/>
            <label class="stacked">
                "Column"
                <select name="fc">{options(&tools.state.columns.get_untracked(), chosen.as_ref())}</select>
            </label>
            {rest}
        </form>
    }
}

fn options(columns: &[Column], chosen: Option<&ColumnId>) -> impl IntoView + use<> {
    let groups = grouped(columns).into_iter().map(|(group, columns)| {
        let options = columns.into_iter().map(|column| {
            let selected = chosen == Some(&column.id);
            view! { <option value=column.id.to_string() selected=selected>{column.label.clone()}</option> }
        });
        view! { <optgroup label=group.to_owned()>{options.collect_view()}</optgroup> }
    });
    view! {
        <option value="" selected=chosen.is_none()>"Choose a column…"</option>
        {groups.collect_view()}
    }
}
