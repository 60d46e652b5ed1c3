//! Places: kinds as tabs, folders as pages, by links alone, and nobody else's.

use http::StatusCode;
use serde_json::json;

use crate::stage::{Browser, Stage};

const SCHEMA: &str = "kind=company-schema";

/// A connection, all of whose contacts are there.
async fn connected(browser: &Browser<'_>) -> String {
    let id = browser.connect().await;
    browser.whole_list(&id).await;
    id
}

async fn page(browser: &Browser<'_>, id: &str, query: &str) -> String {
    let answer = browser.get(&format!("/connections/{id}?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}");
    answer.body
}

/// Where the first link leads whose text begins so.
fn link(html: &str, text: &str) -> String {
    let end = html
        .find(&format!(">{text}"))
        .unwrap_or_else(|| panic!("{text} in {html}"));
    let start = html[..end].rfind("href=\"").unwrap() + 6;
    let address = html[start..].split('"').next().unwrap();
    address.replace("&amp;", "&")
}

#[tokio::test]
async fn each_kind_is_a_tab_with_its_number_as_far_as_it_was_granted() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    let html = page(&browser, &id, "").await;
    let tabs = html
        .split("class=\"tabs\"")
        .nth(1)
        .unwrap()
        .split("</ul>")
        .next()
        .unwrap();
    assert!(tabs.contains("Contacts") && tabs.contains(">250<"), "{tabs}");
    assert_eq!(tabs.matches("aria-current=\"page\"").count(), 1, "{tabs}");
    let companies = tabs.split("Companies").nth(1).unwrap();
    assert!(companies.contains("not granted"), "{tabs}");
    assert_eq!(link(tabs, "Company schema"), format!("/connections/{id}?{SCHEMA}"));
}

#[tokio::test]
async fn folders_are_gone_into_and_left_by_links() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    let top = page(&browser, &id, SCHEMA).await;
    assert!(!top.contains("class=\"crumbs\""), "{top}");
    let inside = link(&top, "Company information");
    assert!(inside.contains(SCHEMA) && inside.contains("folder="), "{inside}");
    let html = browser.get(&inside).await.body;
    assert!(html.contains("Company Domain Name"), "{html}");
    let path = html
        .split("class=\"crumbs\"")
        .nth(1)
        .unwrap()
        .split("</nav>")
        .next()
        .unwrap();
    assert!(path.contains("aria-current=\"location\""), "{path}");
    assert_eq!(link(path, "Company schema"), format!("/connections/{id}?{SCHEMA}"));
    assert_eq!(
        asked(&stage, "/crm/properties/2026-09/companies"),
        1,
        "one list, whichever folder"
    );
    let details = link(path, "Details");
    let html = browser.get(&details).await.body;
    let record = html.split("id=\"record\"").nth(1).unwrap();
    assert!(record.contains("Company information"), "{record}");
}

fn asked(stage: &Stage, path: &str) -> usize {
    let journal = stage.sandbox.journal();
    journal.iter().filter(|entry| entry.path == path).count()
}

#[tokio::test]
async fn what_was_not_granted_can_be_granted_where_one_is_and_is_not_asked_for() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    let html = page(&browser, &id, "kind=companies").await;
    assert!(html.contains(">Grant access<"), "{html}");
    assert!(
        html.contains(&format!("value=\"/connections/{id}?kind=companies\"")),
        "and back to here: {html}"
    );
    let window = browser
        .get(&format!("/api/window?connection={id}&view=kind%3Dcompanies&count=9"))
        .await;
    assert_eq!(
        (window.status, window.json()),
        (StatusCode::FORBIDDEN, json!("MissingScopes"))
    );
    let journal = stage.sandbox.journal();
    assert!(
        !journal.iter().any(|entry| entry.path.contains("companies")),
        "{journal:?}"
    );
}

#[tokio::test]
async fn a_kind_that_there_is_not_is_not_found() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    for path in ["window", "columns", "items", "progress", "whereabouts", "record"] {
        let query = format!("connection={id}&kind=ghosts&view=kind%3Dghosts&item=1");
        let answer = browser.get(&format!("/api/{path}?{query}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let html = page(&browser, &id, "kind=ghosts").await;
    assert!(html.contains("There is no such page of records"), "{html}");
}

#[tokio::test]
async fn nobody_else_learns_where_anything_is() {
    let stage = Stage::new().await;
    let (mine, other) = (stage.browser(), stage.browser());
    let id = connected(&mine).await;
    other.connect().await;
    let asked = format!("/api/whereabouts?connection={id}&{SCHEMA}");
    assert_eq!(mine.get(&asked).await.status, StatusCode::OK);
    assert_eq!(other.get(&asked).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_export_is_of_the_place_and_knows_folders() {
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = connected(&browser).await;
    let top = page(&browser, &id, SCHEMA).await;
    let inside = link(&top, "Company information");
    let folder = inside
        .split("folder=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap()
        .to_owned();
    let lines = |scope: String| {
        let browser = &browser;
        let path = format!("/api/export?connection={id}&format=jsonl&{SCHEMA}&{scope}");
        async move {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let items = answer.body.lines().map(|line| serde_json::from_str(line).unwrap());
            items.collect::<Vec<serde_json::Value>>()
        }
    };
    let all = lines("scope=all".to_owned()).await;
    let some = lines(format!(
        "scope=view&view=kind%3Dcompany-schema%26folder%3D{}",
        folder.replace('%', "%25")
    ))
    .await;
    assert!(some.len() < all.len() && !some.is_empty());
    let group = all.iter().find(|item| item["name"] == "Company information").unwrap();
    assert_eq!(group["children"].as_array().unwrap().len(), some.len());
    assert!(
        some.iter()
            .all(|item| item["parent_path_or_name"] == "Company information")
    );
}
