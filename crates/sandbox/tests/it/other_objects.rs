//! Companies, deals and tickets: what they share with contacts, and what sets them apart.

use std::collections::BTreeSet;

use rstest::rstest;
use sandbox::SandboxConfig;
use serde_json::{Value, json};

use crate::client::{App, told, with_contacts};

const ALL: &str = "oauth crm.objects.companies.read crm.objects.companies.write crm.objects.deals.read \
                   crm.objects.deals.write tickets";

/// An app to which this was granted, with its token.
async fn granted(config: SandboxConfig, scope: &str) -> (App, String) {
    let app = App::new(config).await;
    let code = app.code(&[("scope", scope)]).await;
    let tokens = told(app.exchange(&code).await).await.1;
    (app, tokens["access_token"].as_str().unwrap().to_owned())
}

async fn get(app: &App, token: &str, path: &str) -> (u16, Value) {
    told(app.get(path).bearer_auth(token).send().await.unwrap()).await
}

async fn post(app: &App, token: &str, path: &str, body: Value) -> (u16, Value) {
    told(app.post(path).bearer_auth(token).json(&body).send().await.unwrap()).await
}

async fn all(app: &App, token: &str, object_type: &str) -> Vec<Value> {
    let (mut records, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("/crm/objects/2026-09/{object_type}?limit=100&after={after}");
        let (_, mut page) = get(app, token, &path).await;
        records.append(page["results"].as_array_mut().unwrap());
        match page["paging"]["next"]["after"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => return records,
        }
    }
}

#[rstest]
#[case("companies", "0-2", 130, "name")]
#[case("deals", "0-3", 260, "dealname")]
#[case("tickets", "0-5", 162, "subject")]
#[tokio::test]
async fn every_object_is_listed_once_with_its_own_address(
    #[case] object_type: &str,
    #[case] number: &str,
    #[case] expected: usize,
    #[case] name: &str,
) {
    let (app, token) = granted(with_contacts(1300), ALL).await;

    let records = all(&app, &token, object_type).await;

    let ids: BTreeSet<&str> = records.iter().map(|record| record["id"].as_str().unwrap()).collect();
    assert_eq!((records.len(), ids.len()), (expected, expected));
    for record in &records {
        let id = record["id"].as_str().unwrap();
        assert_eq!(
            record["url"],
            format!("https://app.hubspot.com/contacts/62515/record/{number}/{id}")
        );
        let Some(properties) = record.get("properties") else {
            continue;
        };
        assert!(properties.get("hs_lastmodifieddate").is_some() && properties.get("lastmodifieddate").is_none());
    }
    let named = records.iter().filter(|one| one["properties"][name].is_string());
    assert!((expected - 8..expected).contains(&named.count()), "some are awkward");
    assert_eq!(get(&app, &token, &format!("/crm/v3/objects/{number}")).await.0, 200);
}

#[rstest]
#[case("companies", &["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"])]
#[case("tickets", &["content", "createdate", "hs_lastmodifieddate", "hs_object_id", "hs_pipeline",
                    "hs_pipeline_stage", "hs_ticket_category", "hs_ticket_priority", "subject"])]
#[tokio::test]
async fn what_is_shown_unasked_is_the_types_own(#[case] object_type: &str, #[case] expected: &[&str]) {
    let (app, token) = granted(with_contacts(1), ALL).await;
    let (_, record) = get(&app, &token, &format!("/crm/objects/2026-09/{object_type}/1001")).await;
    let shown: Vec<&String> = record["properties"].as_object().unwrap().keys().collect();
    assert_eq!(shown, expected);
}

