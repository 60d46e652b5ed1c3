//! Records of a table: all of them, once each, with everything that is in them.

use std::collections::BTreeSet;

use integrations::{Provider as _, ProviderError};
use model::{IntegrationItem, ItemKind, PageCursor};
use serde_json::{Value, json};

use crate::connected::{Connected, of};

const NONE: ProviderError = ProviderError::Rejected { status: 404 };

#[tokio::test]
async fn every_record_is_listed_once_and_the_schema_is_asked_for_once() {
    let connected = Connected::with(of(1, 2, 250)).await;
    let kind = connected.records_of("People").await;
    let (items, pages) = connected.all(&kind).await;
    let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!((items.len(), ids.len(), pages), (250, 250, 3));
    let asked = connected.asked();
    assert_eq!(asked.iter().filter(|asked| asked.contains("/meta/")).count(), 1);
    assert_eq!(asked.len(), 4);
    let table = kind.within.unwrap();
    for item in &items {
        assert_eq!(
            (item.item_type.as_str(), item.parent_id.as_ref()),
            ("Record", Some(&table))
        );
        assert_eq!(item.name.as_deref(), item.property("Name"));
        assert_eq!(item.url, Some(format!("https://airtable.com/{table}/{}", item.id)));
        assert!(item.creation_time.is_some() && item.visibility);
    }
    assert!(
        items.iter().filter(|item| item.name.is_some()).count() > 200,
        "later pages have names too"
    );
}

#[tokio::test]
async fn nothing_of_a_record_is_dropped() {
    let connected = Connected::with(of(1, 5, 120)).await;
    for table in ["People", "Companies", "Invoices", "Readings"] {
        let kind = connected.records_of(table).await;
        let (items, _) = connected.all(&kind).await;
        for listed in items.iter().step_by(7) {
            let record = connected
                .airtable
                .item(&connected.access, &kind, &listed.id)
                .await
                .unwrap();
            assert_eq!(&record.item, listed, "a record looks the same either way");
            let raw: Value = serde_json::from_str(&record.raw).unwrap();
            let fields = raw["fields"].as_object().unwrap().iter();
            let filled = fields.filter(|(_, value)| **value != json!([]));
            let names: Vec<&String> = filled.map(|(name, _)| name).collect();
            assert_eq!(
                names,
                listed.properties.keys().collect::<Vec<_>>(),
                "{table} {}",
                listed.id
            );
        }
    }
}

fn holds(items: &[IntegrationItem], name: &str, what: impl Fn(&str) -> bool) -> bool {
    items.iter().filter_map(|item| item.property(name)).any(what)
}

