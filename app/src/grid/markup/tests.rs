//! The grid's HTML: what works without JavaScript, and what nobody's data can do to it.

use model::list::{ColumnId, ColumnType, Progress, ReadState};

use super::*;
use crate::samples::html;

fn columns() -> Vec<Column> {
    let column = |id: &str, label: &str, column_type: ColumnType| {
        Column::new(ColumnId::parse(id).unwrap(), label, column_type).usual()
    };
    vec![
        column("name", "Name", ColumnType::Text),
        column("p.email", "E-mail", ColumnType::Email),
        column("p.site", "Site", ColumnType::Link),
        column("modified", "Modified", ColumnType::Instant),
    ]
}

fn row(id: &str, cells: [Option<&str>; 4]) -> Row {
    Row {
        id: id.to_owned(),
        cells: cells.map(|cell| cell.map(str::to_owned)).to_vec(),
        opens: None,
    }
}

fn grid(query: &str, offset: u32, rows: Vec<Row>) -> String {
    let window = Window {
        rows,
        offset,
        matching: 2_500,
        anchor_at: None,
        progress: Progress {
            loaded: 2_500,
            expected: None,
            state: ReadState::Complete,
            seconds_left: None,
            as_of: Some("2025-01-09T14:00:00Z".parse().unwrap()),
            version: 1,
        },
    };
    let view = View::from_query(query);
    html(|| view! { <Grid view columns=columns() window base="/connections/x".to_owned()/> })
}

fn one(cells: [Option<&str>; 4]) -> String {
    grid("", 0, vec![row("7", cells)])
}

/// The opening tag of the first element that holds `mark`.
fn tag<'a>(html: &'a str, mark: &str) -> &'a str {
    let at = html.find(mark).unwrap_or_else(|| panic!("no {mark} in {html}"));
    let start = html[..at].rfind('<').unwrap();
    &html[start..=start + html[start..].find('>').unwrap()]
}

#[test]
fn readers_learn_how_large_the_grid_is_and_where_a_row_stands() {
    let html = grid("", 400, vec![row("7", [Some("Ada"), None, None, None])]);
    let grid = tag(&html, r#"role="grid""#);
    for attribute in [
        r#"id="grid""#,
        r#"aria-label="Items""#,
        r#"aria-rowcount="2501""#,
        r#"aria-colcount="4""#,
        r#"aria-multiselectable="true""#,
        r#"tabindex="0""#,
    ] {
        assert!(grid.contains(attribute), "{attribute} in {grid}");
    }
    assert!(html.contains(r#"aria-rowindex="402""#), "{html}");
    assert_eq!(html.matches(r#"role="columnheader""#).count(), 4);
    assert_eq!(html.matches(r#"role="gridcell""#).count(), 4);
}

#[test]
fn a_header_sorts_up_then_down_then_not_and_begins_at_the_top() {
    let header = |query: &str| grid(query, 0, Vec::new());
    assert!(header("q=ada&from=400").contains(r#"href="/connections/x?q=ada&amp;sort=name""#));
    let sorted = header("sort=name,-modified");
    assert!(tag(&sorted, r#"aria-sort="ascending""#).contains("name"), "{sorted}");
    assert_eq!(sorted.matches("aria-sort").count(), 1, "one column has it: {sorted}");
    assert!(tag(&sorted, r#"data-then="descending""#).contains("time"), "{sorted}");
    assert!(sorted.contains(r#"href="/connections/x?sort=-name""#), "{sorted}");
    assert!(header("sort=-name").contains(r#"href="/connections/x?""#));
}

#[test]
fn a_name_opens_its_record_in_the_same_view() {
    let html = grid(
        "q=ada&from=400&record=7",
        400,
        vec![row("8", [Some("Ada"), None, None, None])],
    );
    assert!(
        html.contains(r#"href="/connections/x?q=ada&amp;from=400&amp;record=8""#),
        "{html}"
    );
    assert!(!html.contains("row open"));
    assert!(grid("record=8", 0, vec![row("8", [None; 4])]).contains("row open"));
}

#[test]
fn what_a_record_says_stays_text() {
    let html = one([
        Some("<script>alert(1)</script>"),
        Some("a@b.example"),
        Some("javascript:alert(1)"),
        None,
    ]);
    assert!(
        html.contains("&lt;script>alert(1)") || html.contains("&lt;script&gt;alert(1)"),
        "{html}"
    );
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains(r#"href="mailto:a@b.example""#), "{html}");
    assert!(!html.contains(r#"href="javascript"#), "{html}");
}

#[test]
fn what_leads_nowhere_is_no_link() {
    let html = one([Some("Ada"), None, Some("javascript:alert(1)"), None]);
    assert_eq!(html.matches("<a ").count(), 4 + 1, "the headers and the name: {html}");
    assert!(html.contains("javascript:alert(1)"));
}

#[test]
fn recent_times_are_told_from_when_the_rows_were_true() {
    let html = one([None, None, None, Some("2025-01-09T12:00:00Z")]);
    assert!(html.contains(r#"datetime="2025-01-09T12:00:00Z""#), "{html}");
    assert!(
        html.contains("2 h ago") && html.contains("9 Jan 2025, 12:00:00 UTC"),
        "{html}"
    );
}

#[test]
fn what_is_missing_is_named_and_what_is_long_can_be_read_whole() {
    let missing = one([None; 4]);
    assert!(
        missing.contains("No name") && missing.matches('–').count() == 3,
        "{missing}"
    );
    let long = "x".repeat(40);
    assert!(one([Some(&long), None, None, None]).contains(&format!(r#"title="{long}""#)));
}

#[test]
fn the_grid_has_no_inline_style() {
    assert!(!grid("density=compact&cols=name:300", 0, vec![row("7", [None; 4])]).contains("style="));
}
