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
    let text = |name: &str, label: &str| column(ColumnId::property(name), label, ColumnType::Text, &[]);
    let choice = |name: &str, label: &str, choices: &[(&str, &str)]| {
        column(ColumnId::property(name), label, ColumnType::Choice, choices)
    };
    let mut columns = vec![
        column(ColumnId::Name, "Name", ColumnType::Text, &[]),
        choice("type", "Type", &TYPES),
        text("options", "Options"),
        text("description", "Description"),
        text("name", "Internal name"),
    ];
    for column in &mut columns {
        column.usual = true;
    }
    columns.extend([
        text("field_type", "Field"),
        choice("read_only", "Read only", &YES_OR_NO),
        choice("calculated", "Calculated", &YES_OR_NO),
        choice("has_unique_value", "Unique", &YES_OR_NO),
        choice("hubspot_defined", "Defined by HubSpot", &YES_OR_NO),
        choice("hidden", "Hidden", &YES_OR_NO),
        column(ColumnId::Modified, "Modified", ColumnType::Instant, &[]),
        column(ColumnId::Created, "Created", ColumnType::Instant, &[]),
        column(ColumnId::Id, "Id", ColumnType::Text, &[]),
    ]);
    columns
}

fn column(id: ColumnId, label: &str, column_type: ColumnType, choices: &[(&str, &str)]) -> Column {
    let choices = choices.iter().map(|(value, label)| Choice {
        value: (*value).to_owned(),
        label: (*label).to_owned(),
    });
    Column {
        id,
        label: label.to_owned(),
        column_type,
        group: None,
        choices: choices.collect(),
        usual: false,
        editable: false,
    }
}
