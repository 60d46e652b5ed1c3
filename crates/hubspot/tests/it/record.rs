//! One contact with everything.

use integrations::{Provider as _, ProviderError};
use serde_json::{Value, json};

use crate::portal::{BATCH, CONTACTS, PROPERTIES, Portal, contacts};

const NONE: ProviderError = ProviderError::Rejected { status: 404 };

/// More properties than an address holds, the last of them a real one.
fn many_properties() -> Value {
    let name = |number: usize| format!("custom_property_number_{number:04}");
    let mut all: Vec<Value> = (0..1_000).map(|number| json!({"name": name(number)})).collect();
    all.push(json!({"name": "zip"}));
    json!({ "results": all })
}

#[tokio::test]
async fn a_contact_is_read_with_every_property_and_as_hubspot_wrote_it() {
    let portal = Portal::with(5).await;
    portal.change("1003", json!({"fax": "+47 1", "zip": "9008"})).await;
    portal.sandbox.clear_journal();
    let record = portal.hubspot.item(&portal.access, &contacts(), "1003").await.unwrap();
    assert_eq!(record.item.id, "1003");
    assert_eq!(record.item.property("zip"), Some("9008"));
    assert_eq!(
        portal.asked(),
        [format!("GET {PROPERTIES} 200"), format!("GET {CONTACTS}/1003 200")]
    );
    let names = portal.names_asked(1);
    for name in ["zip", "fax", "hs_lead_status", "hs_object_source", "lifecyclestage"] {
        assert!(names.contains(name), "{name}");
    }
    let raw: Value = serde_json::from_str(&record.raw).unwrap();
    assert_eq!(raw["properties"]["fax"], "+47 1");
    assert_eq!(raw["archived"], false);
    assert!(record.raw.lines().count() > 10, "{}", record.raw);
}

#[tokio::test]
async fn a_contact_with_more_properties_than_an_address_holds_is_read_in_a_batch() {
    let portal = Portal::with(5).await;
    portal.change("1003", json!({"zip": "9008"})).await;
    portal.sandbox.clear_journal();
    portal.answer(PROPERTIES, many_properties());
    let record = portal.hubspot.item(&portal.access, &contacts(), "1003").await.unwrap();
    assert_eq!(record.item.property("zip"), Some("9008"));
    let raw: Value = serde_json::from_str(&record.raw).unwrap();
    assert_eq!(raw["id"], "1003");
    assert_eq!(
        portal.asked(),
        [format!("GET {PROPERTIES} 200"), format!("POST {BATCH} 200")]
    );
}

#[tokio::test]
async fn a_contact_that_is_gone_is_not_found_either_way() {
    let portal = Portal::with(5).await;
    portal.archive("1003").await;
    let kind = contacts();
    assert_eq!(portal.hubspot.item(&portal.access, &kind, "1003").await, Err(NONE));
    portal.answer(PROPERTIES, many_properties());
    assert_eq!(portal.hubspot.item(&portal.access, &kind, "1003").await, Err(NONE));
    assert_eq!(portal.hubspot.item(&portal.access, &kind, "99999999").await, Err(NONE));
}

#[tokio::test]
async fn the_id_of_a_merged_contact_leads_to_the_one_that_it_was_merged_into() {
    let portal = Portal::with(5).await;
    portal.merge("1002", "1001").await;
    let record = portal.hubspot.item(&portal.access, &contacts(), "1002").await.unwrap();
    assert_eq!(record.item.id, "1001");
}

#[tokio::test]
async fn what_is_no_id_leads_nowhere() {
    let portal = Portal::with(5).await;
    for id in [
        "",
        ".",
        "..",
        "search",
        "1001/..",
        "1001?archived=true",
        "%31",
        "１",
        &"1".repeat(21),
    ] {
        let answer = portal.hubspot.item(&portal.access, &contacts(), id).await;
        assert_eq!(answer, Err(NONE), "{id}");
    }
    assert!(portal.asked().is_empty());
}
