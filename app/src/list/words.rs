//! Filters as people say them.

use jiff::Timestamp;
use model::list::{Column, ColumnType, Filter, Test};

use super::days::day_of;
use crate::date::day;

/// How many choices are named before the rest is counted.
const NAMED: usize = 3;

/// `Lifecycle stage: Customer, Lead`.
pub fn of_filter(filter: &Filter, column: &Column, local: bool) -> String {
    format!("{}: {}", column.label, of_test(&filter.test, column, local))
}

fn of_test(test: &Test, column: &Column, local: bool) -> String {
    match test {
        Test::Has(part) => format!("has “{part}”"),
        Test::In(values) => choices(values, column),
        Test::Time { from, until } => {
            let from = from.and_then(|at| day_of(column.column_type, at, local));
            // The end itself is not in it.
            let last = until.and_then(|at| day_of(column.column_type, at - 1, local));
            range(from.map(day), last.map(day), ("from", "until"))
        }
        Test::Number { least, most } => range(least.clone(), most.clone(), ("at least", "at most")),
        Test::Empty => "empty".to_owned(),
        Test::Filled => "not empty".to_owned(),
    }
}

fn choices(values: &[String], column: &Column) -> String {
    let named: Vec<&str> = values.iter().take(NAMED).map(|value| column.label_of(value)).collect();
    let named = named.join(", ");
    match values.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

fn range(from: Option<String>, to: Option<String>, (after, before): (&str, &str)) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => format!("{after} {from}"),
        (None, Some(to)) => format!("{before} {to}"),
        (None, None) => "any".to_owned(),
    }
}

/// A day as date fields hold it: `2024-05-01`.
pub fn field_day(column_type: ColumnType, at: i64, local: bool) -> String {
    let day: Option<Timestamp> = day_of(column_type, at, local);
    day.map(|at| at.to_string().chars().take("2024-05-01".len()).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use model::list::{Choice, ColumnId};

    use super::*;

    fn said(column_type: ColumnType, test: &str) -> String {
        let choices = [Choice::new("lead", "Lead"), Choice::new("customer", "Customer")];
        let column = Column::new(ColumnId::property("x"), "Stage", column_type).choosing(choices);
        let test = Test::parse(test).unwrap();
        let filter = Filter {
            column: column.id.clone(),
            test,
        };
        of_filter(&filter, &column, false)
    }

    #[test]
    fn choices_are_called_by_their_labels_and_many_are_counted() {
        assert_eq!(
            said(ColumnType::Choice, "in:customer,lead,gone"),
            "Stage: Customer, Lead, gone"
        );
        assert_eq!(
            said(ColumnType::Choice, "in:lead,a,b,c,d"),
            "Stage: Lead, a, b and 2 more"
        );
    }

    #[test]
    fn a_range_of_days_names_its_first_and_its_last_day() {
        let day = |test| said(ColumnType::Day, test);
        assert_eq!(day("time:2024-05-01..2024-06-01"), "Stage: 1 May 2024 – 31 May 2024");
        assert_eq!(day("time:2024-05-01..2024-05-02"), "Stage: 1 May 2024");
        assert_eq!(day("time:2024-05-01.."), "Stage: from 1 May 2024");
        assert_eq!(day("time:..2024-06-01"), "Stage: until 31 May 2024");
    }

    #[test]
    fn each_other_test_has_its_words() {
        assert_eq!(said(ColumnType::Text, "has:north"), "Stage: has “north”");
        assert_eq!(said(ColumnType::Number, "number:5..10"), "Stage: 5 – 10");
        assert_eq!(said(ColumnType::Number, "number:..10"), "Stage: at most 10");
        assert_eq!(said(ColumnType::Text, "empty"), "Stage: empty");
        assert_eq!(said(ColumnType::Text, "filled"), "Stage: not empty");
    }

    #[test]
    fn a_date_field_holds_the_day() {
        assert_eq!(field_day(ColumnType::Day, 1_714_521_600_000, false), "2024-05-01");
    }
}
