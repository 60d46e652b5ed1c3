//! Claims about the open record as the server sends it.

use model::list::{Choice, Column, ColumnType, ReadState};

use super::*;
use crate::{
    list::{
        opened::Opened,
        samples::{progress, tools},
    },
    samples::{html, record},
};

fn ada() -> Record {
    let mut item = record(Some("Ada <script>"));
    item.url = Some("https://crm.example/7".to_owned());
    item.creation_time = Some("2025-01-09T14:31:48Z".parse().unwrap());
    for (name, text) in [
        ("email", "ada@a.example"),
        ("stage", "lead"),
        ("city", "London <b>"),
        ("unheard_of", "1"),
    ] {
        item.properties.insert(name.to_owned(), text.to_owned());
    }
    let raw = "{\"id\": \"</pre><script>\"}".to_owned();
    Record { item, raw }
}

fn pane(pane: Pane) -> String {
    html(|| {
        let tools = tools("record=7", Opened::Nothing, progress(ReadState::Complete));
        tools.pane.set(pane);
        view! { <RecordPane tools/> }
    })
}

#[test]
fn nothing_stands_there_when_no_record_is_open() {
    assert!(!pane(Pane::Closed).contains("aside"));
}

#[test]
fn a_record_is_named_leads_to_its_provider_and_closes() {
    let html = pane(Pane::Shown(ada().into()));
    assert!(
        html.contains(r#"<aside id="record" aria-label="Record" class="record""#),
        "{html}"
    );
    assert!(
        html.contains("Ada &lt;script&gt;</bdi></h2>") && !html.contains("<script"),
        "{html}"
    );
    assert!(
        html.contains(r#"href="https://crm.example/7" target="_blank" rel="noopener noreferrer""#),
        "{html}"
    );
    assert!(html.contains("Open in Acme ↗"));
    assert!(
        html.contains(r#"form="tools" name="close" value="record" aria-label="Close the record""#),
        "{html}"
    );
}

#[test]
fn a_record_without_a_name_says_so_and_a_bad_link_is_left_out() {
    let mut record = ada();
    (record.item.name, record.item.url) = (None, Some("javascript:alert(1)".to_owned()));
    let html = pane(Pane::Shown(record.into()));
    assert!(
        html.contains(r#"class="none">No name<"#) && !html.contains("javascript:"),
        "{html}"
    );
}

#[test]
fn usual_properties_come_first_then_the_groups_then_what_nobody_named() {
    let html = pane(Pane::Shown(ada().into()));
    let places = [
        ">E-mail<",
        ">Lifecycle stage<",
        "Address &lt;b&gt;</h3>",
        "London &lt;b&gt;",
        "Numbers</h3>",
        "Other</h3>",
    ]
    .map(|text| html.find(text).unwrap_or_else(|| panic!("{text}: {html}")));
    assert!(places.is_sorted(), "{places:?}");
    assert!(html.contains(r#"href="mailto:ada@a.example""#) && html.contains("<bdi>Lead</bdi>"));
    assert!(html.contains(">9 Jan 2025, 14:31 UTC<") && html.contains("unheard_of"));
}

#[test]
fn what_the_provider_calls_id_and_times_is_not_said_twice() {
    let mut record = ada();
    let created = record.item.creation_time.unwrap();
    record
        .item
        .properties
        .insert("own_id".to_owned(), record.item.id.clone());
    record
        .item
        .properties
        .insert("born".to_owned(), format!("{created:.3}"));
    let html = pane(Pane::Shown(record.into()));
    assert!(!html.contains(">own_id<") && !html.contains(">born<"), "{html}");
}

/// The pane of that record, where e-mail address, city, visits and stage may be written.
fn editable(record: Record) -> String {
    editing(record, |_| ())
}

/// The same with other columns.
fn editing(record: Record, change: impl Fn(&mut Column)) -> String {
    html(move || {
        let tools = tools(
            "kind=people&q=x&record=7",
            Opened::Nothing,
            progress(ReadState::Complete),
        );
        tools.state.columns.update(|columns| {
            let mut written = columns.to_vec();
            for column in &mut written {
                let name = column.id.to_string();
                column.editable = ["p.email", "p.city", "p.visits", "p.stage"].contains(&&*name);
                change(column);
            }
            *columns = written.into();
        });
        tools.pane.set(Pane::Shown(record.into()));
        view! { <RecordPane tools/> }
    })
}

#[test]
fn what_may_be_written_and_is_shown_has_a_field_with_what_it_was() {
    let html = editable(ada());
    for part in [
        r#"<form method="post" action="/api/record""#,
        r#"name="kind" value="people""#,
        r#"name="item" value="7""#,
        r#"name="view" value="kind=people&amp;q=x&amp;record=7""#,
        "<bdi>E-mail</bdi>",
        r#"name="p.email" inputmode="email" value="ada@a.example" class="field""#,
        r#"name="was.email" value="ada@a.example""#,
        r#"name="p.city" inputmode="text" value="London &lt;b&gt;""#,
        ">Save</button>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("p.visits") && !html.contains("p.unheard_of"));
}

/// The options of the field for the stage, of a record that has this one.
fn stages(value: &str) -> Option<Vec<String>> {
    let mut record = ada();
    record.item.properties.insert("stage".to_owned(), value.to_owned());
    let html = editable(record);
    let (_, rest) = html.split_once(r#"<select name="p.stage" class="field">"#)?;
    let (select, _) = rest.split_once("</select>")?;
    let options = select.split("</option>").filter(|option| option.contains("<option"));
    Some(
        options
            .map(|option| option.replace("<!>", "").trim().to_owned())
            .collect(),
    )
}

#[test]
fn a_choice_is_made_among_those_that_there_are() {
    let expected = [
        r#"<option value="">No value"#,
        r#"<option value="lead" selected>Lead"#,
        r#"<option value="customer">Customer"#,
    ];
    assert_eq!(stages("lead").unwrap(), expected);
}

#[test]
fn a_choice_that_is_none_any_more_stays_until_another_is_made() {
    let options = stages("gone <b>").unwrap();
    assert_eq!(
        options.last().unwrap(),
        r#"<option value="gone &lt;b&gt;" selected>gone &lt;b&gt;"#
    );
    assert_eq!(options.iter().filter(|option| option.contains("selected")).count(), 1);
    let options = stages("").unwrap();
    assert_eq!(
        (options.len(), options[0].as_str()),
        (3, r#"<option value="" selected>No value"#)
    );
}

#[test]
fn several_choices_are_not_made_in_a_field_for_one() {
    assert_eq!(stages("lead;customer"), None);
}

#[test]
fn among_too_many_choices_none_is_made() {
    let fields = |many: usize| {
        editing(ada(), |column| {
            if column.id.to_string() == "p.stage" {
                column.choices = (0..many).map(|at| Choice::new(at.to_string(), "x")).collect();
            }
        })
    };
    assert!(fields(500).contains(r#"<select name="p.stage""#));
    assert!(!fields(501).contains("p.stage"));
}

#[test]
fn a_day_has_a_field_for_days_unless_it_is_written_in_another_way() {
    let born = |value: &str| {
        let mut record = ada();
        record.item.properties.insert("city".to_owned(), value.to_owned());
        editing(record, |column| {
            if column.id.to_string() == "p.city" {
                column.column_type = ColumnType::Day;
            }
        })
    };
    let html = born("1815-12-10");
    assert!(
        html.contains(r#"name="p.city" type="date""#) && html.contains(r#"value="1815-12-10""#),
        "{html}"
    );
    for other in [
        "1714521600000",
        "1714521600",
        "1815-12-1",
        "10.12.1815",
        "1815/12/10",
        "2024-02-30",
        "2024-13-01",
        "0000-01-01",
    ] {
        assert!(!born(other).contains("p.city"), "{other}");
    }
}

#[test]
fn a_usual_field_can_be_filled_where_it_is_empty() {
    let mut record = ada();
    record.item.properties.remove("email");
    let html = editable(record);
    assert!(
        html.contains(r#"name="p.email" inputmode="email" value="" class"#),
        "{html}"
    );
}

#[test]
fn a_text_of_several_lines_keeps_them_and_its_markup_stays_text() {
    let mut record = ada();
    let text = "\na</textarea><script>&lt;\nb";
    record.item.properties.insert("city".to_owned(), text.to_owned());
    let html = editable(record);
    assert!(
        html.contains(">\n\na&lt;/textarea>&lt;script>&amp;lt;\nb</textarea>"),
        "{html}"
    );
    assert!(!html.contains("<script"), "{html}");
}

#[test]
fn where_nothing_may_be_written_there_is_no_form() {
    assert!(!pane(Pane::Shown(ada().into())).contains("<form"));
}

#[test]
fn what_the_provider_sent_is_shown_as_text() {
    let html = pane(Pane::Shown(ada().into()));
    assert!(html.contains("<summary>Raw JSON</summary>"), "{html}");
    assert!(html.contains("&lt;/pre&gt;&lt;script&gt;"), "{html}");
}

#[test]
fn a_record_that_is_on_its_way_gone_or_out_of_reach_is_told() {
    assert!(pane(Pane::Loading).contains("Loading the record"));
    assert!(pane(Pane::Failed(ApiError::NotFound)).contains("No such record"));
    let html = pane(Pane::Failed(ApiError::ProviderUnavailable));
    assert!(
        html.contains("Acme cannot be reached") && html.contains(">Try again</button>"),
        "{html}"
    );
    assert!(!html.contains("style="));
}
