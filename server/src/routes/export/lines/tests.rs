//! What is written is read again as it was, whatever it holds.

use std::collections::BTreeMap;

use model::list::{ColumnId, ColumnType};
use proptest::{collection::vec, prelude::*};

use super::*;

fn columns(count: usize) -> Vec<Column> {
    let named = |at: usize| {
        let id = ColumnId::property(&format!("p{at}"));
        Column::new(id, format!("Column {at}"), ColumnType::Text).usual()
    };
    (0..count).map(named).collect()
}

fn item(cells: &[String]) -> IntegrationItem {
    let properties = cells.iter().enumerate();
    IntegrationItem {
        id: "1".to_owned(),
        properties: properties.map(|(at, text)| (format!("p{at}"), text.clone())).collect(),
        ..IntegrationItem::default()
    }
}

fn written(format: Format, width: usize, rows: &[Vec<String>]) -> String {
    let lines = format.lines(columns(width));
    let mut bytes = lines.head().unwrap();
    bytes.extend(lines.take(&mut rows.iter().map(|row| item(row))).unwrap());
    String::from_utf8(bytes).unwrap()
}

fn texts(row: &[&str]) -> Vec<String> {
    row.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_csv_is_as_spreadsheets_want_it() {
    let rows = [
        texts(&["a,b", "say \"hi\""]),
        texts(&["one\ntwo", "😀 زوي"]),
        texts(&["=1+1", ""]),
    ];
    assert_eq!(
        written(Format::Csv, 2, &rows),
        "\u{feff}Column 0,Column 1\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n\"one\ntwo\",😀 زوي\r\n'=1+1,\r\n"
    );
}

#[test]
fn a_label_is_no_formula_either() {
    let mut columns = columns(1);
    columns[0].label = "=cmd".to_owned();
    let head = Format::Csv.lines(columns).head().unwrap();
    assert_eq!(String::from_utf8(head).unwrap(), "\u{feff}'=cmd\r\n");
}

#[test]
fn a_json_line_is_the_item_as_it_came() {
    let item = IntegrationItem {
        name: Some("=1\n\"😀".to_owned()),
        properties: BTreeMap::from([("note".to_owned(), "a\r\nb".to_owned())]),
        ..item(&[])
    };
    let bytes = Lines::JsonLines
        .take(&mut [item.clone(), item.clone()].into_iter())
        .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(serde_json::from_str::<IntegrationItem>(lines[1]).unwrap(), item);
}

/// Text with much of what has a meaning in a CSV or a spreadsheet.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just(",".to_owned()),
        Just("\"".to_owned()),
        Just("\r\n".to_owned()),
        Just("\n".to_owned()),
        Just("=".to_owned()),
        Just("'".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("\u{202e}".to_owned()),
        any::<char>().prop_map(String::from),
        "[ -~]{0,5}",
    ];
    vec(part, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn a_csv_is_read_as_it_was_written_but_for_the_guards(rows in vec(vec(hostile(), 3), 0..20)) {
        let text = written(Format::Csv, 3, &rows);
        let text = text.strip_prefix('\u{feff}').unwrap();
        let read: Vec<Vec<String>> = csv::Reader::from_reader(text.as_bytes())
            .into_records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        prop_assert_eq!(read.len(), rows.len());
        for (read, row) in read.iter().flatten().zip(rows.iter().flatten()) {
            prop_assert!(read == row || read.strip_prefix('\'') == Some(row), "{row:?} became {read:?}");
            prop_assert!(!read.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{read:?}");
        }
    }
}
