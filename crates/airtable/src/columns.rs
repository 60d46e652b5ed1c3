//! Columns: what a list of bases, and one of a table's records, can show.

use integrations::{Access, ProviderError};
use model::list::{Column, ColumnId, ColumnType};

use crate::{
    api::AirtableApi,
    place::{NONE, TablePlace},
    schema::{self, Field, Schema},
};

/// So many columns are shown when nothing else was chosen.
const USUAL: usize = 8;

/// Of bases and tables.
pub(crate) fn of_bases() -> Vec<Column> {
    let property = |name: &str, label: &str| Column::new(ColumnId::property(name), label, ColumnType::Text);
    vec![
        Column::new(ColumnId::Name, "Name", ColumnType::Text).usual(),
        property("description", "Description").usual(),
        property("fields", "Fields").usual(),
        property("permissionLevel", "Permission level").usual(),
        property("primaryField", "Primary field"),
        property("views", "Views"),
        Column::new(ColumnId::Id, "Id", ColumnType::Text),
    ]
}

/// Of a table's records: its fields in their order, the primary one first.
pub(crate) async fn of_table(
    api: &AirtableApi,
    access: &Access,
    table: &TablePlace,
) -> Result<Vec<Column>, ProviderError> {
    let body = schema::ask(api, access, &table.base).await?;
    let schema = Schema::read(&body)?;
    let (table, _) = schema.table(&table.table).ok_or(NONE)?;
    Ok(of_fields(&table.fields(), table.primary_field_id.as_deref()))
}

fn of_fields(fields: &[Field], primary: Option<&str>) -> Vec<Column> {
    let is_primary = |field: &Field| Some(field.id.as_str()) == primary;
    let name = fields
        .iter()
        .find(|field| is_primary(field))
        .map_or("Name", |field| &field.name);
    let mut columns = vec![Column::new(ColumnId::Name, name, ColumnType::Text).usual()];
    // As text it is the name already; as anything else it is sorted in its own way.
    let others = fields
        .iter()
        .filter(|field| field.is_sound() && !(is_primary(field) && field.column_type() == ColumnType::Text));
    columns.extend(others.enumerate().map(|(at, field)| Column {
        choices: field.choices(),
        usual: at + 1 < USUAL,
        ..Column::new(ColumnId::property(&field.name), &field.name, field.column_type())
    }));
    columns.push(Column::new(ColumnId::Created, "Created", ColumnType::Instant));
    columns.push(Column::new(ColumnId::Id, "Id", ColumnType::Text));
    columns
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(id: &str, name: &str, field_type: &str) -> Field {
        serde_json::from_value(json!({"id": id, "name": name, "type": field_type})).unwrap()
    }

    #[test]
    fn the_primary_field_is_the_name_and_the_next_seven_are_usual() {
        let mut fields = vec![
            field("fldA", "Notes", "multilineText"),
            field("fldB", "Who", "singleLineText"),
        ];
        fields.extend((0..10).map(|number| field(&format!("fldN{number}"), &format!("N{number}"), "number")));
        let columns = of_fields(&fields, Some("fldB"));
        let ids: Vec<String> = columns.iter().take(3).map(|column| column.id.to_string()).collect();
        assert_eq!(ids, ["name", "p.Notes", "p.N0"]);
        assert_eq!((columns[0].label.as_str(), columns.len()), ("Who", 14));
        assert_eq!(columns.iter().filter(|column| column.usual).count(), USUAL);
        assert!(columns[..USUAL].iter().all(|column| column.usual));
    }

    #[test]
    fn a_primary_field_that_is_no_text_has_a_column_of_its_own_besides() {
        let columns = of_fields(&[field("fldA", "Number", "autoNumber")], Some("fldA"));
        let told: Vec<(String, ColumnType)> = columns.into_iter().map(|c| (c.id.to_string(), c.column_type)).collect();
        assert_eq!(told[0], ("name".to_owned(), ColumnType::Text));
        assert_eq!(told[1], ("p.Number".to_owned(), ColumnType::Number));
    }

    #[test]
    fn a_field_whose_name_no_address_holds_has_no_column() {
        let columns = of_fields(&[field("fldA", &"x".repeat(129), "number")], None);
        assert_eq!(columns.len(), 3);
    }
}
