//! Rows as text that spreadsheets take: cells apart by tabs, rows by line ends.

use model::list::{Column, ColumnType, Row};

use super::{content::content, dates::Clock};

/// The rows, one to a line.
pub fn table<'a>(columns: &[Column], rows: impl Iterator<Item = &'a Row>, clock: &Clock) -> String {
    let lines = rows.map(|row| {
        let cells = columns.iter().enumerate();
        let texts = cells.map(|(at, column)| cell(column, row.cells.get(at).and_then(Option::as_deref), clock));
        texts.collect::<Vec<_>>().join("\t")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What people read, but times as they came: a spreadsheet reads those, and nothing is lost.
pub fn cell(column: &Column, value: Option<&str>, clock: &Clock) -> String {
    let content = content(column, value, clock);
    match (column.column_type, value) {
        _ if content.missing => String::new(),
        (ColumnType::Day | ColumnType::Instant, Some(value)) => tame(value),
        _ => tame(&content.text),
    }
}

/// One cell on one line that no spreadsheet takes for a formula (OWASP: CSV injection); a number and a
/// telephone number are none.
fn tame(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let is_number = |text: &str| {
        text.chars()
            .all(|letter| letter.is_ascii_digit() || " ()-.,+/".contains(letter))
    };
    let formula = line.trim_start().starts_with(['=', '@', '+', '-']) && !is_number(&line);
    if formula { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use model::list::ColumnId;

    use super::*;

    const CLOCK: Clock = Clock {
        now: None,
        ahead: |_| 0,
        zone: "",
    };

    fn column(id: &str, column_type: ColumnType) -> Column {
        Column::new(ColumnId::parse(id).unwrap(), id, column_type)
    }

    #[test]
    fn each_row_is_a_line_of_cells() {
        let columns = [
            column("name", ColumnType::Text),
            column("modified", ColumnType::Instant),
        ];
        let row = |name: Option<&str>| Row {
            id: "1".to_owned(),
            cells: vec![name.map(str::to_owned), Some("2025-01-09T23:31:08Z".to_owned())],
            opens: None,
        };
        let rows = [row(Some("Ada\tLovelace\nCountess")), row(None)];
        let text = table(&columns, rows.iter(), &CLOCK);
        assert_eq!(
            text,
            "Ada Lovelace Countess\t2025-01-09T23:31:08Z\n\t2025-01-09T23:31:08Z"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        let column = column("name", ColumnType::Text);
        let said = |value| cell(&column, Some(value), &CLOCK);
        for formula in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1+1", " =1"] {
            assert!(said(formula).starts_with('\''), "{formula}");
        }
        for plain in ["+44 (20) 7946-0958", "-12.5", "a=b", "–"] {
            assert_eq!(said(plain), plain);
        }
    }
}
