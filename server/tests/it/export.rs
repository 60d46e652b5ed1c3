//! Exports: the list as a file.

use std::time::Duration;

use axum::body::Body;
use http::{Method, Request, StatusCode};
use model::IntegrationItem;
use sandbox::{ContactSet, Fault};
use serde_json::json;

use crate::stage::{Answer, Browser, CONTACTS, Stage, contacts, on};

fn path(connection: &str, query: &str) -> String {
    format!("/api/export?connection={connection}&{query}")
}

async fn export(browser: &Browser<'_>, connection: &str, query: &str) -> Answer {
    let answer = browser.get(&path(connection, query)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer
}

/// The records of a CSV, the labels first.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let text = csv.strip_prefix('\u{feff}').expect("Excel is told that it is UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

fn items(lines: &str) -> Vec<IntegrationItem> {
    assert!(lines.is_empty() || lines.ends_with('\n'));
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn names(lines: &str) -> Vec<String> {
    items(lines).into_iter().filter_map(|item| item.name).collect()
}

#[tokio::test]
async fn all_records_come_as_a_csv_with_a_name_of_its_own() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    browser.whole_list(&id).await;
    let answer = export(&browser, &id, "format=csv&scope=all").await;
    let rows = rows(&answer.body);
    assert_eq!(rows.len(), 251);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let name = rows[0]
        .iter()
        .position(|label| label == "Name")
        .expect("the names have a column");
    assert!(rows.iter().any(|row| row[name] == "Ada Lovelace"));
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    let expected = "attachment; filename=\"hubspot-northwind-trading-contacts-2026-03-01.csv\"; filename*=UTF-8''";
    assert!(disposition.starts_with(expected), "{disposition}");
    assert!(
        answer.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/csv; charset=utf-8")
    );
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
}

#[tokio::test]
async fn a_json_line_is_the_item_that_the_api_gives() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    browser.whole_list(&id).await;
    let answer = export(&browser, &id, "format=jsonl&scope=all").await;
    let exported: serde_json::Value = serde_json::from_str(answer.body.lines().next().unwrap()).unwrap();
    let listed = browser.items(&id).await.json()["items"][0].clone();
    assert_eq!(exported, listed);
    assert_eq!(items(&answer.body).len(), 250);
    assert_eq!(answer.headers["content-type"], "application/jsonl");
}

#[tokio::test]
async fn a_view_is_searched_and_sorted_as_the_page_shows_it() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    browser.whole_list(&id).await;
    let view = "format=jsonl&scope=view&view=q%3Dada%26sort%3D-name";
    let found = names(&export(&browser, &id, view).await.body);
    assert!(found.iter().any(|name| name == "Ada Lovelace"), "{found:?}");
    assert!(found.len() < 250);
    let mut sorted = found.clone();
    sorted.sort_by_key(|name| std::cmp::Reverse(name.to_lowercase()));
    assert_eq!(found, sorted);
    let all = export(&browser, &id, &view.replace("scope=view", "scope=all")).await;
    assert_eq!(items(&all.body).len(), 250, "all are all, whatever view is named");
}

#[tokio::test]
async fn a_record_that_would_be_run_is_text() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let evil = "=HYPERLINK(\"https://evil.example\",\"x\")";
    stage.sandbox.set_contacts(ContactSet::Count { count: 0 });
    stage.sandbox.set_contacts(
        serde_json::from_value(json!([{"properties": {
            "firstname": evil, "email": "+1@evil.example", "phone": "\t=1"
        }}]))
        .unwrap(),
    );
    let id = browser.connect().await;
    browser.whole_list(&id).await;
    let rows = rows(&export(&browser, &id, "format=csv&scope=all").await.body);
    let cells = &rows[1];
    assert!(cells.contains(&format!("'{evil}")), "{cells:?}");
    assert!(cells.contains(&"'+1@evil.example".to_owned()), "{cells:?}");
    assert!(
        !cells
            .iter()
            .any(|cell| cell.trim_start().starts_with(['=', '+', '-', '@'])),
        "{cells:?}"
    );
}

#[tokio::test]
async fn a_list_that_is_still_coming_in_is_called_partial() {
    let stage = Stage::with(contacts(1000)).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    stage.sandbox.fault(Fault {
        delay_ms: 200, // Ten pages take two seconds.
        ..on(CONTACTS)
    });
    let answer = export(&browser, &id, "format=jsonl&scope=all").await;
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.contains("2026-03-01-partial.jsonl\""), "{disposition}");
    assert!(items(&answer.body).len() < 1000);
}

#[tokio::test]
async fn a_csv_of_a_view_has_its_columns_in_its_order() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    browser.whole_list(&id).await;
    let query = "format=csv&scope=view&view=q%3Dada%40northwind%26cols%3Dp.email%3A240%2Cname";
    let rows = rows(&export(&browser, &id, query).await.body);
    assert_eq!(rows[0], ["E-mail", "Name"]);
    assert_eq!(rows[1], ["ada@northwind.example", "Ada Lovelace"]);
}

/// T31
#[tokio::test]
async fn a_stranger_takes_nothing_with_them() {
    let stage = Stage::new().await;
    let (mine, other, nobody) = (stage.browser(), stage.browser(), stage.browser());
    let id = mine.connect().await;
    other.begin().await;
    for stranger in [&other, &nobody] {
        for connection in [id.as_str(), "aaaaaaaaaaaaaaaaaaaaaa", "x", ""] {
            let answer = stranger.get(&path(connection, "format=csv&scope=all")).await;
            assert_eq!(
                (answer.status, answer.json()),
                (StatusCode::NOT_FOUND, json!("NotFound"))
            );
            assert!(!answer.headers.contains_key("content-disposition"));
        }
    }
}

#[tokio::test]
async fn what_there_is_not_cannot_be_asked_for() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for query in [
        "",
        "format=csv",
        "scope=all",
        "format=xlsx&scope=all",
        "format=csv&scope=mine",
        "format=CSV&scope=all",
        "format=%00&scope=view",
    ] {
        let answer = browser.get(&path(&id, query)).await;
        assert_eq!(
            (answer.status, answer.json()),
            (StatusCode::BAD_REQUEST, json!("BadRequest")),
            "{query}"
        );
    }
    let request = Request::builder()
        .method(Method::HEAD)
        .uri(path(&id, "format=csv&scope=all"))
        .body(Body::empty())
        .unwrap();
    assert_eq!(browser.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

/// T61
#[tokio::test]
async fn a_session_takes_two_at_a_time_and_all_together_eight() {
    let stage = Stage::with(contacts(5)).await;
    let query = "format=jsonl&scope=all";
    let mut open = Vec::new();
    for _ in 0..4 {
        stage.advance(Duration::from_secs(10)); // The provider's pace is not what is looked at here.
        let browser = stage.browser();
        let id = browser.connect().await;
        for _ in 0..2 {
            open.push(browser.open(&path(&id, query)).await);
        }
        let refused = browser.get(&path(&id, query)).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.json(), json!({"RateLimited": {"retry_after_secs": 5}}));
    }
    assert!(open.iter().all(|export| export.head.status == StatusCode::OK));
    let browser = stage.browser();
    let id = browser.connect().await;
    let refused = browser.get(&path(&id, query)).await;
    assert_eq!(
        (refused.status, refused.json()),
        (StatusCode::SERVICE_UNAVAILABLE, json!("Busy"))
    );
    assert_eq!(refused.headers["retry-after"], "5");
    open.pop();
    export(&browser, &id, query).await;
}
