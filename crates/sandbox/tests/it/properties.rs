//! Properties with their groups and values, and the owners that one of them names.

use std::collections::BTreeSet;

use rstest::rstest;
use sandbox::{SandboxConfig, TruthQuery};
use serde_json::{Value, json};

use crate::client::{App, told, with_contacts};

/// An app that may see definitions and owners, with its token.
async fn describing(config: SandboxConfig) -> (App, String) {
    let app = App::new(config).await;
    let scope = "oauth crm.objects.contacts.read crm.objects.owners.read crm.objects.contacts.write";
    let code = app.code(&[("scope", scope)]).await;
    let tokens = told(app.exchange(&code).await).await.1;
    (app, tokens["access_token"].as_str().unwrap().to_owned())
}

async fn get(app: &App, token: &str, path: &str) -> Value {
    told(app.get(path).bearer_auth(token).send().await.unwrap()).await.1
}

async fn properties(app: &App, token: &str) -> Vec<Value> {
    let mut answer = get(app, token, "/crm/properties/2026-09/contacts").await;
    std::mem::take(answer["results"].as_array_mut().unwrap())
}

fn named<'a>(properties: &'a [Value], name: &str) -> &'a Value {
    properties.iter().find(|one| one["name"] == name).unwrap()
}

#[tokio::test]
async fn properties_are_described_with_types_and_labels() {
    let (app, token) = describing(with_contacts(0)).await;

    let all = properties(&app, &token).await;

    assert_eq!(named(&all, "email")["hasUniqueValue"], true);
    assert_eq!(named(&all, "createdate")["modificationMetadata"]["readOnlyValue"], true);
    assert_eq!(named(&all, "hubspot_owner_id")["referencedObjectType"], "OWNER");
    let stage = &named(&all, "lifecyclestage")["options"];
    assert_eq!(
        (&stage[0]["value"], &stage[0]["label"]),
        (&json!("subscriber"), &json!("Subscriber"))
    );
    assert_eq!(stage[2]["label"], "Marketing qualified lead");
    let custom: Vec<&Value> = all.iter().filter(|one| one["hubspotDefined"] == false).collect();
    let types: BTreeSet<&str> = custom.iter().map(|one| one["type"].as_str().unwrap()).collect();
    assert_eq!(custom.len(), 12);
    assert_eq!(
        types.into_iter().collect::<Vec<_>>(),
        ["bool", "date", "datetime", "enumeration", "number", "string"]
    );
    assert_eq!(named(&all, "delivery_notes")["fieldType"], "textarea");
    assert_eq!(
        named(&all, "escalated")["options"][0],
        json!({ "label": "Yes", "value": "true", "displayOrder": 0, "hidden": false })
    );
}

#[rstest]
#[tokio::test]
async fn every_property_is_in_a_group_with_a_label(#[values(0, 1)] extra: usize) {
    let (app, token) = describing(SandboxConfig {
        properties: extra,
        ..with_contacts(0)
    })
    .await;

    let groups = get(&app, &token, "/crm/properties/2026-09/contacts/groups").await;
    assert_eq!(groups, get(&app, &token, "/crm/v3/properties/0-1/groups").await);
    let groups: Vec<(&str, &str)> = groups["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| (group["name"].as_str().unwrap(), group["label"].as_str().unwrap()))
        .collect();

    assert_eq!(groups[0], ("contactinformation", "Contact information"));
    assert!(groups.contains(&("customer_care", "Customer care")));
    assert_eq!(groups.len(), 8 + extra);
    for property in properties(&app, &token).await {
        assert!(
            groups.iter().any(|(name, _)| property["groupName"] == *name),
            "{property}"
        );
    }
}

#[tokio::test]
async fn seeded_contacts_have_values_of_custom_properties_and_they_can_be_set() {
    let (app, token) = describing(with_contacts(200)).await;
    let asked = TruthQuery {
        properties: vec!["membership_level".to_owned(), "delivery_notes".to_owned()],
        ..TruthQuery::default()
    };

    let contacts = app.sandbox.truth(&asked).contacts;
    let values: BTreeSet<&str> = contacts
        .iter()
        .filter_map(|one| Some(one.properties.get("membership_level")?.as_str()))
        .collect();
    assert_eq!(
        values.into_iter().collect::<Vec<_>>(),
        ["bronze", "gold", "platinum_2024", "silver"]
    );
    assert!(contacts.iter().any(|one| one.properties.contains_key("delivery_notes")));
    assert!(
        contacts
            .iter()
            .any(|one| !one.properties.contains_key("membership_level"))
    );

    let set = async |value: &str| {
        let body = json!({ "properties": { "newsletter_topics": value } });
        app.patch("/crm/objects/2026-09/contacts/1001")
            .bearer_auth(&token)
            .json(&body)
            .send()
            .await
            .unwrap()
            .status()
    };
    assert_eq!(set("jobs;press").await, 200);
    assert_eq!(set("jobs;gossip").await, 400);
    let read = get(
        &app,
        &token,
        "/crm/objects/2026-09/contacts/1001?properties=newsletter_topics",
    )
    .await;
    assert_eq!(read["properties"]["newsletter_topics"], "jobs;press");
}

#[tokio::test]
async fn a_portal_may_have_a_thousand_properties_more() {
    let (app, token) = describing(SandboxConfig {
        properties: 1000,
        ..with_contacts(20)
    })
    .await;

    let all = properties(&app, &token).await;

    assert_eq!(all.len(), 36 + 12 + 1000);
    assert_eq!(named(&all, "extra_1000")["label"], "Extra property 1000");
    let page = get(
        &app,
        &token,
        "/crm/v3/objects/contacts?limit=20&properties=extra_1000,extra_1001",
    )
    .await;
    let shown = page["results"][1]["properties"].as_object().unwrap();
    assert!(shown.contains_key("extra_1000") && !shown.contains_key("extra_1001"));
    let values = page["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["properties"]["extra_1000"]);
    let (some, none): (Vec<_>, Vec<_>) = values.partition(|value| value.is_string());
    assert!(!some.is_empty() && !none.is_empty());
}

#[tokio::test]
async fn owners_have_names_and_come_in_pages() {
    let (app, token) = describing(with_contacts(0)).await;

    let all = get(&app, &token, "/crm/v3/owners/").await;
    assert_eq!(all["results"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&all["results"][0]["id"], &all["results"][0]["lastName"]),
        (&json!("7001"), &json!("Hopper"))
    );
    assert!(all.get("paging").is_none());

    let first = get(&app, &token, "/crm/owners/2026-09?limit=2").await;
    let after = first["paging"]["next"]["after"].as_str().unwrap();
    let last = get(&app, &token, &format!("/crm/owners/2026-09?limit=2&after={after}")).await;
    assert_eq!(first["results"].as_array().unwrap().len(), 2);
    assert_eq!(last["results"], json!([all["results"][2]]));
    assert!(last.get("paging").is_none());

    let one = get(&app, &token, "/crm/owners/2026-09?email=grace@northwind.example").await;
    assert_eq!(one["results"], json!([all["results"][0]]));
    assert_eq!(
        get(&app, &token, "/crm/owners/2026-09?archived=true").await["results"],
        json!([])
    );
}
