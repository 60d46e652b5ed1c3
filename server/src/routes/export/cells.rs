//! Cells of a CSV: values as people see them, and nothing that a spreadsheet would run.

use std::borrow::Cow;

use jiff::{Timestamp, tz::TimeZone};
use model::{
    IntegrationItem,
    list::{Column, ColumnId, ColumnType},
};

/// What the record has in that column: labels for choices, times in RFC 3339, days as dates.
pub(super) fn cell<'a>(item: &'a IntegrationItem, column: &'a Column) -> Cow<'a, str> {
    match &column.id {
        ColumnId::Name => item.name.as_deref().unwrap_or_default().into(),
        ColumnId::Created => time(item.creation_time),
        ColumnId::Modified => time(item.last_modified_time),
        ColumnId::Id => item.id.as_str().into(),
        ColumnId::Property(name) => property(column, item.property(name).unwrap_or_default()),
    }
}

fn time(at: Option<Timestamp>) -> Cow<'static, str> {
    at.map(|at| at.to_string()).unwrap_or_default().into()
}

fn property<'a>(column: &'a Column, value: &'a str) -> Cow<'a, str> {
    match column.column_type {
        ColumnType::Choice => labels(column, value),
        ColumnType::Instant => match instant(value) {
            Some(at) => at.to_string().into(),
            None => value.into(),
        },
        ColumnType::Day => match milliseconds(value) {
            Some(at) => TimeZone::UTC.to_datetime(at).date().to_string().into(),
            None => value.into(),
        },
        _ => value.into(),
    }
}

/// Several choices stand with `;` between them.
fn labels<'a>(column: &'a Column, value: &'a str) -> Cow<'a, str> {
    if !value.contains(';') || column.choices.iter().any(|choice| choice.value == value) {
        return column.label_of(value).into();
    }
    let labels: Vec<&str> = value.split(';').map(|value| column.label_of(value)).collect();
    labels.join("; ").into()
}

fn instant(value: &str) -> Option<Timestamp> {
    milliseconds(value).or_else(|| value.parse().ok())
}

fn milliseconds(value: &str) -> Option<Timestamp> {
    Timestamp::from_millisecond(value.parse().ok()?).ok()
}

/// The same with an apostrophe before it if a spreadsheet might take it for a formula (CWE-1236; OWASP: CSV
/// injection). Spreadsheets pass over blanks before a formula, and some read the wide forms as the narrow ones.
pub(super) fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    let begins_a_cell = text.starts_with(['\t', '\r', '\n']);
    let first = text.chars().find(|letter| !is_passed_over(*letter));
    if begins_a_cell || first.is_some_and(begins_a_formula) {
        return format!("'{text}").into();
    }
    text
}

fn begins_a_formula(letter: char) -> bool {
    "=+-@＝＋－＠﹦﹢﹣﹫−".contains(letter)
}

/// Blanks, controls, and what has no width: joiners, marks of direction, the byte order mark.
fn is_passed_over(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::list::Choice;

    use super::*;

    fn column(id: ColumnId, column_type: ColumnType) -> Column {
        Column::new(id, "", column_type).choosing([
            Choice::new("lead", "Lead"),
            Choice::new("mql", "Marketing, qualified"),
            Choice::new("a;b", "Both"),
        ])
    }

    fn shown(column_type: ColumnType, value: &str) -> String {
        let item = IntegrationItem {
            properties: BTreeMap::from([("x".to_owned(), value.to_owned())]),
            ..IntegrationItem::default()
        };
        cell(&item, &column(ColumnId::property("x"), column_type)).into_owned()
    }

    #[test]
    fn values_are_written_as_people_see_them() {
        use ColumnType::{Choice, Day, Instant, Text};
        for (column_type, value, expected) in [
            (Choice, "lead", "Lead"),
            (Choice, "lead;mql;gone", "Lead; Marketing, qualified; gone"),
            (Choice, "a;b", "Both"),
            (Choice, "gone", "gone"),
            (Instant, "1714521600000", "2024-05-01T00:00:00Z"),
            (Instant, "2024-05-01T02:00:00.5+02:00", "2024-05-01T00:00:00.5Z"),
            (Instant, "soon", "soon"),
            (Day, "1714521600000", "2024-05-01"),
            (Day, "2024-05-01", "2024-05-01"),
            (Text, "1714521600000", "1714521600000"),
            (Text, "", ""),
        ] {
            assert_eq!(shown(column_type, value), expected, "{value}");
        }
    }

    #[test]
    fn an_items_own_fields_are_columns_too() {
        let item = IntegrationItem {
            id: "7".to_owned(),
            name: Some("Ada".to_owned()),
            creation_time: Some(Timestamp::from_second(1_714_521_600).unwrap()),
            ..IntegrationItem::default()
        };
        let text = |id| cell(&item, &column(id, ColumnType::Text)).into_owned();
        assert_eq!(
            (text(ColumnId::Id), text(ColumnId::Name)),
            ("7".to_owned(), "Ada".to_owned())
        );
        assert_eq!(text(ColumnId::Created), "2024-05-01T00:00:00Z");
        assert_eq!(text(ColumnId::Modified), "");
    }

    #[test]
    fn what_might_be_a_formula_is_text() {
        for formula in [
            "=1+1",
            "+44 20 7946 0000",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\tx",
            "\n=1",
            "  =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{200e}\u{202e}=1",
            "\u{0}=1",
            "＝1",
            "　＋1",
            "－1",
            "＠x",
        ] {
            assert_eq!(guarded(formula.into()), format!("'{formula}"));
        }
    }

    #[test]
    fn anything_else_is_left_alone() {
        for text in [
            "",
            "Ada",
            "a=b",
            "1-2",
            "'x",
            "ada@northwind.example",
            "زوي",
            "😀",
            " x ",
            "\"=1\"",
        ] {
            assert_eq!(guarded(text.into()), text);
        }
    }
}
