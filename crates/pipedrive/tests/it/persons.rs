//! What Pipedrive alone has: pages of five hundred, fields whose keys say nothing, a domain that is not trusted.

use std::time::Duration;

use integrations::{Provider as _, ProviderError, provider::PageRequest};
use model::{
    IntegrationItem, ItemKind, ItemPage, PageCursor,
    list::{Column, ColumnId, ColumnType},
};
use sandbox::{Fault, FaultBody};
use serde_json::{Value, json};

use crate::connected::{Connected, connected};

impl Connected {
    async fn page(&self, cursor: Option<&PageCursor>) -> Result<ItemPage, ProviderError> {
        let request = PageRequest {
            cursor,
            ..PageRequest::default()
        };
        let kind = ItemKind::named("persons");
        self.provider.list_items(&self.access, &kind, request).await
    }

    async fn columns(&self) -> Vec<Column> {
        let kind = ItemKind::named("persons");
        self.provider.columns(&self.access, &kind).await.unwrap()
    }

    fn answers(&self, path_prefix: &str, status: u16, body: Value) {
        self.sandbox.pipedrive().fault(Fault {
            path_prefix: path_prefix.into(),
            status: Some(status),
            body: Some(FaultBody::Json(body)),
            ..Fault::default()
        });
    }
}

/// The one column with that label.
fn labelled<'a>(columns: &'a [Column], label: &str) -> &'a Column {
    let mut found = columns.iter().filter(|column| column.label == label);
    let column = found.next().unwrap_or_else(|| panic!("no {label}"));
    assert!(found.next().is_none(), "several {label}");
    column
}

fn value<'a>(item: &'a IntegrationItem, column: &Column) -> Option<&'a str> {
    match &column.id {
        ColumnId::Property(name) => item.property(name),
        other => panic!("{other} is no property"),
    }
}

#[tokio::test]
async fn five_pages_have_every_person_once_and_in_order() {
    let stage = connected(2_250).await;
    let (mut ids, mut cursor, mut lengths) = (Vec::new(), None, Vec::new());
    for _ in 0..5 {
        let page = stage.page(cursor.as_ref()).await.unwrap();
        lengths.push(page.items.len());
        ids.extend(page.items.into_iter().map(|item| item.id));
        cursor = page.next;
    }
    assert_eq!((cursor, lengths), (None, vec![500, 500, 500, 500, 250]));
    let expected: Vec<String> = (1..=2_250).map(|id: u32| id.to_string()).collect();
    assert_eq!(ids, expected);
    let journal = stage.sandbox.pipedrive().journal();
    let asked = journal.iter().filter(|entry| entry.path == "/api/v2/persons");
    assert_eq!(asked.count(), 5, "{journal:?}");
}

#[tokio::test]
async fn custom_fields_are_called_by_their_labels_and_have_their_values() {
    let stage = connected(100).await;
    let (columns, persons) = (stage.columns().await, stage.page(None).await.unwrap().items);
    let of = |label| {
        let column = labelled(&columns, label);
        let values: Vec<&str> = persons.iter().filter_map(|person| value(person, column)).collect();
        assert!(!values.is_empty(), "nobody has {label}");
        (column, values)
    };
    let types = [
        ("Nickname", ColumnType::Text),
        ("Remarks <b>long</b>", ColumnType::Text),
        ("Shoe size", ColumnType::Number),
        ("Met on", ColumnType::Day),
        ("Worth", ColumnType::Text),
        ("Segment 🎯", ColumnType::Choice),
        ("Interests", ColumnType::Choice),
        ("Home", ColumnType::Text),
        ("العربية", ColumnType::Text),
    ];
    for (label, column_type) in types {
        let (column, _) = of(label);
        assert_eq!(
            (column.column_type, column.group.as_deref()),
            (column_type, Some("Custom fields")),
            "{label}"
        );
    }
    assert!(of("Worth").1.iter().all(|worth| worth.ends_with(" EUR")));
    assert!(of("Home").1.iter().all(|home| home.starts_with("1 Long Street, ")));
    let sizes = of("Shoe size").1;
    assert!(sizes.iter().all(|size| size.parse::<f64>().is_ok()), "{sizes:?}");
    for label in ["Segment 🎯", "Interests"] {
        let (column, values) = of(label);
        let each = values.iter().flat_map(|value| value.split(';'));
        assert!(each.clone().all(|value| column.label_of(value) != value), "{values:?}");
    }
    assert!(of("Interests").1.iter().any(|value| value.contains(';')));
}