#[rstest]
#[case("companies", "crm.objects.companies.read")]
#[case("deals", "crm.objects.deals.read")]
#[case("tickets", "tickets")]
#[tokio::test]
async fn a_type_needs_its_own_scope(#[case] object_type: &str, #[case] scope: &str) {
    let (app, token) = granted(with_contacts(1), "oauth crm.objects.contacts.read").await;
    let list = format!("/crm/objects/2026-09/{object_type}");
    for refused in [
        get(&app, &token, &list).await,
        get(&app, &token, &format!("{list}/1001")).await,
        post(&app, &token, &format!("{list}/search"), json!({})).await,
        post(&app, &token, &format!("{list}/batch/read"), json!({"inputs": []})).await,
        get(&app, &token, &format!("/crm/properties/2026-09/{object_type}")).await,
        get(&app, &token, &format!("/crm/properties/2026-09/{object_type}/groups")).await,
    ] {
        assert_eq!((refused.0, &refused.1["category"]), (403, &json!("MISSING_SCOPES")));
        let scopes = refused.1["errors"][0]["context"]["requiredGranularScopes"]
            .as_array()
            .unwrap();
        assert!(scopes.contains(&json!(scope)), "{scopes:?}");
    }
    let (app, token) = granted(with_contacts(1), &format!("oauth {scope}")).await;
    assert_eq!(get(&app, &token, &list).await.0, 200);
    assert_eq!(get(&app, &token, "/crm/objects/2026-09/contacts").await.0, 403);
}

#[rstest]
#[case("companies", json!({"name": "Lovelace & Daughters"}))]
#[case("deals", json!({"dealname": "A deal", "dealstage": "closedwon", "pipeline": "default"}))]
#[case("tickets", json!({"subject": "Help", "hs_pipeline": "0", "hs_pipeline_stage": "1"}))]
#[tokio::test]
async fn an_object_is_created_changed_found_and_archived(#[case] object_type: &str, #[case] properties: Value) {
    let (app, token) = granted(with_contacts(1), ALL).await;
    let list = format!("/crm/objects/2026-09/{object_type}");
    let (status, created) = post(&app, &token, &list, json!({ "properties": properties })).await;
    assert_eq!((status, &created["id"]), (201, &json!("1026")));
    let (name, _) = properties.as_object().unwrap().iter().next().unwrap();

    let one = format!("{list}/1026");
    let change = json!({ "properties": { name: "Changed" } });
    let request = app.patch(&one).bearer_auth(&token).json(&change);
    let (status, changed) = told(request.send().await.unwrap()).await;
    assert_eq!((status, &changed["properties"][name]), (200, &json!("Changed")));

    let since = created["updatedAt"].as_str().unwrap();
    let search = json!({
        "filterGroups": [{"filters": [{"propertyName": "hs_lastmodifieddate", "operator": "GTE", "value": since}]}],
        "sorts": [{"propertyName": "hs_lastmodifieddate", "direction": "ASCENDING"}],
        "properties": [name],
    });
    let (_, found) = post(&app, &token, &format!("{list}/search"), search).await;
    assert_eq!(
        (&found["total"], &found["results"][0]["id"]),
        (&json!(1), &json!("1026"))
    );
    assert_eq!(found["results"][0]["properties"][name], "Changed");

    let gone = app.delete(&one).bearer_auth(&token).send().await.unwrap();
    assert_eq!(gone.status(), 204);
    assert_eq!(get(&app, &token, &one).await.0, 404);
    let (_, archived) = get(&app, &token, &format!("{list}?archived=true")).await;
    assert_eq!(archived["results"][0]["id"], "1026");
    let read = json!({ "inputs": [{ "id": "1026" }], "properties": [name] });
    let (status, missing) = post(&app, &token, &format!("{list}/batch/read"), read).await;
    let word = object_type.strip_suffix("ies").map_or_else(
        || object_type.strip_suffix('s').unwrap().to_uppercase(),
        |stem| format!("{}Y", stem.to_uppercase()),
    );
    let message = missing["errors"][0]["message"].as_str().unwrap();
    assert!(
        status == 207 && message.contains(&format!(" {word} objects")),
        "{message}"
    );
}

