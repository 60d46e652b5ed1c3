//! Claims about the tools as the server sends them.

use model::list::ReadState;

use super::*;
use crate::{
    list::samples::{progress, tools},
    samples::html,
};

fn row(query: &'static str) -> String {
    html(|| {
        let tools = tools(query, Opened::Nothing, progress(ReadState::Complete));
        view! { <ToolRow tools/> }
    })
}

#[test]
fn the_search_is_a_form_that_keeps_the_rest_of_the_view() {
    let html = row("q=a%22b&sort=name&f.p.city=has:x&from=60&record=7");
    let form = &html[html.find("role=\"search\"").unwrap()..html.find("</form>").unwrap()];
    for kept in [
        r#"name="sort" value="name""#,
        r#"name="f.p.city" value="has:x""#,
        r#"name="record" value="7""#,
    ] {
        assert!(form.contains(kept), "{kept}: {form}");
    }
    assert!(
        !form.contains(r#"name="from""#),
        "other rows are read from the top: {form}"
    );
    assert_eq!(form.matches(r#"name="q""#).count(), 1);
    assert!(
        form.contains(r#"value="a&quot;b""#) && form.contains(r#"aria-label="Search records""#),
        "{form}"
    );
    assert!(form.contains(r#"placeholder="Search 2,500 records""#), "{form}");
}

#[test]
fn each_filter_is_a_chip_that_can_be_changed_and_taken_away() {
    let html = row("f.p.stage=in:customer,lead&f.p.city=has:%3Cb%3E");
    assert!(html.contains(">Lifecycle stage: Customer, Lead<"), "{html}");
    assert!(html.contains(r#"name="edit" value="p.stage""#));
    assert!(html.contains(r#"name="drop" value="p.stage" aria-label="Remove filter Lifecycle stage: Customer, Lead""#));
    assert!(
        html.contains("City: has “&lt;b&gt;”") && !html.contains("<b>"),
        "{html}"
    );
}

#[test]
fn each_tool_is_a_button_that_works_without_script() {
    let html = row("density=compact");
    for (word, label) in [
        ("filter", "+ Filter"),
        ("sort", "Sort"),
        ("columns", "Columns"),
        ("export", "Export"),
    ] {
        let at = html.find(&format!(r#"name="open" value="{word}""#)).unwrap();
        let button = &html[at..at + html[at..].find("</button>").unwrap()];
        assert!(
            button.contains(r#"aria-expanded="false""#) && button.contains(label),
            "{button}"
        );
    }
    assert!(
        html.contains(r#"name="density" value="" aria-pressed="true""#),
        "{html}"
    );
    assert!(html.contains(r#"action="/api/refresh""#) && html.contains(r#"form="refresh""#));
}

#[test]
fn what_stands_open_is_said() {
    let html = html(|| {
        let tools = tools("", Opened::Columns, progress(ReadState::Complete));
        view! { <ToolRow tools/> }
    });
    assert!(
        html.contains(r#"value="columns" aria-haspopup="dialog" aria-expanded="true""#),
        "{html}"
    );
}

#[test]
fn nothing_is_styled_inline() {
    assert!(!row("q=x&f.name=filled").contains("style="));
}
