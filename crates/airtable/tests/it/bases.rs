//! Bases and their tables: all of them, once each, and one by one.

use std::collections::BTreeSet;

use integrations::{Provider as _, ProviderError};
use model::{ItemKind, PageCursor};
use sandbox::Fault;
use serde_json::{Value, json};

use crate::connected::{Connected, bases, of};

const NONE: ProviderError = ProviderError::Rejected { status: 404 };

#[tokio::test]
async fn every_base_and_every_table_is_listed_once_and_each_knows_the_other() {
    let connected = Connected::with(of(20, 50, 1)).await;
    let (items, pages) = connected.all(&bases()).await;
    assert_eq!(pages, 2);
    let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!((items.len(), ids.len()), (20 + 20 * 50, 20 + 20 * 50));
    let (found, tables): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.item_type == "Base");
    assert_eq!((found.len(), tables.len()), (20, 1_000));
    for base in &found {
        let of_it = tables
            .iter()
            .filter(|table| table.parent_id.as_deref() == Some(&base.id));
        let of_it: Vec<&String> = of_it.map(|table| &table.id).collect();
        assert_eq!(of_it, base.children.iter().collect::<Vec<_>>());
        assert!(base.directory && base.visibility && base.parent_id.is_none());
        assert_eq!(base.url, Some(format!("https://airtable.com/{}", base.id)));
    }
    for table in &tables {
        let base = found
            .iter()
            .find(|base| table.parent_id.as_ref() == Some(&base.id))
            .unwrap();
        assert_eq!(table.parent_path_or_name, base.name);
        assert!(table.directory && table.item_type == "Table");
        assert_eq!(table.url, Some(format!("https://airtable.com/{}", table.id)));
    }
}

#[tokio::test]
async fn a_page_asks_for_the_bases_once_and_for_the_tables_of_ten_at_most() {
    let connected = Connected::with(of(21, 1, 1)).await;
    let mut cursor: Option<PageCursor> = None;
    for of_page in [10, 10, 1] {
        let page = connected.page(&bases(), cursor.as_ref()).await.unwrap();
        assert_eq!(page.items.len(), 2 * of_page);
        let asked = connected.asked();
        let for_tables = asked.iter().filter(|asked| asked.contains("/tables ")).count();
        assert_eq!((asked.len() - for_tables, for_tables), (1, of_page));
        connected.stand_in().clear_journal();
        cursor = page.next;
    }
    assert_eq!(cursor, None);
}

#[tokio::test]
async fn an_account_without_bases_has_an_empty_page() {
    let connected = Connected::with(of(0, 0, 0)).await;
    let page = connected.page(&bases(), None).await.unwrap();
    assert_eq!((page.items, page.next), (Vec::new(), None));
}

#[tokio::test]
async fn lists_of_bases_are_followed_by_their_offset_as_it_is() {
    let connected = Connected::with(of(1, 1, 1)).await;
    connected.answer("/v0/meta/bases", json!({"bases": [], "offset": "itr A/ü&offset=1"}));
    let first = connected.page(&bases(), None).await.unwrap();
    connected.answer("/v0/meta/bases", json!({"bases": []}));
    let second = connected.page(&bases(), first.next.as_ref()).await.unwrap();
    assert_eq!(second.next, None);
    let query = connected.stand_in().journal()[1].query.clone();
    let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    assert_eq!(pairs, [("offset".to_owned(), "itr A/ü&offset=1".to_owned())]);
}

#[tokio::test]
async fn a_base_whose_tables_are_not_shown_stands_alone() {
    let connected = Connected::with(of(3, 2, 1)).await;
    let (before, _) = connected.all(&bases()).await;
    connected.stand_in().fault(Fault {
        path_prefix: format!("/v0/meta/bases/{}/", before[0].id),
        status: Some(403),
        ..Fault::default()
    });
    let (after, _) = connected.all(&bases()).await;
    assert_eq!(after.len(), before.len() - 2);
    assert_eq!((&after[0].id, after[0].children.len()), (&before[0].id, 0));
}

#[tokio::test]
async fn a_base_that_cannot_be_read_costs_nobody_the_page() {
    let connected = Connected::with(of(1, 1, 1)).await;
    let good = connected.all(&bases()).await.0.swap_remove(0);
    let listed = json!([null, 7, {"id": "app/../x", "name": "x"}, {"id": "appX"}, {"id": good.id, "name": good.name}]);
    connected.answer("/v0/meta/bases", json!({ "bases": listed }));
    let page = connected.page(&bases(), None).await.unwrap();
    assert_eq!(page.items.len(), 2);
    assert_eq!(page.items[0].id, good.id);
}

#[tokio::test]
async fn a_base_and_a_table_are_read_by_themselves() {
    let connected = Connected::with(of(12, 3, 1)).await;
    let (items, _) = connected.all(&bases()).await;
    for listed in [&items[0], &items[2], items.last().unwrap()] {
        let record = connected
            .airtable
            .item(&connected.access, &bases(), &listed.id)
            .await
            .unwrap();
        assert_eq!(&record.item, listed);
        let raw: Value = serde_json::from_str(&record.raw).unwrap();
        assert_eq!(raw["id"], listed.id.rsplit('/').next().unwrap());
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let connected = Connected::with(of(2, 2, 1)).await;
    let (items, _) = connected.all(&bases()).await;
    let unknown = format!("{}/tblUnknownUnknown", items[0].id);
    for id in ["appUnknownUnknown", &unknown] {
        let answer = connected.airtable.item(&connected.access, &bases(), id).await;
        assert_eq!(answer, Err(NONE), "{id}");
    }
    connected.stand_in().clear_journal();
    for id in ["", "x", "app", "../appA", "appA/../tblB", "appA/tblB/recC", "tblA"] {
        let answer = connected.airtable.item(&connected.access, &bases(), id).await;
        assert_eq!(answer, Err(NONE), "{id}");
    }
    let kind = ItemKind::named("contacts");
    assert_eq!(connected.page(&kind, None).await.err(), Some(NONE));
    assert!(connected.asked().is_empty());
}

#[tokio::test]
async fn a_cursor_that_is_none_of_ours_is_refused_unasked() {
    let connected = Connected::with(of(1, 1, 1)).await;
    let cursor = PageCursor("itrA".to_owned());
    let answer = connected.page(&bases(), Some(&cursor)).await;
    assert_eq!(answer.err(), Some(ProviderError::Rejected { status: 400 }));
    assert!(connected.asked().is_empty());
}
