//! Columns: the fields of a table, and what bases have.

use integrations::{Provider as _, ProviderError};
use model::{
    ItemKind,
    list::{Column, ColumnId, ColumnType},
};

use crate::connected::{Connected, bases, of};

async fn columns(connected: &Connected, kind: &ItemKind) -> Vec<Column> {
    connected.airtable.columns(&connected.access, kind).await.unwrap()
}

fn of_field<'a>(columns: &'a [Column], name: &str) -> &'a Column {
    columns
        .iter()
        .find(|column| column.id == ColumnId::property(name))
        .unwrap()
}

#[tokio::test]
async fn the_columns_of_a_table_are_its_fields_the_primary_one_first() {
    let connected = Connected::with(of(1, 5, 1)).await;
    let kind = connected.records_of("People").await;
    let columns = columns(&connected, &kind).await;
    let usual: Vec<&str> = columns
        .iter()
        .filter(|column| column.usual)
        .map(|column| column.label.as_str())
        .collect();
    assert_eq!(
        usual,
        [
            "Name",
            "Email",
            "Phone",
            "Website",
            "Notes",
            "Biography",
            "Points",
            "Salary"
        ]
    );
    assert_eq!(columns[0].id, ColumnId::Name);
    for (name, expected) in [
        ("Email", ColumnType::Email),
        ("Phone", ColumnType::Phone),
        ("Website", ColumnType::Link),
        ("Salary", ColumnType::Number),
        ("Active", ColumnType::Choice),
        ("Born", ColumnType::Day),
        ("Last seen", ColumnType::Instant),
        ("Status", ColumnType::Choice),
        ("Tags", ColumnType::Choice),
        ("Owner", ColumnType::Text),
        ("Created", ColumnType::Instant),
    ] {
        assert_eq!(of_field(&columns, name).column_type, expected, "{name}");
    }
    assert_eq!(connected.asked().len(), 1);
}

#[tokio::test]
async fn every_choice_in_the_records_is_one_of_the_column() {
    let connected = Connected::with(of(1, 5, 100)).await;
    let kind = connected.records_of("People").await;
    let columns = columns(&connected, &kind).await;
    let (items, _) = connected.all(&kind).await;
    for name in ["Status", "Tags", "Active"] {
        let known: Vec<&str> = of_field(&columns, name)
            .choices
            .iter()
            .map(|choice| choice.value.as_str())
            .collect();
        let values = items
            .iter()
            .filter_map(|item| item.property(name))
            .flat_map(|text| text.split(';'));
        assert!(values.clone().count() > 10, "{name}");
        values.for_each(|value| assert!(known.contains(&value), "{name} {value}"));
    }
}

#[tokio::test]
async fn every_property_of_a_record_has_a_column() {
    let connected = Connected::with(of(1, 5, 40)).await;
    for table in ["People", "Companies", "Invoices", "Readings", "Größe / <b>100 %</b> 🚀"] {
        let kind = connected.records_of(table).await;
        let columns = columns(&connected, &kind).await;
        let primary = &columns[0].label;
        let (items, _) = connected.all(&kind).await;
        for name in items.iter().flat_map(|item| item.properties.keys()) {
            let has_one = name == primary || columns.iter().any(|column| column.id == ColumnId::property(name));
            assert!(has_one, "{table} {name}");
        }
    }
}

#[tokio::test]
async fn what_bases_have_is_known_unasked() {
    let connected = Connected::with(of(1, 2, 1)).await;
    let (items, _) = connected.all(&bases()).await;
    connected.stand_in().clear_journal();
    let columns = columns(&connected, &bases()).await;
    assert!(connected.asked().is_empty());
    for name in items.iter().flat_map(|item| item.properties.keys()) {
        assert!(
            columns.iter().any(|column| column.id == ColumnId::property(name)),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_table_that_is_not_there_has_no_columns() {
    let connected = Connected::with(of(1, 1, 1)).await;
    let kind = connected.records_of("People").await;
    let base = kind.within.as_deref().unwrap().split('/').next().unwrap();
    let nowhere = ItemKind::within("records", format!("{base}/tblUnknownUnknow"));
    let answer = connected.airtable.columns(&connected.access, &nowhere).await;
    assert_eq!(answer.err(), Some(ProviderError::Rejected { status: 404 }));
}
