//! Claims about what opens from the tools, as the server sends it.

use model::list::{ColumnId, Progress, ReadState};

use super::*;
use crate::{
    list::samples::{progress, tools},
    samples::html,
};

fn opened(query: &'static str, opened: Opened) -> String {
    with(query, opened, progress(ReadState::Complete))
}

fn with(query: &'static str, opened: Opened, progress: Progress) -> String {
    html(|| {
        let tools = tools(query, opened, progress);
        view! { <Popover tools/> }
    })
}

fn filter(query: &'static str, column: &str) -> String {
    opened(query, Opened::Filter(ColumnId::parse(column).ok()))
}

#[test]
fn nothing_stands_open_unless_it_was_asked_for() {
    assert!(!opened("", Opened::Nothing).contains("role=\"dialog\""));
}

#[test]
fn each_tool_is_a_named_dialog_that_closes_without_script() {
    for (what, title) in [
        (Opened::Filter(None), "Filter"),
        (Opened::Columns, "Columns"),
        (Opened::Sort, "Sort"),
        (Opened::Export, "Export"),
    ] {
        let html = opened("", what);
        assert!(
            html.contains("role=\"dialog\"") && html.contains(&format!(">{title}</h2>")),
            "{html}"
        );
        assert!(
            html.contains(r#"form="tools" name="open" value="" aria-label="Close""#),
            "{html}"
        );
        assert!(!html.contains("style="), "{html}");
    }
}

#[test]
fn a_filter_begins_with_its_column() {
    let html = opened("q=x&from=60", Opened::Filter(None));
    assert!(html.contains(r#"<optgroup label="Address &lt;b&gt;""#), "{html}");
    assert!(html.contains(r#"<option value="p.city""#) && html.contains(">Choose</button>"));
    assert!(
        html.contains(r#"name="q" value="x""#) && !html.contains(r#"name="from""#),
        "{html}"
    );
    assert!(!html.contains(r#"name="ft""#));
}

#[test]
fn each_type_has_its_fields() {
    let text = filter("f.p.city=has:%22x", "p.city");
    assert!(text.contains(r#"value="has""#) && text.contains("contains"), "{text}");
    assert!(
        text.contains(r#"value="&quot;x""#) && text.contains(r#"name="fv""#),
        "{text}"
    );
    let choice = filter("f.p.stage=in:lead", "p.stage");
    assert!(
        choice.contains(r#"type="checkbox" name="fv" value="lead" checked"#),
        "{choice}"
    );
    assert!(choice.contains(r#"name="fv" value="customer"><"#) || choice.contains(r#"name="fv" value="customer"/>"#));
    let days = filter("f.created=time:2024-05-01..2024-06-01", "created");
    assert!(
        days.contains(r#"type="date""#) && days.contains(r#"value="2024-05-01""#),
        "{days}"
    );
    assert!(days.contains(r#"value="2024-05-31""#), "the last day: {days}");
    let number = filter("f.p.visits=number:5..", "p.visits");
    assert!(
        number.contains(r#"type="number""#) && number.contains(r#"value="5""#),
        "{number}"
    );
}

#[test]
fn a_filter_can_ask_for_empty_and_be_taken_away() {
    let html = filter("f.p.city=empty", "p.city");
    assert!(html.contains(r#"<option value="empty" selected"#), "{html}");
    assert!(html.contains(r#"name="drop" value="p.city""#));
    assert!(!filter("", "p.city").contains(r#"name="drop""#));
}

#[test]
fn columns_are_put_in_order_and_chosen() {
    let html = opened("cols=p.city:90,name", Opened::Columns);
    assert!(html.contains(r#"name="cols" value="p.city:90,name""#), "{html}");
    let order = &html[html.find("<ul").unwrap()..html.find("</ul>").unwrap()];
    assert!(
        order.find("Move City up").unwrap() < order.find("Move Name up").unwrap(),
        "{order}"
    );
    assert!(!order.contains("E-mail"));
    assert!(html.contains(r#"name="col" value="p.city" checked"#), "{html}");
    assert!(!html.contains(r#"name="col" value="p.email" checked"#));
    assert!(html.contains("<legend>Address &lt;b&gt;</legend>") && html.contains(">Show these</button>"));
}

#[test]
fn the_usual_columns_are_named_where_none_was_chosen() {
    let html = opened("", Opened::Columns);
    assert!(html.contains(r#"name="cols" value="name,p.email,p.stage""#), "{html}");
    assert!(html.contains(r#"name="usual" value="1""#));
}

#[test]
fn a_sort_says_which_way() {
    let html = opened("sort=-p.email", Opened::Sort);
    assert!(
        html.contains(r#"name="by" value="p.email" aria-pressed="true""#),
        "{html}"
    );
    assert_eq!(html.matches("descending").count(), 1);
    assert!(html.contains(r#"name="by" value="name" aria-pressed="false""#));
}

#[test]
fn exports_are_links_that_carry_the_view() {
    let html = opened("q=a%26b&sort=name", Opened::Export);
    let link = "/api/export?connection=abcdefghijklmnopqrs-_9&amp;format=csv&amp;scope=view&amp;view=q%3Da%2526b%26sort%3Dname";
    assert!(html.contains(link), "{html}");
    assert!(html.contains("format=jsonl&amp;scope=all") && html.contains("This view as CSV (2,500 rows)"));
    assert!(!html.contains("missing"));
}

#[test]
fn an_export_of_a_part_says_so() {
    let mut partly = progress(ReadState::Reading);
    (partly.loaded, partly.expected) = (12_400, None);
    let html = with("", Opened::Export, partly);
    assert!(
        html.contains("12,400 loaded so far; the rest would be missing."),
        "{html}"
    );
}
