//! Airtable's users, bases, tables and fields.

use std::collections::HashSet;

use rstest::rstest;
use sandbox::AirtableConfig;
use serde_json::{Value, json};

use super::{App, SCOPE, with};

fn texts<'a>(list: &'a Value, name: &str) -> Vec<&'a str> {
    let all = list.as_array().unwrap().iter();
    all.map(|one| one[name].as_str().unwrap()).collect()
}

#[tokio::test]
async fn who_is_asking_has_an_address_only_where_that_was_granted() {
    let (app, token) = App::connected().await;
    let (status, who) = app.ask(&token, "/v0/meta/whoami").await;
    assert_eq!((status, &who["email"]), (200, &json!("ada@northwind.example")));
    assert!(who["id"].as_str().unwrap().starts_with("usr"));
    assert_eq!(who["scopes"].as_array().unwrap().len(), 3);

    app.airtable().grant_only(Some(vec!["data.records:read".to_owned()]));
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
    let (_, who) = app.ask(&token, "/v0/meta/whoami").await;
    assert_eq!(who.get("email"), None);
}

#[tokio::test]
async fn bases_come_a_thousand_at_a_time() {
    let config = AirtableConfig {
        bases: 1001,
        ..AirtableConfig::default()
    };
    let app = App::new(with(config)).await;
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();

    let (_, first) = app.ask(&token, "/v0/meta/bases").await;
    let offset = first["offset"].as_str().unwrap();
    let (_, second) = app.ask(&token, &format!("/v0/meta/bases?offset={offset}")).await;

    let ids: HashSet<_> = [&first, &second]
        .into_iter()
        .flat_map(|page| texts(&page["bases"], "id"))
        .collect();
    assert_eq!((ids.len(), second.get("offset")), (1001, None));
    let (status, error) = app.ask(&token, "/v0/meta/bases?offset=nonsense").await;
    assert_eq!((status, &error["error"]["type"]), (422, &json!("INVALID_OFFSET_VALUE")));
}

#[tokio::test]
async fn tables_name_their_primary_field_and_describe_all_fields() {
    let (app, token) = App::connected().await;
    let (_, bases) = app.ask(&token, "/v0/meta/bases").await;
    let base = bases["bases"][0]["id"].as_str().unwrap();

    let (status, schema) = app.ask(&token, &format!("/v0/meta/bases/{base}/tables")).await;

    assert_eq!(status, 200);
    let mut types = HashSet::new();
    for table in schema["tables"].as_array().unwrap() {
        assert_eq!(table["primaryFieldId"], table["fields"][0]["id"]);
        assert_eq!(texts(&table["views"], "type"), ["grid"]);
        types.extend(texts(&table["fields"], "type"));
    }
    for wanted in [
        "singleLineText",
        "formula",
        "multipleRecordLinks",
        "singleCollaborator",
        "checkbox",
    ] {
        assert!(types.contains(wanted), "{wanted} of {types:?}");
    }
    let linked = &schema["tables"][0]["fields"][14]["options"]["linkedTableId"];
    assert_eq!(linked, &schema["tables"][1]["id"]);
}

#[rstest]
#[case::no_such_base(SCOPE, "/v0/meta/bases/appNone/tables")]
#[case::no_scope("data.records:read", "/v0/meta/bases")]
#[tokio::test]
async fn what_is_not_there_and_what_is_not_granted_look_alike(#[case] scopes: &str, #[case] path: &str) {
    let app = App::new(with(AirtableConfig::default())).await;
    app.airtable()
        .grant_only(Some(scopes.split(' ').map(str::to_owned).collect()));
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();

    let (status, error) = app.ask(&token, path).await;

    let kind = &error["error"]["type"];
    assert_eq!((status, kind), (403, &json!("INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND")));
}

#[tokio::test]
async fn without_a_token_nothing_is_told() {
    let (app, _) = App::connected().await;
    let expected = json!({ "error": { "type": "AUTHENTICATION_REQUIRED", "message": "Authentication required" } });
    assert_eq!(app.ask("unknown", "/v0/meta/bases").await, (401, expected.clone()));
    let response = app.get("/v0/meta/whoami").send().await.unwrap();
    assert_eq!(crate::client::told(response).await, (401, expected));
}
