//! Columns of an account: its properties, its headings, its owners.

use integrations::{Provider as _, ProviderError};
use model::list::{Column, ColumnId, ColumnType};
use serde_json::json;

use crate::portal::{GROUPS, OWNERS, PROPERTIES, Portal, contacts};

async fn columns(portal: &Portal) -> Vec<Column> {
    portal.hubspot.columns(&portal.access, &contacts()).await.unwrap()
}

fn of<'a>(columns: &'a [Column], name: &str) -> &'a Column {
    let id = ColumnId::property(name);
    columns.iter().find(|column| column.id == id).unwrap()
}

#[tokio::test]
async fn the_columns_of_an_account_are_its_properties_the_usual_first() {
    let portal = Portal::with(1).await;
    let columns = columns(&portal).await;
    let first: Vec<(&str, ColumnType, bool)> = columns
        .iter()
        .take(9)
        .map(|column| (column.label.as_str(), column.column_type, column.usual))
        .collect();
    let expected = [
        ("Name", ColumnType::Text, true),
        ("E-mail", ColumnType::Email, true),
        ("Phone", ColumnType::Phone, true),
        ("Company", ColumnType::Text, true),
        ("Lifecycle stage", ColumnType::Choice, true),
        ("Modified", ColumnType::Instant, true),
        ("Contact owner", ColumnType::Choice, false),
        ("Created", ColumnType::Instant, false),
        ("Id", ColumnType::Text, false),
    ];
    assert_eq!(first, expected);
    assert!(columns[9..].iter().all(|column| !column.usual));
    assert_eq!(of(&columns, "firstname").label, "First Name");
    let stages: Vec<&str> = of(&columns, "lifecyclestage")
        .choices
        .iter()
        .map(|choice| choice.value.as_str())
        .collect();
    assert_eq!((stages.len(), stages[0]), (8, "subscriber"));
}

#[tokio::test]
async fn what_people_define_themselves_has_its_type_its_heading_and_its_labels() {
    let portal = Portal::with(1).await;
    let columns = columns(&portal).await;
    for (name, column_type, group) in [
        ("credit_limit", ColumnType::Number, "Shipping & credit"),
        ("delivery_notes", ColumnType::Text, "Shipping & credit"),
        ("escalated", ColumnType::Choice, "Customer care"),
        ("last_support_contact", ColumnType::Instant, "Customer care"),
        ("member_since", ColumnType::Day, "Membership"),
        ("newsletter_topics", ColumnType::Choice, "Membership"),
    ] {
        let column = of(&columns, name);
        assert_eq!(
            (column.column_type, column.group.as_deref()),
            (column_type, Some(group)),
            "{name}"
        );
    }
    assert_eq!(of(&columns, "escalated").label_of("true"), "Yes");
    assert_eq!(
        of(&columns, "membership_level").label_of("platinum_2024"),
        "Platinum (since 2024)"
    );
    assert_eq!(
        of(&columns, "lifecyclestage").label_of("salesqualifiedlead"),
        "Sales qualified lead"
    );
}

#[tokio::test]
async fn owners_are_known_by_name() {
    let portal = Portal::with(1).await;
    let columns = columns(&portal).await;
    let owner = of(&columns, "hubspot_owner_id");
    let names: Vec<&str> = owner.choices.iter().map(|choice| choice.label.as_str()).collect();
    assert_eq!(names, ["Dorothy Vaughan", "Grace Hopper", "Katherine Johnson"]);
    assert_eq!(owner.label_of("7001"), "Grace Hopper");
}

#[tokio::test]
async fn owners_are_read_page_by_page() {
    let portal = Portal::with(1).await;
    let page = json!({"results": [{"id": "1", "firstName": "Ada"}], "paging": {"next": {"after": "100"}}});
    portal.answer(OWNERS, page);
    let columns = columns(&portal).await;
    assert_eq!(of(&columns, "hubspot_owner_id").choices.len(), 4);
    let journal = portal.sandbox.journal();
    let queries: Vec<&str> = journal
        .iter()
        .filter(|entry| entry.path == OWNERS)
        .map(|entry| entry.query.as_str())
        .collect();
    assert_eq!(queries, ["limit=100", "limit=100&after=100"]);
}

#[tokio::test]
async fn without_the_scope_nobody_asks_for_owners() {
    let portal = Portal::granting(1, "oauth crm.objects.contacts.read").await;
    let columns = columns(&portal).await;
    assert!(of(&columns, "hubspot_owner_id").choices.is_empty());
    assert!(portal.sandbox.journal().iter().all(|entry| entry.path != OWNERS));
}

#[tokio::test]
async fn headings_are_those_of_the_account() {
    let portal = Portal::with(1).await;
    let groups = json!([{"name": "contactinformation", "label": "About them"}, null, {"label": "x"}]);
    portal.answer(GROUPS, json!({ "results": groups }));
    assert_eq!(of(&columns(&portal).await, "zip").group.as_deref(), Some("About them"));
}

#[tokio::test]
async fn what_makes_columns_nicer_may_fail() {
    let portal = Portal::with(1).await;
    for path in [GROUPS, OWNERS] {
        portal.answer(path, json!("nonsense"));
    }
    let columns = columns(&portal).await;
    assert_eq!(of(&columns, "zip").group.as_deref(), Some("contactinformation"));
    assert!(of(&columns, "hubspot_owner_id").choices.is_empty());
}

#[tokio::test]
async fn an_account_without_readable_properties_is_told() {
    let portal = Portal::with(1).await;
    portal.answer(GROUPS, json!({"results": []}));
    portal.answer(PROPERTIES, json!({"status": "error"}));
    let error = portal.hubspot.columns(&portal.access, &contacts()).await.unwrap_err();
    assert_eq!(error, ProviderError::Malformed);
}

#[tokio::test]
async fn an_expired_token_is_told_to_who_can_renew_it() {
    let portal = Portal::with(1).await;
    portal.sandbox.expire_tokens();
    let error = portal.hubspot.columns(&portal.access, &contacts()).await.unwrap_err();
    assert_eq!(error, ProviderError::Unauthorized);
}

#[tokio::test]
async fn hidden_archived_and_senseless_properties_have_no_column() {
    let portal = Portal::with(1).await;
    portal.answer(GROUPS, json!({"results": []}));
    let properties = json!([
        {"name": "shoe_size", "label": "Shoe size", "type": "number", "groupName": "body"},
        {"name": "secret", "hidden": true},
        {"name": "old", "archived": true},
        {"label": "Nameless"},
        {"name": "x".repeat(500)},
        {"name": "odd", "options": "none"},
        null,
    ]);
    portal.answer(PROPERTIES, json!({ "results": properties }));
    let columns = columns(&portal).await;
    let ids: Vec<String> = columns.iter().map(|column| column.id.to_string()).collect();
    assert_eq!(ids, ["name", "modified", "created", "id", "p.shoe_size"]);
    assert_eq!(of(&columns, "shoe_size").column_type, ColumnType::Number);
}
