//! Notion's pages, data sources, databases and blocks, each by its id.

use std::collections::HashSet;

use rstest::rstest;
use serde_json::{Value, json};

use super::App;
use crate::client::told;

async fn search(app: &App, token: &str) -> Vec<Value> {
    app.all(token, "/v1/search", json!({})).await
}

fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_page_is_read_by_its_id_with_dashes_or_without() {
    let (app, token) = App::connected().await;
    let all = search(&app, &token).await;
    let page = all.iter().find(|found| found["object"] == "page").unwrap();

    let (status, read) = app.ask(&token, &format!("/v1/pages/{}", id(page))).await;
    assert_eq!((status, &read), (200, page));
    let bare = id(page).replace('-', "");
    assert_eq!(app.ask(&token, &format!("/v1/pages/{bare}")).await.1, read);
}

#[tokio::test]
async fn parents_are_of_every_kind_and_lead_up_unless_they_are_not_shared() {
    let (app, token) = App::connected().await;
    let all = search(&app, &token).await;
    let of_kind = |kind: &str| {
        let mut pages = all.iter().filter(|found| found["object"] == "page");
        pages.find(|page| page["parent"]["type"] == kind).unwrap().clone()
    };

    let parent = of_kind("data_source_id")["parent"].clone();
    let (_, source) = app
        .ask(
            &token,
            &format!("/v1/data_sources/{}", parent["data_source_id"].as_str().unwrap()),
        )
        .await;
    assert_eq!(source["parent"]["database_id"], parent["database_id"]);
    let (_, database) = app
        .ask(
            &token,
            &format!("/v1/databases/{}", parent["database_id"].as_str().unwrap()),
        )
        .await;
    assert!(
        database["data_sources"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["id"] == source["id"])
    );
    assert_eq!(source["database_parent"], database["parent"]);

    let block = of_kind("block_id")["parent"]["block_id"].clone();
    let (_, block) = app
        .ask(&token, &format!("/v1/blocks/{}", block.as_str().unwrap()))
        .await;
    let page = block["parent"]["page_id"].as_str().unwrap();
    assert_eq!(app.ask(&token, &format!("/v1/pages/{page}")).await.0, 200);

    assert_eq!(of_kind("workspace")["parent"]["workspace"], true);
    let ids: HashSet<_> = all.iter().map(id).collect();
    let of_pages = all.iter().filter_map(|found| found["parent"]["page_id"].as_str());
    let (shared, hidden): (Vec<_>, Vec<_>) = of_pages.partition(|parent| ids.contains(parent));
    assert!(!shared.is_empty() && !hidden.is_empty());
    let (status, error) = app.ask(&token, &format!("/v1/pages/{}", hidden[0])).await;
    assert_eq!((status, &error["code"]), (404, &json!("object_not_found")));
}

#[tokio::test]
async fn rows_are_queried_to_the_end_and_those_in_the_trash_apart() {
    let (app, token) = App::connected().await;
    let all = search(&app, &token).await;
    let (mut rows, mut trashed) = (0, Vec::new());
    for source in all.iter().filter(|found| found["object"] == "data_source") {
        let path = format!("/v1/data_sources/{}/query", id(source));
        let found = app.all(&token, &path, json!({ "page_size": 9 })).await;
        let names: HashSet<_> = source["properties"].as_object().unwrap().keys().collect();
        for row in &found {
            assert_eq!(row["parent"]["data_source_id"], source["id"]);
            assert_eq!(
                row["properties"].as_object().unwrap().keys().collect::<HashSet<_>>(),
                names
            );
        }
        rows += found.len();
        trashed.extend(app.all(&token, &path, json!({ "in_trash": true })).await);
    }
    assert_eq!(rows, 125);
    assert!(!trashed.is_empty());
    let (status, read) = app.ask(&token, &format!("/v1/pages/{}", id(&trashed[0]))).await;
    assert_eq!(
        (status, &read["in_trash"], &read["archived"]),
        (200, &json!(true), &json!(true))
    );
}