#[tokio::test]
async fn ids_are_unique_within_a_type_only() {
    let (app, token) = granted(with_contacts(1), &format!("{ALL} crm.objects.contacts.read")).await;
    let mut names = BTreeSet::new();
    for (object_type, name) in [
        ("contacts", "firstname"),
        ("companies", "name"),
        ("deals", "dealname"),
        ("tickets", "subject"),
    ] {
        let (_, record) = get(&app, &token, &format!("/crm/objects/2026-09/{object_type}/1001")).await;
        names.insert(record["properties"][name].as_str().unwrap().to_owned());
    }
    assert_eq!(names.len(), 4);
}

#[tokio::test]
async fn a_calculated_value_cannot_be_set() {
    let (app, token) = granted(with_contacts(1), ALL).await;
    let change = json!({ "properties": { "num_associated_contacts": "7" } });
    let request = app
        .patch("/crm/objects/2026-09/companies/1001")
        .bearer_auth(&token)
        .json(&change);
    let (status, refused) = told(request.send().await.unwrap()).await;
    assert_eq!(
        (status, &refused["errors"][0]["code"]),
        (400, &json!("READ_ONLY_VALUE"))
    );
    let message = refused["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("is a calculated property"), "{message}");
}

#[tokio::test]
async fn companies_are_described_under_the_scope_of_their_schema() {
    let (app, token) = granted(with_contacts(1), "oauth crm.schemas.companies.read").await;
    let (_, properties) = get(&app, &token, "/crm/properties/2026-09/companies").await;
    let (_, groups) = get(&app, &token, "/crm/properties/2026-09/companies/groups").await;
    let properties = properties["results"].as_array().unwrap();
    let groups: Vec<&Value> = groups["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| &group["name"])
        .collect();
    assert!(
        properties
            .iter()
            .all(|property| groups.contains(&&property["groupName"]))
    );
    let custom = properties.iter().filter(|property| property["hubspotDefined"] == false);
    assert_eq!((properties.len(), custom.count(), groups.len()), (39, 7, 6));
    let named = |name: &str| properties.iter().find(|property| property["name"] == name).unwrap();
    assert_eq!(named("num_associated_contacts")["calculated"], true);
    assert_eq!(
        named("annualrevenue")["description"],
        "The actual or estimated annual revenue of the company."
    );
    assert_eq!(get(&app, &token, "/crm/objects/2026-09/companies").await.0, 403);
}

#[tokio::test]
async fn deals_and_tickets_pass_through_the_stages_of_pipelines() {
    let (app, token) = granted(with_contacts(1), ALL).await;

    let (_, deals) = get(&app, &token, "/crm/pipelines/2026-09/deals").await;
    let stages = deals["results"][0]["stages"].as_array().unwrap();
    assert_eq!((&deals["results"][0]["id"], stages.len()), (&json!("default"), 7));
    assert_eq!(
        (&stages[5]["id"], &stages[5]["metadata"]["probability"]),
        (&json!("closedwon"), &json!("1.0"))
    );
    let (_, tickets) = get(&app, &token, "/crm/v3/pipelines/tickets").await;
    assert_eq!(tickets["results"][0]["stages"][3]["metadata"]["ticketState"], "CLOSED");

    for (object_type, pipelines, pipeline, stage) in [
        ("deals", deals, "pipeline", "dealstage"),
        ("tickets", tickets, "hs_pipeline", "hs_pipeline_stage"),
    ] {
        let pipelines = pipelines["results"].as_array().unwrap();
        let standing = |record: &Value| {
            let properties = &record["properties"];
            let pipeline = pipelines.iter().find(|one| one["id"] == properties[pipeline]);
            let stages = pipeline.map(|one| one["stages"].as_array().unwrap());
            stages.is_some_and(|stages| stages.iter().any(|one| one["id"] == properties[stage]))
        };
        let records = all(&app, &token, object_type).await;
        let standing = records.iter().filter(|record| standing(record)).count();
        assert!(
            (records.len() - 4..records.len()).contains(&standing),
            "{object_type}: {standing}"
        );
    }
    let (app, token) = granted(with_contacts(1), "oauth crm.objects.contacts.read").await;
    assert_eq!(get(&app, &token, "/crm/pipelines/2026-09/tickets").await.0, 403);
}
