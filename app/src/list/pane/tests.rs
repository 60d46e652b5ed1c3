//! Claims about the open record as the server sends it.

use model::list::ReadState;

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

/// The pane of that record, where e-mail address, city and visits may be written.
fn editable(record: Record) -> String {
    html(|| {
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
    assert!(!html.contains("p.visits") && !html.contains("p.stage") && !html.contains("p.unheard_of"));
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
