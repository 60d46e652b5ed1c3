//! Columns: those of every page and database, then the properties that databases give their pages.

use std::collections::BTreeMap;

use integrations::{Access, ProviderError};
use model::list::{Choice, Column, ColumnId, ColumnType};
use serde_json::{Value, json};

use crate::{api::NotionApi, object::Object, pages::Found};

/// Every column, the usual ones first. The databases are asked for once: what the hundred first of them
/// do not have, has no column, and is in its records all the same.
pub(crate) async fn list(api: &NotionApi, access: &Access) -> Result<Vec<Column>, ProviderError> {
    let databases = json!({"page_size": 100, "filter": {"property": "object", "value": "data_source"}});
    let body = api.search(&databases, access).await?;
    Ok(arranged(&Found::read(&body)?.objects()))
}

fn arranged(databases: &[Object]) -> Vec<Column> {
    let kinds = [Choice::new("page", "Page"), Choice::new("database", "Database")];
    let mut columns = vec![
        Column::new(ColumnId::Name, "Name", ColumnType::Text).usual(),
        Column::new(ColumnId::property("object"), "Kind", ColumnType::Choice)
            .choosing(kinds)
            .usual(),
        Column::new(ColumnId::Modified, "Last edited", ColumnType::Instant).usual(),
        Column::new(ColumnId::Created, "Created", ColumnType::Instant),
    ];
    let further = [
        ("cover", "Cover"),
        ("created_by", "Created by"),
        ("database_id", "Database id"),
        ("last_edited_by", "Last edited by"),
        ("description", "Description"),
        ("icon", "Icon"),
        ("properties", "Properties"),
        ("public_url", "Public address"),
    ];
    columns.extend(further.map(|(name, label)| Column::new(ColumnId::property(name), label, ColumnType::Text)));
    columns.push(Column::new(ColumnId::Id, "Id", ColumnType::Text));
    let taken: Vec<ColumnId> = columns.iter().map(|column| column.id.clone()).collect();
    let properties = of_properties(databases).into_values();
    columns.extend(properties.filter(|column| !taken.contains(&column.id)));
    columns
}

/// One column for all properties of a name. It stands under its database's name when only one has it,
/// and is text where two do not agree on what it is.
fn of_properties(databases: &[Object]) -> BTreeMap<String, Column> {
    let mut columns: BTreeMap<String, Column> = BTreeMap::new();
    for database in databases {
        for (name, schema) in &database.properties {
            let id = ColumnId::property(name);
            if schema["type"] == "title" || ColumnId::parse(&id.to_string()).is_err() {
                continue;
            }
            let column_type = column_type(schema);
            let column = columns.entry(name.clone()).or_insert_with(|| Column {
                group: database.name(),
                ..Column::new(id, name, column_type)
            });
            if column.group != database.name() {
                column.group = None;
            }
            if column.column_type != column_type {
                column.column_type = ColumnType::Text;
            }
            let further = choices(schema).into_iter();
            let known = column.choices.clone();
            column.choices.extend(further.filter(|choice| !known.contains(choice)));
        }
    }
    let is_choice = |column: &Column| column.column_type == ColumnType::Choice;
    columns
        .values_mut()
        .filter(|column| !is_choice(column))
        .for_each(|column| column.choices.clear());
    columns
}

/// Notion: "Data source properties".
fn column_type(schema: &Value) -> ColumnType {
    match schema["type"].as_str().unwrap_or_default() {
        "checkbox" | "multi_select" | "select" | "status" => ColumnType::Choice,
        "date" => ColumnType::Day,
        "created_time" | "last_edited_time" => ColumnType::Instant,
        "email" => ColumnType::Email,
        "number" => ColumnType::Number,
        "phone_number" => ColumnType::Phone,
        "url" => ColumnType::Link,
        _ => ColumnType::Text,
    }
}

fn choices(schema: &Value) -> Vec<Choice> {
    let sort = schema["type"].as_str().unwrap_or_default();
    if sort == "checkbox" {
        return vec![Choice::new("true", "Yes"), Choice::new("false", "No")];
    }
    let options = schema[sort]["options"].as_array().into_iter().flatten();
    let names = options.filter_map(|option| option["name"].as_str());
    names.map(|name| Choice::new(name, name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(id: char, title: &str, properties: &Value) -> Object {
        let id = id.to_string().repeat(32);
        let title = json!([{"plain_text": title}]);
        serde_json::from_value(json!({"object": "data_source", "id": id, "title": title, "properties": properties}))
            .unwrap()
    }

    fn of<'a>(columns: &'a [Column], id: &str) -> &'a Column {
        columns.iter().find(|column| column.id.to_string() == id).unwrap()
    }

    #[test]
    fn properties_of_a_name_are_one_column() {
        let select = |names: &[&str]| {
            let options: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
            json!({"type": "select", "select": {"options": options}})
        };
        let title = json!({"type": "title", "title": {}});
        let tasks =
            json!({"Task": title, "Stage": select(&["a", "b"]), "Due": {"type": "date"}, "Size": {"type": "number"}});
        let notes = json!({"Note": title, "Stage": select(&["b", "c"]), "Size": {"type": "rich_text"}});
        let columns = arranged(&[database('a', "Tasks", &tasks), database('b', "Notes", &notes)]);
        let first: Vec<String> = columns.iter().take(4).map(|column| column.id.to_string()).collect();
        assert_eq!(first, ["name", "p.object", "modified", "created"]);
        assert_eq!(columns.iter().filter(|column| column.usual).count(), 3);
        let stages: Vec<&str> = of(&columns, "p.Stage")
            .choices
            .iter()
            .map(|choice| choice.value.as_str())
            .collect();
        assert_eq!((stages, &of(&columns, "p.Stage").group), (vec!["a", "b", "c"], &None));
        assert_eq!(of(&columns, "p.Due").group.as_deref(), Some("Tasks"));
        assert_eq!(of(&columns, "p.Due").column_type, ColumnType::Day);
        assert_eq!(of(&columns, "p.Size").column_type, ColumnType::Text);
        assert!(columns.iter().all(|column| column.id != ColumnId::property("Task")));
    }

    #[test]
    fn a_property_that_is_called_like_one_of_every_page_has_no_second_column() {
        let columns = arranged(&[database('a', "Tasks", &json!({"icon": {"type": "number"}}))]);
        let icons = columns.iter().filter(|column| column.id == ColumnId::property("icon"));
        assert_eq!(icons.count(), 1);
    }
}
