//! Items: all of them, page by page, and what goes wrong on the way.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use http::StatusCode;
use sandbox::{ContactSet, Fault, FaultBody, SandboxConfig};
use serde_json::{Value, json};

use crate::stage::{Browser, Setting, Stage};

async fn all_items(browser: &Browser<'_>, connection: &str) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/items?connection={connection}&cursor={cursor}");
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let page = answer.json();
        items.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return items,
        }
    }
}

#[tokio::test]
async fn every_contact_is_reached_once_whatever_their_number() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for count in [0, 1, 99, 100, 101, 250] {
        stage.sandbox.set_contacts(ContactSet::Count { count });
        let items = all_items(&browser, &id).await;
        let ids: HashSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!((items.len(), ids.len()), (count, count));
    }
}

#[tokio::test]
async fn an_item_has_all_fields_of_the_contract() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let page = browser.items(&id).await.json();
    let ada = &page["items"][0];
    assert_eq!(ada["name"], "Ada Lovelace");
    assert_eq!(ada["type"], "Contact");
    assert_eq!(ada["properties"]["email"], "ada@northwind.example");
    assert!(
        ada["url"]
            .as_str()
            .unwrap()
            .starts_with("https://app.hubspot.com/contacts/62515/record/0-1/")
    );
    assert!(ada["creation_time"].as_str().unwrap().ends_with('Z'));
    for field in [
        "directory",
        "parent_path_or_name",
        "parent_id",
        "children",
        "mime_type",
        "delta",
        "drive_id",
        "visibility",
    ] {
        assert!(ada.get(field).is_some(), "{field}");
    }
}

/// T48
#[tokio::test]
async fn a_link_or_cursor_of_the_provider_leads_nowhere_else() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let evil = json!({"results": [], "paging": {"next": {
        "after": "../../x?y#z&limit=1", "link": format!("{}/stolen", stage.sandbox.base_url())
    }}});
    stage.sandbox.fault(Fault {
        path_prefix: "/crm/".into(),
        status: Some(200),
        headers: BTreeMap::from([("content-type".into(), "application/json".into())]),
        body: Some(FaultBody::Json(evil)),
        ..Fault::default()
    });
    let next = browser.items(&id).await.json()["next"].as_str().unwrap().to_owned();
    let cursor: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    browser
        .get(&format!("/api/items?connection={id}&cursor={cursor}"))
        .await;
    let journal = stage.sandbox.journal();
    let last = journal.last().unwrap();
    assert_eq!(last.path, "/crm/objects/2026-09/contacts");
    assert!(
        last.query.ends_with("after=..%2F..%2Fx%3Fy%23z%26limit%3D1"),
        "{}",
        last.query
    );
    assert_eq!(stage.asked("/stolen"), 0);
}

#[tokio::test]
async fn a_cursor_that_no_provider_made_is_not_found() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for cursor in ["nonsense".to_owned(), "a".repeat(2000)] {
        let answer = browser
            .get(&format!("/api/items?connection={id}&cursor={cursor}"))
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{cursor}");
    }
}

#[tokio::test]
async fn a_failure_of_the_provider_is_classified() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    let json_type = BTreeMap::from([("content-type".to_owned(), "application/json".to_owned())]);
    let wait = BTreeMap::from([("retry-after".to_owned(), "4".to_owned())]);
    let cases = [
        (
            429,
            wait,
            "",
            StatusCode::TOO_MANY_REQUESTS,
            json!({"RateLimited": {"retry_after_secs": 4}}),
        ),
        (
            429,
            BTreeMap::new(),
            "",
            StatusCode::TOO_MANY_REQUESTS,
            json!({"RateLimited": {"retry_after_secs": 10}}),
        ),
        (
            500,
            BTreeMap::new(),
            "canary",
            StatusCode::BAD_GATEWAY,
            json!("ProviderUnavailable"),
        ),
        (
            302,
            BTreeMap::from([("location".to_owned(), "/stolen".to_owned())]),
            "",
            StatusCode::BAD_GATEWAY,
            json!("ProviderUnavailable"),
        ),
        (
            200,
            json_type.clone(),
            "{\"results\":",
            StatusCode::BAD_GATEWAY,
            json!("ProviderUnavailable"),
        ),
        (
            200,
            BTreeMap::new(),
            "<html>canary",
            StatusCode::BAD_GATEWAY,
            json!("ProviderUnavailable"),
        ),
    ];
    for (status, headers, body, expected, error) in cases {
        stage.sandbox.fault(Fault {
            path_prefix: "/crm/".into(),
            status: Some(status),
            headers,
            body: Some(FaultBody::Text(body.to_owned())),
            ..Fault::default()
        });
        let answer = browser.items(&id).await;
        assert_eq!((answer.status, answer.json()), (expected, error), "{status} {body}");
        assert!(!answer.body.contains("canary"));
        stage.advance(Duration::from_secs(10)); // What the provider asked us to wait has passed.
    }
    assert_eq!(
        browser.items(&id).await.status,
        StatusCode::OK,
        "a failure changes nothing"
    );
}

/// T44
#[tokio::test]
async fn no_token_or_secret_is_ever_in_an_address() {
    let stage = Stage::with(Setting {
        sandbox: SandboxConfig {
            contacts: 5,
            ..SandboxConfig::default()
        },
        ..Setting::default()
    })
    .await;
    let browser = stage.browser();
    let id = browser.connect().await;
    browser.items(&id).await;
    browser.post("/api/disconnect", &[("connection", &id)]).await;
    let secrets = stage.sandbox.issued_secrets();
    let asked: Vec<_> = stage
        .sandbox
        .journal()
        .into_iter()
        .filter(|entry| !entry.path.ends_with("/authorize"))
        .collect();
    assert!(asked.len() >= 4);
    for entry in asked {
        let line = format!("{}?{}", entry.path, entry.query);
        assert!(
            !line.contains(sandbox::CLIENT_SECRET) && !line.contains("redacted"),
            "{line}"
        );
        assert!(secrets.iter().all(|secret| !line.contains(secret.as_str())), "{line}");
    }
}
