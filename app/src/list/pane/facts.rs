//! The properties of a record: first what the list usually shows, then the rest under its headings.

use std::collections::BTreeMap;

use leptos::prelude::*;
use model::{
    IntegrationItem,
    list::{Column, ColumnId, ColumnType},
};

use super::value::value;
use crate::list::{groups::grouped, tools::Tools};

/// Under what stands what the account's columns do not name.
const OTHER: &str = "Other";

/// A property of the record.
#[derive(Clone, Debug, PartialEq)]
struct Fact {
    column: Column,
    text: String,
}

/// All of them, and a box to look among them.
#[component]
pub fn Facts(tools: Tools, item: IntegrationItem) -> impl IntoView {
    let groups = tools.state.columns.with_untracked(|columns| sorted(&item, columns));
    view! {
        <input
            type="search"
            class="field"
            aria-label="Find a property of this record"
            placeholder="Find a property"
            data-finds="dl > div"
            hidden
            data-alive="shown"
        />
        {groups.iter().map(|(name, facts)| group(name, facts)).collect_view()}
    }
}

fn group(name: &str, facts: &[Fact]) -> Option<AnyView> {
    let found = facts.iter().map(|fact| {
        let label = fact.column.label.clone();
        view! { <div><dt><bdi>{label}</bdi></dt><dd>{value(&fact.column, &fact.text)}</dd></div> }
    });
    let heading = (!name.is_empty()).then(|| view! { <h3>{name.to_owned()}</h3> });
    (!facts.is_empty()).then(|| view! { {heading} <dl>{found.collect_view()}</dl> }.into_any())
}

/// What the list usually shows, without a heading; then group by group; then what no column names.
fn sorted(item: &IntegrationItem, columns: &[Column]) -> Vec<(String, Vec<Fact>)> {
    let mut left: BTreeMap<&str, &str> = item.properties.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut groups = vec![(String::new(), Vec::new())];
    for (heading, columns) in grouped(columns) {
        let mut facts = Vec::new();
        for column in columns {
            let Some(text) = cell(item, &column.id, &mut left) else {
                continue;
            };
            let (column, usual) = (column.clone(), column.usual);
            let fact = Fact { column, text };
            let group = if usual { &mut groups[0].1 } else { &mut facts };
            group.push(fact);
        }
        groups.push((heading.to_owned(), facts));
    }
    let news = left.into_iter().filter(|(_, text)| !is_said(item, text));
    let unnamed = news.map(|(name, text)| Fact {
        column: nameless(name),
        text: text.to_owned(),
    });
    groups.push((OTHER.to_owned(), unnamed.collect()));
    groups
}

/// The value of a column; the heading of the pane has the name.
fn cell(item: &IntegrationItem, id: &ColumnId, left: &mut BTreeMap<&str, &str>) -> Option<String> {
    match id {
        ColumnId::Name => None,
        ColumnId::Created => item.creation_time.map(|at| at.to_string()),
        ColumnId::Modified => item.last_modified_time.map(|at| at.to_string()),
        ColumnId::Id => Some(item.id.clone()),
        ColumnId::Property(name) => left.remove(name.as_str()).map(str::to_owned),
    }
}

/// Whether it is the record's id or one of its times once more, under the provider's own name for it.
fn is_said(item: &IntegrationItem, text: &str) -> bool {
    let at = text.parse().ok();
    text == item.id || (at.is_some() && (at == item.creation_time || at == item.last_modified_time))
}

fn nameless(name: &str) -> Column {
    Column::new(ColumnId::property(name), name, ColumnType::Text)
}
