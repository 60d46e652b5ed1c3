//! How companies are described: groups as folders, properties in them.

use std::collections::BTreeMap;

use integrations::{
    Provider as _, ProviderError,
    descriptor::Shape,
    provider::{Changes, PageRequest},
};
use jiff::Timestamp;
use model::{IntegrationItem, ItemKind, list::ColumnId};
use serde_json::{Value, json};

use crate::portal::Portal;

const PROPERTIES: &str = "/crm/properties/2026-09/companies";
const GROUPS: &str = "/crm/properties/2026-09/companies/groups";
const SCOPE: &str = "crm.schemas.companies.read";

fn schema() -> ItemKind {
    ItemKind::named("company-schema")
}

fn by_id(items: Vec<IntegrationItem>) -> BTreeMap<String, IntegrationItem> {
    items.into_iter().map(|item| (item.id.clone(), item)).collect()
}

#[tokio::test]
async fn groups_hold_properties_and_all_come_on_one_page() {
    let portal = Portal::granting(1, &format!("oauth {SCOPE}")).await;
    let page = portal.page_of(&schema(), PageRequest::default()).await.unwrap();
    assert_eq!(page.next, None);
    let mut asked = portal.asked();
    asked.sort();
    assert_eq!(asked, [format!("GET {PROPERTIES} 200"), format!("GET {GROUPS} 200")]);
    let first = &page.items[0];
    assert_eq!(
        (first.id.as_str(), first.name.as_deref()),
        ("group:companyinformation", Some("Company information"))
    );
    let items = by_id(page.items);
    assert_eq!(items.len(), 39 + 6);
    for item in items.values() {
        assert_eq!(
            item.item_type,
            if item.directory { "Property group" } else { "Property" }
        );
        for child in &item.children {
            assert_eq!(items[child].parent_id.as_ref(), Some(&item.id));
            assert_eq!(items[child].parent_path_or_name, item.name);
        }
        if let Some(parent) = &item.parent_id {
            assert!(items[parent].children.contains(&item.id), "{}", item.id);
        }
    }
    assert!(
        items
            .values()
            .filter(|item| !item.directory)
            .all(|item| item.parent_id.is_some())
    );
}

#[tokio::test]
async fn a_property_says_what_it_is() {
    let portal = Portal::with(1).await;
    let items = by_id(portal.all_of(&schema()).await);
    let grade = &items["audit_grade"];
    assert_eq!(grade.name.as_deref(), Some("Audit grade"));
    assert_eq!(grade.parent_id.as_deref(), Some("group:supplier_audit"));
    assert_eq!(grade.parent_path_or_name.as_deref(), Some("Supplier audit"));
    let said = |name: &str| grade.property(name).unwrap_or_default();
    assert_eq!(
        (said("name"), said("type"), said("field_type")),
        ("audit_grade", "enumeration", "select")
    );
    assert_eq!(
        said("options"),
        "A – no findings; B – minor findings; C – major findings; Not <yet> audited"
    );
    assert!(said("description").starts_with("What the last audit came to."));
    assert_eq!(said("read_only"), "false");
    let calculated = &items["num_associated_contacts"];
    for name in ["read_only", "calculated", "hubspot_defined"] {
        assert_eq!(calculated.property(name), Some("true"), "{name}");
    }
    assert!(calculated.creation_time.is_some());
}

#[tokio::test]
async fn every_property_of_an_item_has_a_column() {
    let portal = Portal::with(1).await;
    let columns = portal.hubspot.columns(&portal.access, &schema()).await.unwrap();
    let usual: Vec<&str> = columns
        .iter()
        .filter(|column| column.usual)
        .map(|column| column.label.as_str())
        .collect();
    assert_eq!(usual, ["Name", "Type", "Options", "Description", "Internal name"]);
    for item in portal.all_of(&schema()).await {
        for name in item.properties.keys() {
            let id = ColumnId::property(name);
            assert!(columns.iter().any(|column| column.id == id), "{name}");
        }
    }
}

#[tokio::test]
async fn a_group_and_a_property_are_shown_as_hubspot_wrote_them() {
    let portal = Portal::with(1).await;
    let property = portal
        .hubspot
        .item(&portal.access, &schema(), "industry")
        .await
        .unwrap();
    let raw: Value = serde_json::from_str(&property.raw).unwrap();
    assert_eq!(
        (&raw["name"], &raw["groupName"]),
        (&json!("industry"), &json!("companyinformation"))
    );
    let group = portal
        .hubspot
        .item(&portal.access, &schema(), "group:logistics")
        .await
        .unwrap();
    let raw: Value = serde_json::from_str(&group.raw).unwrap();
    assert_eq!((&raw["label"], group.item.directory), (&json!("Logistics"), true));
    let none = portal.hubspot.item(&portal.access, &schema(), "group:industry").await;
    assert_eq!(none, Err(ProviderError::Rejected { status: 404 }));
}

#[tokio::test]
async fn what_is_odd_costs_only_itself_and_a_property_without_its_group_stands_alone() {
    let portal = Portal::with(1).await;
    portal.answer(
        GROUPS,
        json!({"results": [{"name": "info", "label": " "}, null, {"label": "Nameless"}]}),
    );
    let properties = json!([
        {"name": "b", "label": "B", "groupName": "info", "hidden": true, "options": null},
        {"name": "a", "groupName": "info", "modificationMetadata": 7},
        {"name": "alone", "label": "Alone", "groupName": "elsewhere"},
        {"name": "gone", "archived": true},
        {"label": "Nameless"},
        7,
    ]);
    portal.answer(PROPERTIES, json!({ "results": properties }));
    let items = portal.all_of(&schema()).await;
    let told: Vec<(&str, Option<&str>)> = items
        .iter()
        .map(|item| (item.id.as_str(), item.parent_id.as_deref()))
        .collect();
    let info = Some("group:info");
    assert_eq!(told, [("group:info", None), ("a", info), ("b", info), ("alone", None)]);
    assert_eq!((items[0].name.as_deref(), items[0].children.len()), (Some("info"), 2));
    assert!(items[1].visibility && !items[2].visibility);
}

#[tokio::test]
async fn without_its_scope_the_schema_is_refused() {
    let portal = Portal::granting(1, "oauth crm.objects.contacts.read").await;
    let answer = portal.page_of(&schema(), PageRequest::default()).await;
    let Err(ProviderError::MissingScopes { any_of }) = answer else {
        panic!("{answer:?}");
    };
    assert!(any_of.contains(&SCOPE.to_owned()));
    let kinds = &portal.hubspot.descriptor().item_kinds;
    let kind = kinds.iter().find(|kind| kind.name == "company-schema").unwrap();
    assert_eq!((kind.scope, kind.shape, kind.whole), (Some(SCOPE), Shape::Tree, true));
}

#[tokio::test]
async fn nobody_can_say_what_changed_in_a_schema() {
    let portal = Portal::with(1).await;
    let (access, request) = (&portal.access, PageRequest::default());
    let changes = portal
        .hubspot
        .changes(access, &schema(), Timestamp::UNIX_EPOCH, request)
        .await;
    assert_eq!(changes, Ok(Changes::Untraceable));
    assert_eq!(portal.hubspot.count_items(access, &schema()).await, Ok(None));
    let removed = portal.hubspot.removed_items(access, &schema(), None).await.unwrap();
    assert!(removed.ids.is_empty() && portal.asked().is_empty());
}
