//! What a data source tells of its properties.

use serde_json::{Map, Value, json};

use super::{Kind, properties_of, property_id};
use crate::notion::workspace::{Thing, Workspace};
use crate::words::{STATUSES, TAGS};

const COLORS: [&str; 6] = ["blue", "green", "red", "yellow", "gray", "purple"];

/// The properties of a data source, by name.
pub(crate) fn configuration(workspace: &Workspace, source: u32) -> Map<String, Value> {
    let properties = properties_of(source).iter().enumerate();
    let told = properties.map(|(index, property)| {
        let kind = property.kind;
        let mut told = json!({
            "id": property_id(source, index),
            "name": property.name,
            "description": null,
            "type": kind.name(),
        });
        told[kind.name()] = details(workspace, source, kind);
        (property.name.to_owned(), told)
    });
    told.collect()
}

fn details(workspace: &Workspace, source: u32, kind: Kind) -> Value {
    match kind {
        Kind::Number => json!({ "format": "number" }),
        Kind::Select => json!({ "options": options(&STATUSES) }),
        Kind::MultiSelect => json!({ "options": options(&TAGS) }),
        Kind::Status => json!({ "options": options(&STATUSES), "groups": [] }),
        Kind::Formula => json!({ "expression": "prop(\"Points\") * 2" }),
        Kind::UniqueId => json!({ "prefix": "C" }),
        Kind::Relation => json!({
            "database_id": workspace.id(Thing::Database(workspace.database_of(source))),
            "data_source_id": workspace.id(Thing::Source(source)),
            "type": "single_property",
            "single_property": {},
        }),
        Kind::Rollup => json!({
            "function": "count",
            "relation_property_name": "Related",
            "rollup_property_name": "Name",
        }),
        _ => json!({}),
    }
}

fn options(names: &[&str]) -> Vec<Value> {
    let painted = names.iter().zip(COLORS);
    painted.map(|(name, color)| option(name, color)).collect()
}

/// An option; Notion's ids of options are short, these are their names' lengths and colours.
pub(super) fn option(name: &str, color: &str) -> Value {
    json!({ "id": format!("{}{color}", name.len()), "name": name, "color": color })
}

/// The option of that place among those with these names.
pub(super) fn chosen(names: &[&str], index: usize) -> Value {
    option(names[index], COLORS[index % COLORS.len()])
}
