//! What happens to contacts at the provider while nobody asks, and the truth about them afterwards.

use std::time::Duration;

use rstest::rstest;
use sandbox::{Churn, ContactChanges, ContactMerge, ContactUpdate, NewContact, Portal, SandboxClock, SandboxConfig};
use sandbox::{LiveContact, TruthQuery};
use serde_json::{Value, json};

use crate::client::{App, told, with_contacts};

const CONTACTS: &str = "/crm/objects/2026-09/contacts";

async fn control(app: &App, path: &str, body: Value) -> (u16, Value) {
    let request = app.post(&format!("/_sandbox/contacts/{path}")).json(&body);
    told(request.send().await.unwrap()).await
}

async fn truth(app: &App, query: &str) -> Value {
    let request = app.get(&format!("/_sandbox/contacts/truth?{query}"));
    told(request.send().await.unwrap()).await.1
}

/// Every record that a list gives, with the properties that the truth is asked for as well.
async fn listed(app: &App, token: &str) -> Vec<Value> {
    let (mut records, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("{CONTACTS}?limit=100&properties=city,email&after={after}");
        let (_, mut page) = told(app.get(&path).bearer_auth(token).send().await.unwrap()).await;
        records.append(page["results"].as_array_mut().unwrap());
        match page["paging"]["next"]["after"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => return records,
        }
    }
}

fn ids(records: &[Value]) -> Vec<&str> {
    records.iter().map(|record| record["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn contacts_change_by_remote_control_as_they_would_at_hubspot() {
    let clock = SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap());
    let (app, token) = App::connected(SandboxConfig {
        clock,
        ..with_contacts(5)
    })
    .await;
    app.sandbox.advance(Duration::from_secs(5));

    let changes = json!({
        "create": [{ "properties": { "email": "new@example.com" } }],
        "update": [{ "id": "1001", "properties": { "city": "Paris" } }],
        "archive": ["1002"],
        "merge": [{ "primary": "1003", "merged": "1004" }],
    });
    assert_eq!(
        control(&app, "change", changes).await,
        (200, json!({ "created": ["1006"] }))
    );

    let records = listed(&app, &token).await;
    assert_eq!(ids(&records), ["1001", "1003", "1005", "1006"]);
    assert_eq!(records[0]["properties"]["city"], "Paris");
    for touched in [0, 1, 3] {
        assert_eq!(
            records[touched]["properties"]["lastmodifieddate"],
            "2026-05-01T00:00:05.000Z"
        );
        assert_eq!(records[touched]["updatedAt"], "2026-05-01T00:00:05.000Z");
    }
    assert_eq!(records[3]["properties"]["createdate"], "2026-05-01T00:00:05.000Z");
}

#[rstest]
#[case(json!({ "update": [{ "id": "7", "properties": {} }] }), "there is no live contact 7")]
#[case(json!({ "archive": ["x"] }), "there is no live contact x")]
#[case(json!({ "merge": [{ "primary": "1001", "merged": "1001" }] }), "there is no live contact 1001 or 1001")]
#[tokio::test]
async fn a_change_of_what_is_not_there_is_refused(#[case] changes: Value, #[case] sentence: &str) {
    let app = App::new(with_contacts(1)).await;
    assert_eq!(
        control(&app, "change", changes).await,
        (400, json!({ "error": sentence }))
    );
}

#[tokio::test]
async fn the_truth_is_what_the_list_gives_page_by_page() {
    let (app, token) = App::connected(with_contacts(30)).await;
    app.sandbox.churn(&Churn {
        portal: None,
        seed: 5,
        operations: 40,
    });

    let (mut told, mut from) = (Vec::new(), "0".to_owned());
    let total = loop {
        let mut page = truth(&app, &format!("limit=7&properties=city,email&from={from}")).await;
        told.append(page["results"].as_array_mut().unwrap());
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut from),
            None => break page["total"].clone(),
        }
    };

    assert_eq!(told, listed(&app, &token).await);
    assert_eq!(total, told.len());
    let in_process = app.sandbox.truth(&TruthQuery::default());
    let known: Vec<&str> = in_process.contacts.iter().map(|contact| contact.id.as_str()).collect();
    assert_eq!((known, in_process.total), (ids(&told), told.len()));
}

#[tokio::test]
async fn the_truth_tells_every_property_unless_some_are_named() {
    let app = App::new(with_contacts(1)).await;

    let all = truth(&app, "").await;
    let (_, properties) = {
        let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
        let request = app.get("/crm/properties/2026-09/contacts").bearer_auth(token);
        told(request.send().await.unwrap()).await
    };

    let told = all["results"][0]["properties"].as_object().unwrap();
    assert_eq!(told.len(), properties["results"].as_array().unwrap().len());
    let asked = TruthQuery {
        limit: Some(1),
        properties: vec!["city".to_owned()],
        ..TruthQuery::default()
    };
    let LiveContact { id, properties } = app.sandbox.truth(&asked).contacts.remove(0);
    assert_eq!((id.as_str(), properties["city"].as_str()), ("1001", "London"));
    assert!(!properties.contains_key("email"));
}