#[tokio::test]
async fn all_common_types_of_properties_have_values_somewhere() {
    let (app, token) = App::connected().await;
    let all = search(&app, &token).await;
    let properties = all.iter().filter(|found| found["object"] == "page");
    let properties = properties.flat_map(|page| page["properties"].as_object().unwrap().values());
    let types: HashSet<_> = properties
        .filter(|property| {
            let kind = property["type"].as_str().unwrap();
            !property[kind].is_null()
        })
        .map(|property| property["type"].as_str().unwrap())
        .collect();
    for wanted in [
        "title",
        "rich_text",
        "number",
        "select",
        "multi_select",
        "status",
        "date",
        "people",
        "files",
        "checkbox",
        "url",
        "email",
        "phone_number",
        "formula",
        "relation",
        "rollup",
        "created_time",
        "created_by",
        "last_edited_time",
        "last_edited_by",
        "unique_id",
        "verification",
    ] {
        assert!(types.contains(wanted), "{wanted}");
    }
}

#[tokio::test]
async fn the_children_of_a_page_are_those_that_name_it_their_parent() {
    let (app, token) = App::connected().await;
    let all = search(&app, &token).await;
    let mut types = HashSet::new();
    for page in all.iter().filter(|found| found["object"] == "page").take(80) {
        let path = format!("/v1/blocks/{}/children?page_size=100", id(page));
        let (status, list) = app.ask(&token, &path).await;
        assert_eq!((status, &list["type"]), (200, &json!("block")));
        let blocks = list["results"].as_array().unwrap();
        let pages: HashSet<_> = blocks
            .iter()
            .filter(|block| block["type"] == "child_page")
            .map(id)
            .collect();
        let named = all.iter().filter(|found| found["object"] == "page");
        let named = named.filter(|found| found["parent"]["page_id"] == page["id"]);
        assert_eq!(pages, named.map(id).collect());
        types.extend(blocks.iter().map(|block| block["type"].as_str().unwrap().to_owned()));
    }
    assert_eq!(types.len(), 3, "pages, databases and toggles: {types:?}");
}

#[rstest]
#[case("/v1/pages/nonsense", 400, "validation_error")]
#[case("/v1/pages/00000000-0000-4000-8000-000000000000", 404, "object_not_found")]
#[case("/v1/nowhere", 400, "invalid_request_url")]
#[tokio::test]
async fn what_is_not_there_is_told_in_notions_way(#[case] path: &str, #[case] status: u16, #[case] code: &str) {
    let (app, token) = App::connected().await;
    let (told, error) = app.ask(&token, path).await;
    assert_eq!(
        (told, &error["code"], &error["status"]),
        (status, &json!(code), &json!(status))
    );
    assert_eq!(error["object"], "error");
}

#[tokio::test]
async fn a_data_source_is_no_page_and_a_page_no_database() {
    let (app, token) = App::connected().await;
    let all = search(&app, &token).await;
    let source = all.iter().find(|found| found["object"] == "data_source").unwrap();
    assert_eq!(app.ask(&token, &format!("/v1/pages/{}", id(source))).await.0, 404);
    let page = all.iter().find(|found| found["object"] == "page").unwrap();
    assert_eq!(app.ask(&token, &format!("/v1/databases/{}", id(page))).await.0, 404);
}

#[tokio::test]
async fn token_and_version_are_required() {
    let (app, token) = App::connected().await;
    let (status, error) = app.ask("unknown", "/v1/users/me").await;
    assert_eq!((status, &error["code"]), (401, &json!("unauthorized")));
    assert_eq!(error["message"], "API token is invalid.");

    let without = app.http.get(app.url("/v1/users/me")).bearer_auth(&token);
    let (status, error) = told(without.send().await.unwrap()).await;
    assert_eq!((status, &error["code"]), (400, &json!("missing_version")));
    let older = app
        .http
        .get(app.url("/v1/users/me"))
        .bearer_auth(&token)
        .header("notion-version", "2022-06-28");
    assert_eq!(told(older.send().await.unwrap()).await.1["code"], "validation_error");
}
