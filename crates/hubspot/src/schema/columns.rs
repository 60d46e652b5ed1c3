//! What can be shown of groups and properties: the same in every account.

use model::list::{Choice, Column, ColumnId, ColumnType};

/// HubSpot: the types of values.
const TYPES: [(&str, &str); 7] = [
    ("string", "Text"),
    ("number", "Number"),
    ("enumeration", "Choice"),
    ("bool", "Yes or no"),
    ("date", "Date"),
    ("datetime", "Date and time"),
    ("phone_number", "Phone number"),
];

const YES_OR_NO: [(&str, &str); 2] = [("true", "Yes"), ("false", "No")];

/// Every column, the usual ones first.
pub(crate) fn columns() -> Vec<Column> {
    let text = |name: &str, label: &str| Column::new(ColumnId::property(name), label, ColumnType::Text);
    let choice = |name: &str, label: &str, choices: &[(&str, &str)]| {
        let choices = choices.iter().map(|(value, label)| Choice::new(*value, *label));
        Column::new(ColumnId::property(name), label, ColumnType::Choice).choosing(choices)
    };
    vec![
        Column::new(ColumnId::Name, "Name", ColumnType::Text).usual(),
        choice("type", "Type", &TYPES).usual(),
        text("options", "Options").usual(),
        text("description", "Description").usual(),
        text("name", "Internal name").usual(),
        text("field_type", "Field"),
        choice("read_only", "Read only", &YES_OR_NO),
        choice("calculated", "Calculated", &YES_OR_NO),
        choice("has_unique_value", "Unique", &YES_OR_NO),
        choice("hubspot_defined", "Defined by HubSpot", &YES_OR_NO),
        choice("hidden", "Hidden", &YES_OR_NO),
        Column::new(ColumnId::Modified, "Modified", ColumnType::Instant),
        Column::new(ColumnId::Created, "Created", ColumnType::Instant),
        Column::new(ColumnId::Id, "Id", ColumnType::Text),
    ]
}
