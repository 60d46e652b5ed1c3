//! Pages and databases: all of them, once each, each where it lies, with everything that is in it.

use std::collections::BTreeMap;

use integrations::{Provider as _, ProviderError, provider::PageRequest};
use model::{IntegrationItem, ItemKind, PageCursor};
use serde_json::{Value, json};

use crate::connected::{Connected, pages};

const NONE: ProviderError = ProviderError::Rejected { status: 404 };

fn by_id(items: &[IntegrationItem]) -> BTreeMap<&str, &IntegrationItem> {
    items.iter().map(|item| (item.id.as_str(), item)).collect()
}

#[tokio::test]
async fn five_thousand_pages_are_listed_once_each_and_lie_where_they_lie() {
    let connected = Connected::with_pages(5_000).await;
    let items = connected.all().await;
    let known = by_id(&items);
    let of_type = |name: &str| items.iter().filter(|item| item.item_type == name).count();
    assert_eq!((of_type("Page"), known.len()), (5_000, items.len()));
    assert!(of_type("Database") > 50, "{}", of_type("Database"));
    assert_eq!(connected.asked().len(), items.len().div_ceil(100));
    let parents = items
        .iter()
        .filter_map(|item| known.get(item.parent_id.as_deref()?).copied());
    let (in_databases, in_pages): (Vec<&IntegrationItem>, Vec<_>) =
        parents.partition(|parent| parent.item_type == "Database");
    assert_eq!(in_databases.len(), 2_500, "every second page is a row");
    assert!(in_pages.len() > 1_500, "{}", in_pages.len());
    for database in items.iter().filter(|item| item.item_type == "Database") {
        assert!(database.directory);
        let parent = database.parent_id.as_deref().and_then(|id| known.get(id));
        assert!(parent.is_none_or(|parent| parent.item_type == "Page"));
    }
}

#[tokio::test]
async fn what_lies_nowhere_that_is_shared_stands_at_the_top() {
    let connected = Connected::with_pages(200).await;
    let items = connected.all().await;
    let known = by_id(&items);
    let is_at_the_top = |item: &&IntegrationItem| item.parent_id.as_deref().is_none_or(|id| !known.contains_key(id));
    let at_the_top = items.iter().filter(is_at_the_top).count();
    assert!((5..100).contains(&at_the_top), "{at_the_top}");
}

#[tokio::test]
async fn nothing_of_a_page_is_dropped() {
    let connected = Connected::with_pages(120).await;
    let items = connected.all().await;
    for listed in &items {
        let record = connected
            .notion
            .item(&connected.access, &pages(), &listed.id)
            .await
            .unwrap();
        assert_eq!(&record.item, listed, "it looks the same either way");
        let raw: Value = serde_json::from_str(&record.raw).unwrap();
        assert_eq!(raw["id"], listed.id);
        if listed.item_type == "Database" {
            continue;
        }
        for (name, property) in raw["properties"].as_object().unwrap() {
            let value = &property[property["type"].as_str().unwrap()];
            let is_empty = [json!(null), json!([]), json!({}), json!("")].contains(value)
                || property["type"] == "rollup" && value["array"] == json!([])
                || property["type"] == "formula" && value[value["type"].as_str().unwrap()].is_null()
                || property["type"] == "title";
            assert!(is_empty || listed.property(name).is_some(), "{name}: {property}");
        }
    }
}

fn holds(items: &[IntegrationItem], name: &str, what: impl Fn(&str) -> bool) -> bool {
    items.iter().filter_map(|item| item.property(name)).any(what)
}

#[tokio::test]
async fn a_page_has_its_title_its_times_and_its_address() {
    let connected = Connected::with_pages(60).await;
    let items = connected.all().await;
    assert!(items.iter().any(|item| item.name.as_deref() == Some("Home")));
    for item in &items {
        assert!(item.creation_time.is_some() && item.last_modified_time >= item.creation_time);
        assert!(item.visibility, "search finds nothing in the trash");
        let kind = if item.item_type == "Page" { "page" } else { "database" };
        assert_eq!(item.property("object"), Some(kind));
        assert!(item.property("created_by").is_some());
    }
    assert!(holds(&items, "icon", |icon| icon == "🚀"));
    assert!(items.is_sorted_by_key(|item| item.last_modified_time));
}

#[tokio::test]
async fn awkward_titles_come_through_as_they_are() {
    let connected = Connected::with_pages(400).await;
    let items = connected.all().await;
    let names: Vec<&str> = items.iter().filter_map(|item| item.name.as_deref()).collect();
    for part in ["<", "読書リスト", "💡"] {
        assert!(names.iter().any(|name| name.contains(part)), "{part}");
    }
    assert!(names.iter().any(|name| name.chars().count() >= 10_000));
    assert!(items.iter().any(|item| item.name.is_none()));
}

#[tokio::test]
async fn a_page_that_cannot_be_read_costs_nobody_the_others() {
    let connected = Connected::with_pages(1).await;
    let good = "598337872cf94fdf8782e53db20768a5";
    let results = json!([null, {"object": "page"}, {"object": "block", "id": good}, {"object": "page", "id": good}]);
    connected.answer(
        "/v1/search",
        json!({"results": results, "has_more": false, "next_cursor": null}),
    );
    let page = connected.page(None).await.unwrap();
    let ids: Vec<&str> = page.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, [good]);
}

#[tokio::test]
async fn a_cursor_that_notion_does_not_know_is_refused() {
    let connected = Connected::with_pages(1).await;
    for text in ["what?&", "598337872cf94fdf8782e53db20768a5"] {
        let answer = connected.page(Some(&PageCursor(text.to_owned()))).await;
        assert_eq!(answer.err(), Some(ProviderError::Rejected { status: 400 }), "{text}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let connected = Connected::with_pages(1).await;
    let item = connected
        .notion
        .item(&connected.access, &pages(), "598337872cf94fdf8782e53db20768a5")
        .await;
    assert_eq!(item.err(), Some(NONE));
    connected.stand_in().clear_journal();
    for id in ["", "..", "../users/me", "5983", "x98337872cf94fdf8782e53db20768a5"] {
        let item = connected.notion.item(&connected.access, &pages(), id).await;
        assert_eq!(item.err(), Some(NONE), "{id}");
    }
    for kind in [
        ItemKind::named("contacts"),
        ItemKind::within("pages", "598337872cf94fdf8782e53db20768a5"),
    ] {
        let request = PageRequest::default();
        let answer = connected.notion.list_items(&connected.access, &kind, request).await;
        assert_eq!(answer.err(), Some(NONE), "{kind}");
    }
    assert!(connected.asked().is_empty());
}