#[tokio::test]
async fn the_same_churn_does_the_same_to_the_same_contacts() {
    let clock = || SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap());
    let after = async |seed: u64| {
        let app = App::new(SandboxConfig {
            clock: clock(),
            ..with_contacts(50)
        })
        .await;
        let counts = control(&app, "churn", json!({ "seed": seed, "operations": 60 }))
            .await
            .1;
        (counts, truth(&app, "").await)
    };

    let (counts, contacts) = after(1).await;
    assert_eq!((counts.clone(), contacts.clone()), after(1).await);
    assert_ne!(contacts, after(2).await.1);
    let count = |kind: &str| counts[kind].as_u64().unwrap();
    assert_eq!(
        count("created") + count("updated") + count("archived") + count("merged"),
        60
    );
    assert!(
        ["created", "updated", "archived", "merged"]
            .iter()
            .all(|kind| count(kind) > 0)
    );
    assert_eq!(
        contacts["total"],
        50 + count("created") - count("archived") - count("merged")
    );
}

#[tokio::test]
async fn only_the_portal_that_is_named_changes() {
    let app = App::new(with_contacts(2)).await;
    app.sandbox.set_portal(Portal {
        hub_id: 77,
        ..Portal::default()
    });

    app.sandbox.change_contacts(ContactChanges {
        portal: Some(62_515),
        create: vec![NewContact::default()],
        update: vec![ContactUpdate {
            id: "1002".to_owned(),
            ..ContactUpdate::default()
        }],
        archive: Vec::new(),
        merge: vec![ContactMerge {
            primary: "1001".to_owned(),
            merged: "1002".to_owned(),
        }],
    });
    app.sandbox.churn(&Churn {
        portal: Some(62_515),
        seed: 1,
        operations: 0,
    });

    assert_eq!(
        truth(&app, "portal=62515").await["results"].as_array().unwrap().len(),
        2
    );
    assert_eq!(truth(&app, "").await["total"], 2);
    assert_eq!(truth(&app, "").await["results"][1]["id"], "1002");
}

#[tokio::test]
async fn a_merged_contact_answers_with_the_one_that_took_its_place() {
    let (app, token) = App::connected(with_contacts(3)).await;
    let (_, gone) = told(
        app.get(&format!("{CONTACTS}/1002"))
            .bearer_auth(&token)
            .send()
            .await
            .unwrap(),
    )
    .await;
    let email = gone["properties"]["email"].as_str().unwrap();
    let two = json!({ "primaryObjectId": "1001", "objectIdToMerge": "1002" });

    let merge = app.post(&format!("{CONTACTS}/merge")).bearer_auth(&token).json(&two);
    let (status, merged) = told(merge.send().await.unwrap()).await;

    assert_eq!((status, &merged["id"]), (200, &json!("1001")));
    assert_eq!(merged["properties"]["hs_merged_object_ids"], "1002");
    assert_eq!(merged["properties"]["hs_additional_emails"], email);
    for path in ["1002", &format!("{email}?idProperty=email")] {
        let request = app.get(&format!("{CONTACTS}/{path}")).bearer_auth(&token);
        assert_eq!(told(request.send().await.unwrap()).await.1["id"], "1001");
    }
    assert_eq!(ids(&listed(&app, &token).await), ["1001", "1003"]);
    let archived = app.get(&format!("{CONTACTS}?archived=true")).bearer_auth(&token);
    assert_eq!(told(archived.send().await.unwrap()).await.1["results"], json!([]));
    let search = app
        .post(&format!("{CONTACTS}/search"))
        .bearer_auth(&token)
        .json(&json!({}));
    assert_eq!(told(search.send().await.unwrap()).await.1["total"], 2);
}

#[rstest]
#[case("1001", "1001", 400)]
#[case("1001", "1002", 400)]
#[case("1001", "7", 404)]
#[case("1001", "x", 404)]
#[tokio::test]
async fn what_cannot_be_merged_is_refused(#[case] primary: &str, #[case] merged: &str, #[case] expected: u16) {
    let (app, token) = App::connected(with_contacts(2)).await;
    app.sandbox.change_contacts(ContactChanges {
        merge: vec![ContactMerge {
            primary: "1001".to_owned(),
            merged: "1002".to_owned(),
        }],
        ..ContactChanges::default()
    });

    let two = json!({ "primaryObjectId": primary, "objectIdToMerge": merged });
    let request = app.post(&format!("{CONTACTS}/merge")).bearer_auth(&token).json(&two);

    assert_eq!(request.send().await.unwrap().status(), expected);
}
