//! Columns: those of every page, and the properties of databases.

use integrations::Provider as _;
use model::list::{Column, ColumnId, ColumnType};

use crate::connected::{Connected, pages};

async fn columns(connected: &Connected) -> Vec<Column> {
    connected.notion.columns(&connected.access, &pages()).await.unwrap()
}

#[tokio::test]
async fn the_usual_columns_come_first_and_one_question_is_enough() {
    let connected = Connected::with_pages(60).await;
    let columns = columns(&connected).await;
    let usual: Vec<&str> = columns
        .iter()
        .filter(|column| column.usual)
        .map(|column| column.label.as_str())
        .collect();
    assert_eq!(usual, ["Name", "Kind", "Last edited"]);
    assert!(columns[..3].iter().all(|column| column.usual));
    assert_eq!(connected.asked(), ["/v1/search 200"]);
}

#[tokio::test]
async fn every_property_of_a_page_has_a_column() {
    let connected = Connected::with_pages(120).await;
    let columns = columns(&connected).await;
    for item in connected.all().await {
        for name in item.properties.keys() {
            assert!(
                columns.iter().any(|column| column.id == ColumnId::property(name)),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn every_choice_on_a_page_is_one_of_the_column() {
    let connected = Connected::with_pages(200).await;
    let columns = columns(&connected).await;
    let items = connected.all().await;
    let choices = columns.iter().filter(|column| column.column_type == ColumnType::Choice);
    let mut seen = 0;
    for column in choices {
        let ColumnId::Property(name) = &column.id else { continue };
        for value in items
            .iter()
            .filter_map(|item| item.property(name))
            .flat_map(|text| text.split(';'))
        {
            let is_known = column.choices.iter().any(|choice| choice.value == value);
            assert!(is_known, "{name}: {value}");
            seen += 1;
        }
    }
    assert!(seen > 400, "{seen}");
}
