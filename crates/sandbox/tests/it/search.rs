//! Searching contacts.

use std::time::Duration;

use rstest::rstest;
use sandbox::{ContactSet, NewContact, SandboxClock, SandboxConfig};
use serde_json::{Value, json};

use crate::client::{App, told, with_contacts};

const CONTACTS: &str = "/crm/objects/2026-09/contacts";

async fn search(app: &App, token: &str, body: Value) -> (u16, Value) {
    told(
        app.post(&format!("{CONTACTS}/search"))
            .bearer_auth(token)
            .json(&body)
            .send()
            .await
            .unwrap(),
    )
    .await
}

async fn people(names: &[(&str, &str)]) -> (App, String) {
    let (app, token) = App::connected(with_contacts(0)).await;
    let people = names.iter().map(|(name, city)| NewContact {
        properties: [("firstname", name), ("city", city)]
            .map(|(key, value)| (key.to_owned(), (*value).to_owned()))
            .into(),
    });
    app.sandbox.set_contacts(ContactSet::Records(people.collect()));
    (app, token)
}

fn names(answer: &Value) -> Vec<&str> {
    answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["properties"]["firstname"].as_str().unwrap())
        .collect()
}

fn filter(property: &str, value: &str) -> Value {
    json!({ "propertyName": property, "operator": "EQ", "value": value })
}

#[tokio::test]
async fn an_empty_search_finds_all_and_pages_by_offset() {
    let (app, token) = App::connected(with_contacts(25)).await;

    let (_, first) = search(&app, &token, json!({})).await;
    let (_, last) = search(&app, &token, json!({ "after": "20" })).await;

    assert_eq!(
        (&first["total"], first["results"].as_array().unwrap().len()),
        (&json!(25), 10)
    );
    assert_eq!(first["paging"], json!({ "next": { "after": "10" } }));
    assert_eq!(last["results"].as_array().unwrap().len(), 5);
    assert!(last.get("paging").is_none());
}

#[tokio::test]
async fn groups_are_alternatives_and_their_filters_conditions() {
    let (app, token) = people(&[("Ann", "Rome"), ("Ben", "Rome"), ("Cyd", "Oslo")]).await;
    let groups = json!({ "filterGroups": [
        { "filters": [filter("city", "rome"), filter("firstname", "ben")] },
        { "filters": [filter("city", "oslo")] },
    ] });

    let (_, answer) = search(&app, &token, groups).await;

    assert_eq!(names(&answer), ["Ben", "Cyd"]);
    assert_eq!(answer["total"], 2);
}

#[tokio::test]
async fn one_sort_orders_the_results() {
    let (app, token) = people(&[("Ben", ""), ("cyd", ""), ("Ann", "")]).await;
    let by = |direction: &str| json!({ "sorts": [{ "propertyName": "firstname", "direction": direction }] });

    assert_eq!(
        names(&search(&app, &token, by("ASCENDING")).await.1),
        ["Ann", "Ben", "cyd"]
    );
    assert_eq!(
        names(&search(&app, &token, by("DESCENDING")).await.1),
        ["cyd", "Ben", "Ann"]
    );
    assert_eq!(
        names(&search(&app, &token, json!({ "sorts": ["firstname"] })).await.1),
        ["Ann", "Ben", "cyd"]
    );
    assert_eq!(names(&search(&app, &token, json!({})).await.1), ["Ben", "cyd", "Ann"]);
}

#[tokio::test]
async fn a_query_looks_at_names() {
    let (app, token) = people(&[("Ann", ""), ("Hannah", ""), ("Ben", "")]).await;
    assert_eq!(
        names(&search(&app, &token, json!({ "query": "ANN" })).await.1),
        ["Ann", "Hannah"]
    );
}

#[rstest]
#[case(json!({ "limit": 201 }))]
#[case(json!({ "limit": 0 }))]
#[case(json!({ "limit": 200, "after": "9801" }))]
#[case(json!({ "sorts": ["email", "city"] }))]
#[case(json!({ "filterGroups": vec![json!({ "filters": [] }); 6] }))]
#[case(json!({ "filterGroups": [{ "filters": vec![filter("a", "b"); 7] }] }))]
#[case(json!({ "filterGroups": vec![json!({ "filters": vec![filter("a", "b"); 5] }); 4] }))]
#[case(json!({ "query": "x".repeat(3000) }))]
#[case(json!({ "filterGroups": [{ "filters": [{ "propertyName": "email", "operator": "LIKE", "value": "x" }] }] }))]
#[tokio::test]
async fn a_search_beyond_the_limits_is_refused(#[case] body: Value) {
    let (app, token) = App::connected(with_contacts(1)).await;
    assert_eq!(search(&app, &token, body).await.0, 400);
}

#[rstest]
#[case(json!({ "limit": 200, "after": "9800" }))]
#[case(json!({ "filterGroups": vec![json!({ "filters": vec![filter("a", "b"); 3] }); 5] }))]
#[case(json!({ "after": 5 }))]
#[tokio::test]
async fn a_search_at_the_limits_is_answered(#[case] body: Value) {
    let (app, token) = App::connected(with_contacts(1)).await;
    assert_eq!(search(&app, &token, body).await.0, 200);
}

#[tokio::test]
async fn a_write_is_found_only_after_the_lag_but_read_at_once() {
    let clock = SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap());
    let search_lag = Duration::from_secs(2);
    let (app, token) = App::connected(SandboxConfig {
        clock,
        search_lag,
        ..with_contacts(1)
    })
    .await;
    let body = json!({ "properties": { "email": "new@example.com" } });
    let (_, created) = told(app.post(CONTACTS).bearer_auth(&token).json(&body).send().await.unwrap()).await;
    let archived = app
        .delete(&format!("{CONTACTS}/1001"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(archived.status(), 204);

    app.sandbox.advance(Duration::from_millis(1999));
    let (_, before) = search(&app, &token, json!({})).await;
    app.sandbox.advance(Duration::from_millis(1));
    let (_, after) = search(&app, &token, json!({})).await;

    assert_eq!(before["results"][0]["id"], "1001");
    assert_eq!(after["results"][0]["id"], created["id"]);
    assert_eq!((&before["total"], &after["total"]), (&json!(1), &json!(1)));
}
