//! Notion's search.

use std::collections::HashSet;

use rstest::rstest;
use serde_json::{Value, json};

use super::{App, plain};

/// The plain title of a page or a data source, whatever the property is called.
fn title(found: &Value) -> String {
    if found["object"] == "data_source" {
        return plain(&found["title"]);
    }
    let properties = found["properties"].as_object().unwrap();
    let title = properties
        .values()
        .find(|property| property["type"] == "title")
        .unwrap();
    plain(&title["title"])
}

#[tokio::test]
async fn paging_to_the_end_finds_everything_once_the_last_edited_first() {
    let (app, token) = App::connected().await;

    let all = app.all(&token, "/v1/search", json!({})).await;

    let ids: HashSet<_> = all.iter().map(|found| found["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.len());
    let pages = all.iter().filter(|found| found["object"] == "page").count();
    assert_eq!(
        (pages, all.len()),
        (250, 256),
        "four databases, two of them with two data sources"
    );
    assert!(all.iter().all(|found| found["in_trash"] == false));
    let edited: Vec<_> = all
        .iter()
        .map(|found| found["last_edited_time"].as_str().unwrap())
        .collect();
    assert!(edited.is_sorted_by(|one, other| one >= other));

    let sort = json!({ "sort": { "timestamp": "last_edited_time", "direction": "ascending" } });
    let mut reversed = app.all(&token, "/v1/search", sort).await;
    reversed.reverse();
    assert_eq!(reversed, all);
}

#[rstest]
#[case("page", 250)]
#[case("data_source", 6)]
#[tokio::test]
async fn a_filter_leaves_one_kind(#[case] kind: &str, #[case] expected: usize) {
    let (app, token) = App::connected().await;
    let filter = json!({ "filter": { "property": "object", "value": kind }, "page_size": 7 });

    let found = app.all(&token, "/v1/search", filter).await;

    assert_eq!(found.len(), expected);
    assert!(found.iter().all(|found| found["object"] == kind));
}

#[tokio::test]
async fn a_query_looks_at_titles() {
    let (app, token) = App::connected().await;
    let found = app.all(&token, "/v1/search", json!({ "query": "ROADMAP" })).await;
    assert!(
        !found.is_empty()
            && found
                .iter()
                .all(|found| title(found).to_lowercase().contains("roadmap"))
    );
}

#[tokio::test]
async fn titles_are_awkward_missing_or_long_and_stand_under_any_name() {
    let (app, token) = App::connected().await;
    let all = app.all(&token, "/v1/search", json!({})).await;
    let titles: Vec<_> = all.iter().map(title).collect();

    for wanted in ["👩‍🚀", "محمد", "<script>", "読書リスト"] {
        assert!(titles.iter().any(|title| title.contains(wanted)), "{wanted}");
    }
    assert!(titles.iter().any(String::is_empty));
    assert!(titles.iter().any(|title| title.len() == 10_000));
    let named = |name: &str| all.iter().any(|found| found["properties"][name]["type"] == "title");
    assert!(named("title") && named("Name") && named("Task") && named("書名 📚"));
}

#[rstest]
#[case(json!({ "page_size": 101 }), "page_size")]
#[case(json!({ "page_size": 0 }), "page_size")]
#[case(json!({ "start_cursor": "nonsense" }), "start_cursor")]
#[case(json!({ "filter": { "property": "object", "value": "database" } }), "database")]
#[tokio::test]
async fn what_makes_no_sense_is_refused(#[case] body: Value, #[case] named: &str) {
    let (app, token) = App::connected().await;
    let (status, error) = app.tell(&token, "/v1/search", body).await;
    assert_eq!((status, &error["code"]), (400, &json!("validation_error")));
    assert!(error["message"].as_str().unwrap().contains(named), "{error}");
}

#[tokio::test]
async fn a_body_may_be_missing_but_not_broken() {
    let (app, token) = App::connected().await;
    let ask = |body: &'static str| app.post("/v1/search").bearer_auth(&token).body(body).send();
    assert_eq!(ask("").await.unwrap().status(), 200);
    let (status, error) = crate::client::told(ask("{").await.unwrap()).await;
    assert_eq!((status, &error["code"]), (400, &json!("invalid_json")));
}