#[tokio::test]
async fn a_cell_of_any_type_is_text_that_people_read() {
    let connected = Connected::with(of(1, 5, 120)).await;
    let people = connected.records_of("People").await;
    let (people, _) = connected.all(&people).await;
    assert!(holds(&people, "Active", |text| text == "true"));
    assert!(holds(&people, "Tags", |text| text.contains(';') && !text.contains("; ")));
    assert!(holds(&people, "Files", |text| text.contains("📎.pdf")));
    assert!(holds(&people, "Owner", |text| text == "Ada Lovelace"));
    assert!(holds(&people, "Team", |text| text == "Grace Hopper"));
    assert!(holds(&people, "Companies", |text| text.starts_with("rec")));
    let invoices = connected.records_of("Invoices").await;
    let (invoices, _) = connected.all(&invoices).await;
    assert!(holds(&invoices, "Invoice", |text| text == "#ERROR!"));
    assert!(holds(&invoices, "Invoice", |text| text == "NaN"));
    assert!(holds(&invoices, "Code", |text| text
        .bytes()
        .all(|b| b.is_ascii_digit())));
    assert!(holds(&invoices, "Open", |text| text.contains(r#""label":"Open""#)));
    assert!(holds(&invoices, "Summary", |text| !text.starts_with('{')));
}

#[tokio::test]
async fn awkward_texts_come_through_as_they_are() {
    let connected = Connected::with(of(1, 5, 60)).await;
    let kind = connected.records_of("People").await;
    let (items, _) = connected.all(&kind).await;
    let longest = items
        .iter()
        .filter_map(|item| item.property("Notes"))
        .map(|text| text.chars().count());
    assert!(longest.max() >= Some(10_000));
    let names: Vec<&str> = items.iter().filter_map(|item| item.name.as_deref()).collect();
    assert!(names.iter().any(|name| name.contains('<')), "{names:?}");
    assert!(names.iter().any(|name| !name.is_ascii()));
    assert!(items.iter().any(|item| item.name.is_none()));
    let odd = connected.records_of("Größe / <b>100 %</b> 🚀").await;
    let (odd, _) = connected.all(&odd).await;
    assert!(holds(&odd, "fields[]=\"quoted\" & <i>odd</i> 🎉", |text| !text.is_empty()));
}

#[tokio::test]
async fn a_record_that_cannot_be_read_costs_nobody_the_page() {
    let connected = Connected::with(of(1, 1, 1)).await;
    let kind = connected.records_of("People").await;
    let records = json!([null, {"id": 7}, {"fields": {}}, {"id": "recGood", "fields": {"Name": "Ada"}}]);
    let path = format!("/v0/{}", kind.within.as_deref().unwrap());
    connected.answer(&path, json!({ "records": records }));
    let page = connected.page(&kind, None).await.unwrap();
    let names: Vec<_> = page.items.iter().map(|item| item.name.as_deref()).collect();
    assert_eq!(names, [Some("Ada")]);
}

#[tokio::test]
async fn an_offset_that_airtable_does_not_know_any_more_is_refused_as_a_cursor() {
    let connected = Connected::with(of(1, 1, 250)).await;
    let kind = connected.records_of("People").await;
    for text in [r#"{"offset":"itrGone/recGone","primary":"Name"}"#, "what", "{}"] {
        let answer = connected.page(&kind, Some(&PageCursor(text.to_owned()))).await;
        assert_eq!(answer.err(), Some(ProviderError::Rejected { status: 400 }), "{text}");
    }
    assert_eq!(connected.asked().len(), 1);
}

#[tokio::test]
async fn an_offset_that_leads_back_makes_no_sense() {
    let connected = Connected::with(of(1, 1, 1)).await;
    let kind = connected.records_of("People").await;
    let path = format!("/v0/{}", kind.within.as_deref().unwrap());
    for _ in 0..2 {
        connected.answer(&path, json!({"records": [], "offset": "itrA/recA"}));
    }
    let page = connected.page(&kind, None).await.unwrap();
    let answer = connected.page(&kind, page.next.as_ref()).await;
    assert_eq!(answer.err(), Some(ProviderError::Malformed));
}

#[tokio::test]
async fn without_the_schema_records_have_no_names_and_nobody_asks_for_it() {
    let connected = Connected::with(of(1, 1, 5)).await;
    let kind = connected.records_of("People").await;
    let granted = Connected::granting(of(1, 1, 5), &["data.records:read"]).await;
    let (items, _) = granted.all(&kind).await;
    assert_eq!(items.len(), 5);
    assert!(items.iter().all(|item| item.name.is_none()));
    assert_eq!(granted.asked().len(), 1);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let connected = Connected::with(of(1, 1, 5)).await;
    let kind = connected.records_of("People").await;
    let item = connected
        .airtable
        .item(&connected.access, &kind, "recUnknownUnknow")
        .await;
    assert_eq!(item.err(), Some(NONE));
    let base = kind.within.as_deref().unwrap().split('/').next().unwrap();
    let nowhere = ItemKind::within("records", format!("{base}/tblUnknownUnknow"));
    let item = connected
        .airtable
        .item(&connected.access, &nowhere, "recUnknownUnknow")
        .await;
    assert_eq!(item.err(), Some(NONE));
    connected.stand_in().clear_journal();
    for id in ["", "rec", "rec/..", "../tblA", "app1"] {
        let item = connected.airtable.item(&connected.access, &kind, id).await;
        assert_eq!(item.err(), Some(NONE), "{id}");
    }
    assert!(connected.asked().is_empty());
}