#[tokio::test]
async fn awkward_names_come_as_they_are() {
    let stage = connected(16).await;
    let persons = stage.page(None).await.unwrap().items;
    let names: Vec<&str> = persons.iter().map(|person| person.name.as_deref().unwrap()).collect();
    for name in [
        "محمد الفارسي",
        "<script>alert('name')</script>",
        "   ",
        "null",
        "\u{202e}gnitirw\u{202c} and\u{200b}\u{feff}",
        "\\u0000 %00 \\ %2F ../..",
        "two\nlines\tand a tab",
    ] {
        assert!(names.contains(&name), "{name:?} is not among {names:?}");
    }
}

/// The sandbox's token answer names an `api_domain` at which nobody is: whoever asks there gets no answer, and
/// leaves no entry in the journal.
#[tokio::test]
async fn the_domain_of_a_token_answer_leads_nowhere() {
    let stage = connected(3).await;
    let home = "https://northwind-sales.pipedrive.com/";
    assert_eq!(
        stage.access.account.as_ref().unwrap().home.as_ref().unwrap().as_str(),
        home
    );
    assert!(stage.access.facts.is_empty(), "what is not kept cannot be followed");
    let persons = stage.page(None).await.unwrap().items;
    stage.columns().await;
    let kind = ItemKind::named("persons");
    stage.provider.item(&stage.access, &kind, "1").await.unwrap();
    let journal = stage.sandbox.pipedrive().journal();
    let paths: Vec<&str> = journal.iter().map(|entry| entry.path.as_str()).collect();
    let expected = [
        "/oauth/authorize",
        "/oauth/token",
        "/v1/users/me",
        "/api/v2/persons",
        "/api/v2/personFields",
        "/api/v2/persons/1",
    ];
    assert_eq!(paths, expected);
    assert!(persons.iter().all(|person| {
        let expected = format!("{home}person/{}", person.id);
        person.url.as_ref() == Some(&expected)
    }));
}

#[tokio::test]
async fn a_failure_is_what_it_is_and_never_an_empty_list() {
    let stage = connected(3).await;
    let rows = [
        (200, json!({ "success": false, "data": [] }), ProviderError::Malformed),
        (200, json!({ "success": false, "data": null }), ProviderError::Malformed),
        (401, json!({ "success": false }), ProviderError::Unauthorized),
        (
            403,
            json!({ "success": false }),
            ProviderError::Rejected { status: 403 },
        ),
        (503, json!({ "success": false }), ProviderError::Unavailable),
    ];
    for (status, body, expected) in rows {
        stage.answers("/api/v2/persons", status, body.clone());
        assert_eq!(stage.page(None).await, Err(expected), "{status} {body}");
    }
    stage.sandbox.pipedrive().fault(Fault {
        path_prefix: "/api/v2/persons".into(),
        status: Some(429),
        headers: [("retry-after".to_owned(), "3".to_owned())].into(),
        ..Fault::default()
    });
    let retry_after = Some(Duration::from_secs(3));
    assert_eq!(stage.page(None).await, Err(ProviderError::RateLimited { retry_after }));
}

#[tokio::test]
async fn a_cursor_that_leads_back_ends_the_list_with_an_error() {
    let stage = connected(3).await;
    let again = json!({ "success": true, "data": [], "additional_data": { "next_cursor": "again" } });
    stage.answers("/api/v2/persons", 200, again.clone());
    let next = stage.page(None).await.unwrap().next;
    assert_eq!(next, Some(PageCursor("again".to_owned())));
    stage.answers("/api/v2/persons", 200, again);
    assert_eq!(stage.page(next.as_ref()).await, Err(ProviderError::Malformed));
}
