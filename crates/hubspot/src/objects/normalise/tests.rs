//! Objects as HubSpot writes them, and as items.

use serde_json::{Value, json};

use super::*;
use crate::object_type::{COMPANIES, CONTACTS};

fn account() -> Account {
    Account {
        id: "62515".into(),
        name: "Northwind".into(),
        label: "portal 62515".into(),
        connected_by: None,
        home: Url::parse("https://app.hubspot.com/contacts/62515").ok(),
    }
}

fn readable(records: &Value, account: Option<&Account>) -> Vec<IntegrationItem> {
    let body = json!({ "results": records }).to_string();
    items(&CONTACTS, &Page::read(body.as_bytes()).unwrap(), account)
}

fn only(record: Value) -> IntegrationItem {
    readable(&Value::Array(vec![record]), Some(&account())).pop().unwrap()
}

#[test]
fn a_contact_becomes_an_item_and_keeps_all_that_was_fetched() {
    let ada = only(json!({
        "id": "33451",
        "properties": {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@northwind.example", "fax": null},
        "createdAt": "2022-06-01T14:31:48.469Z",
        "updatedAt": "2025-07-07T20:27:17.947Z",
        "archived": false,
        "url": "https://app.hubspot.com/contacts/1/record/0-1/33451"
    }));
    assert_eq!(ada.name.as_deref(), Some("Ada Lovelace"));
    assert_eq!(ada.property("email"), Some("ada@northwind.example"));
    assert_eq!(ada.property("firstname"), Some("Ada"));
    assert_eq!(ada.property("fax"), None);
    assert_eq!(ada.creation_time.unwrap().to_string(), "2022-06-01T14:31:48.469Z");
    assert_eq!(
        ada.url.as_deref(),
        Some("https://app.hubspot.com/contacts/1/record/0-1/33451")
    );
    assert!(ada.visibility);
}

#[test]
fn what_is_missing_is_none_and_never_made_up() {
    let bare = only(json!({"id": "7"}));
    assert_eq!(
        (bare.name, bare.creation_time, bare.last_modified_time),
        (None, None, None)
    );
    assert!(bare.properties.is_empty());
}

#[test]
fn another_type_has_its_own_word_name_address_and_date() {
    let record = json!({"id": "7", "properties": {"name": "Northwind", "firstname": "x",
                        "lastmodifieddate": "2020-01-01T00:00:00Z", "hs_lastmodifieddate": "2021-01-01T00:00:00Z"}});
    let body = json!({ "results": [record] }).to_string();
    let page = Page::read(body.as_bytes()).unwrap();
    let company = items(&COMPANIES, &page, Some(&account())).pop().unwrap();
    assert_eq!(
        (company.item_type.as_str(), company.name.as_deref()),
        ("Company", Some("Northwind"))
    );
    assert_eq!(company.last_modified_time.unwrap().to_string(), "2021-01-01T00:00:00Z");
    assert_eq!(
        company.url.as_deref(),
        Some("https://app.hubspot.com/contacts/62515/record/0-2/7")
    );
}

#[test]
fn times_that_the_envelope_lacks_come_from_the_properties() {
    let properties = json!({"createdate": "1654093908469", "lastmodifieddate": "2025-07-07T20:27:17.947Z"});
    let contact = only(json!({"id": "7", "createdAt": "soon", "properties": properties}));
    assert_eq!(contact.creation_time.unwrap().to_string(), "2022-06-01T14:31:48.469Z");
    assert_eq!(
        contact.last_modified_time.unwrap().to_string(),
        "2025-07-07T20:27:17.947Z"
    );
}

#[test]
fn a_bad_record_does_not_cost_the_page() {
    let mut deep = json!({});
    for _ in 0..200 {
        deep = json!([deep]);
    }
    let bad =
        json!([{"id": [1]}, null, {"id": ""}, {"id": "2", "properties": {"score": 7}}, [], 1, "x", {}, {"x": deep}]);
    let items = readable(&bad, None);
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].property("score"), Some("7"));
}

#[test]
fn a_text_that_breaks_off_within_a_letter_costs_its_record_only() {
    let body = r#"{"results":[{"id":"1","properties":{"firstname":"\ud83d"}},{"id":"2"}]}"#;
    let items = items(&CONTACTS, &Page::read(body.as_bytes()).unwrap(), None);
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].id, "2");
}

#[test]
fn an_odd_value_does_not_cost_the_record() {
    let odd = only(json!({"id": 7, "archived": null, "url": 3, "createdAt": {}, "properties": null}));
    assert_eq!((odd.id.as_str(), odd.visibility), ("7", true));
    assert!(!only(json!({"id": "7", "archived": true})).visibility);
    assert!(only(json!({"id": "7", "properties": [1]})).properties.is_empty());
}

#[test]
fn a_link_that_leads_elsewhere_is_replaced_by_our_own() {
    for link in [
        "https://evil.example/",
        "https://evil.example/app.hubspot.com/",
        "https://app.hubspot.com.evil.example/x",
        "https://app.hubspot.com@evil.example/x",
        "https://evil.example\\.hubspot.com/x",
        "http://app.hubspot.com/",
        "javascript:alert(1)",
        "nonsense",
    ] {
        let item = only(json!({"id": "../x?y#", "url": link}));
        assert_eq!(
            item.url.as_deref(),
            Some("https://app.hubspot.com/contacts/62515/record/0-1/..%2Fx%3Fy%23"),
            "{link}"
        );
    }
    assert_eq!(address(&CONTACTS, Some("https://evil.example/"), "1", None), None);
}

#[test]
fn a_link_to_hubspot_is_written_as_a_parser_writes_it() {
    for (link, written) in [
        (
            "https://app-eu1.hubspot.com/contacts/1",
            "https://app-eu1.hubspot.com/contacts/1",
        ),
        ("https://app.hubspot.com/a/../b", "https://app.hubspot.com/b"),
        ("HTTPS://APP.hubspot.com:443/a b", "https://app.hubspot.com/a%20b"),
        ("https://app.hubspot.com", "https://app.hubspot.com/"),
    ] {
        let item = only(json!({"id": "7", "url": link}));
        assert_eq!(item.url.as_deref(), Some(written));
        assert_eq!(Url::parse(link).unwrap().as_str(), written);
    }
}
